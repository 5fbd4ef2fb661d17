import type { Completed, Tool } from '../runner/processes.ts';
import type { Runner } from '../runner/runner.ts';
import { containerOf } from './name.ts';

interface ContainerState {
  readonly Running?: boolean;
  readonly OOMKilled?: boolean;
  readonly ExitCode?: number;
  readonly Error?: string;
}

const limitMs = 20_000;

/** How the builder's container ended, with the last lines of its log: a text for the user. Never throws. */
export async function describeDeath(builder: string, docker: Tool, runner: Runner): Promise<string> {
  const container = containerOf(builder);
  const run = (args: readonly string[]): Promise<Completed | null> =>
    runner.processes.run(docker, args, { signal: AbortSignal.timeout(limitMs) }).catch(() => null);
  const [state, logs] = await Promise.all([
    run(['inspect', '--type', 'container', '--format', '{{json .State}}', container]),
    run(['logs', '--tail', '100', container]),
  ]);
  const last = logs?.code === 0 ? lastWords(`${logs.stdout.toString('utf8')}${logs.stderr}`) : '';
  return `${verdict(state)}${last === '' ? '' : `\nIts last log lines:\n${last}`}`;
}

/** The end of a log, without the frames of the stack that a failed buildkitd prints behind its reason. */
export function lastWords(log: string): string {
  const lines = log.split(/\r?\n/).filter((line) => /^\S+\s+\S/.test(line));
  return lines.slice(-10).join('\n');
}

/** What `docker inspect` of the container's State says; null if it did not answer. */
export function verdict(inspected: Completed | null): string {
  if (inspected?.code !== 0) {
    return /no such (container|object)/i.test(inspected?.stderr ?? '')
      ? "The builder's container is gone: something else on this machine removed it, or the builder has none."
      : 'The Docker daemon does not say how its container ended.';
  }
  const state = parseState(inspected.stdout.toString('utf8'));
  if (state.OOMKilled) {
    return "The builder's container ran out of memory (OOM-killed).";
  }
  if (state.Running) {
    return "The builder's container is running again, or still; the connection to it broke.";
  }
  const error = state.Error ? `: ${state.Error}` : '';
  // 137 without the OOM flag: on some kernels the flag is set for the first process of the container only.
  const killed = state.ExitCode === 137 ? ' (killed: by hand, or because the machine ran out of memory)' : '';
  return `The builder's container ended with exit code ${state.ExitCode ?? 'unknown'}${killed}${error}.`;
}

function parseState(json: string): ContainerState {
  try {
    return (JSON.parse(json) as ContainerState | null) ?? {};
  } catch {
    return {};
  }
}
