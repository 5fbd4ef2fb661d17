import { spawn } from 'node:child_process';
import process from 'node:process';

export interface ChildOptions {
  readonly cwd?: string;
  readonly env?: NodeJS.ProcessEnv;
  readonly input?: string;
}

/** Runs a command to its end and gives its stdout; an error says in one sentence what it said last. */
export function run(command: string, args: readonly string[], options: ChildOptions = {}): Promise<string> {
  return new Promise((resolve, reject) => {
    const child = spawn(command, args, {
      cwd: options.cwd,
      env: { ...process.env, ...options.env },
      stdio: ['pipe', 'pipe', 'pipe'],
    });
    let stdout = '';
    let stderr = '';
    child.stdout.setEncoding('utf8').on('data', (text: string) => {
      stdout += text;
    });
    child.stderr.setEncoding('utf8').on('data', (text: string) => {
      stderr += text;
    });
    // A child that ends without reading its input makes the pipe fail; its exit status says the rest.
    child.stdin.on('error', () => undefined);
    child.stdin.end(options.input ?? '');
    child.on('error', (error) => reject(new Error(`${command} cannot be started: ${error.message}`)));
    child.on('close', (code, signal) => {
      if (code === 0) {
        resolve(stdout);
      } else {
        const said = (stderr.trim() || stdout.trim()).split('\n').slice(-3).join(' | ');
        reject(new Error(`${command} ${args[0] ?? ''} ended with ${code ?? signal}: ${said}`));
      }
    });
  });
}

/** Whether the command ends with status 0. */
export async function succeeds(
  command: string,
  args: readonly string[],
  options: ChildOptions = {},
): Promise<boolean> {
  return run(command, args, options).then(
    () => true,
    () => false,
  );
}
