import { type Execution, platformsOf, type Ready } from '../builder/builder.ts';
import { ActionError } from '../errors.ts';
import { asActionError, type CommandFailed } from '../failures/command.ts';
import { emulatorCrash, emulatorMissing } from '../failures/emulator.ts';
import { readEvidence } from '../failures/evidence.ts';
import { formatPlatform } from '../oci/platform.ts';
import type { Staged } from '../stage/staged.ts';
import { firstLine, imageStage, runImageBuild } from './image-build.ts';

/** A command for the image's shell, or an argument vector that needs none. */
export type SmokeCommand = string | readonly string[];

/**
 * Runs a command inside the image of every platform at once, as its user and with its environment,
 * natively or emulated; its output goes to the log. Of several lines, the first that fails ends it.
 * Throws `smoke-test-failed` with the platforms and their exit codes.
 */
export async function smokeTest(command: SmokeCommand, staged: Staged, session: Ready): Promise<void> {
  const { log, executions } = session;
  await runImageBuild(
    {
      what: 'The smoke test',
      staged,
      platforms: platformsOf(session),
      dockerfile: smokeDockerfile(command),
      options: ['--no-cache'],
      output: 'type=cacheonly',
      onLine: (line) => log.info(line),
      explain: (failed) => explainSmoke(failed, command, executions),
    },
    session,
  );
}

/**
 * As a here-document a command is taken as it is, whatever it begins with (`--` or `[` after RUN is
 * syntax) and however many lines it has; the image's SHELL runs it.
 */
export function smokeDockerfile(command: SmokeCommand): string {
  const lines = [firstLine, `FROM ${imageStage}`, ...instruction(command), ''];
  return lines.join('\n');
}

function instruction(command: SmokeCommand): readonly string[] {
  if (typeof command !== 'string') {
    return [`RUN ${JSON.stringify(command)}`];
  }
  const lines = command.split(/\r?\n/);
  let end = 'SMOKE_TEST';
  while (lines.includes(end)) {
    end += '_';
  }
  // A shell goes on after a line that failed; a script with an interpreter of its own may be no shell.
  const strict = lines.filter((line) => line.trim() !== '').length > 1 && !command.startsWith('#!');
  return [`RUN <<'${end}'`, ...(strict ? ['set -e'] : []), ...lines, end];
}

export interface SmokeFailure {
  /** null where the progress does not tell it: with one platform, it names none. */
  readonly platform: string | null;
  readonly code: number;
}

/**
 * Which platforms failed: steps such as `[linux/arm64 stage-1 1/1] RUN …`. Other steps are cancelled
 * then, so that a platform that is not named may fail as well.
 */
export function smokeFailures(stderr: string): readonly SmokeFailure[] {
  return readEvidence(stderr).failed.flatMap(({ title, error }) => {
    const [, code] = /^process ".*" did not complete successfully: exit code: (\d+)/.exec(error) ?? [];
    const [, names] = /^\[([^\]]*)\] RUN /.exec(title) ?? [];
    if (code === undefined || names === undefined) {
      return [];
    }
    const platform = /(?:^|[ >])([a-z0-9]+\/[a-z0-9]+(?:\/v\d+)?) /.exec(names)?.[1] ?? null;
    return [{ platform, code: Number(code) }];
  });
}

function explainSmoke(
  error: CommandFailed,
  command: SmokeCommand,
  executions: readonly Execution[],
): ActionError {
  const { stderr } = error.completed;
  const failures = smokeFailures(stderr);
  if (failures.length === 0) {
    return asActionError(error, 'smoke-test-failed');
  }
  const [first, ...others] = executions.map(({ platform }) => formatPlatform(platform));
  const only = others.length === 0 ? first : undefined;
  const told = failures.map(
    ({ platform, code }) => `on ${platform ?? only ?? 'one platform'} with exit code ${code}`,
  );
  const shown = typeof command === 'string' ? command.trim().split('\n', 1)[0] : JSON.stringify(command);
  const native = executions
    .filter(({ how }) => how === 'native')
    .map(({ platform }) => formatPlatform(platform));
  const emulated = failures.some(({ platform }) => !native.includes(platform ?? only ?? ''));
  return new ActionError(
    'smoke-test-failed',
    `The smoke test '${shown}' failed ${[...new Set(told)].join(', ')}.`,
    {
      hint: hintFor(stderr, command, emulated),
      cause: error,
    },
  );
}

function hintFor(stderr: string, command: SmokeCommand, emulated: boolean): string {
  const crash = emulatorCrash(stderr);
  if (crash !== null) {
    return `The emulator crashed, not the image (${crash}). A native runner for that platform or another 'binfmt-image' avoids it.`;
  }
  if (emulatorMissing(stderr) !== null) {
    return "The machine cannot run programs of that platform (see 'emulation'), or the program is for another platform.";
  }
  if (typeof command === 'string' && /exec: "[^"]*": .*no such file or directory/.test(stderr)) {
    return 'The image seems to have no shell: give the command as a JSON array such as ["/app", "--version"], which needs none.';
  }
  return emulated
    ? 'The log above has what it printed. The platform ran emulated: does the command need more time or a system call that the emulator lacks?'
    : 'The log above has what it printed.';
}
