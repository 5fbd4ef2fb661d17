import type { Tool } from '../runner/processes.ts';
import type { Runner } from '../runner/runner.ts';
import { containerOf } from './name.ts';

interface ContainerState {
  readonly Running?: boolean;
  readonly OOMKilled?: boolean;
  readonly ExitCode?: number;
  readonly Error?: string;
}

/** How the builder's container ended, with the last lines of its log: a text for the user. Never throws. */
export async function describeDeath(builder: string, docker: Tool, runner: Runner): Promise<string> {
  const { processes } = runner;
  const container = containerOf(builder);
  const [state, logs] = await Promise.all([
    processes
      .run(docker, ['inspect', '--type', 'container', '--format', '{{json .State}}', container])
      .catch(() => null),
    processes.run(docker, ['logs', '--tail', '10', container]).catch(() => null),
  ]);
  const last = logs?.code === 0 ? `${logs.stdout.toString('utf8')}${logs.stderr}`.trim() : '';
  return `${verdict(state?.code === 0 ? state.stdout.toString('utf8') : null)}${last === '' ? '' : `\nIts last log lines:\n${last}`}`;
}

/** `json` is the State of `docker inspect`; null if the container is not there. */
export function verdict(json: string | null): string {
  if (json === null) return "The builder's container is gone: something else on this machine removed it.";
  const state = JSON.parse(json) as ContainerState;
  if (state.OOMKilled) return "The builder's container ran out of memory (OOM-killed).";
  if (state.Running) return "The builder's container is running again, or still; the connection to it broke.";
  const error = state.Error ? `: ${state.Error}` : '';
  // 137 without the OOM flag: on some kernels the flag is set for the first process of the container only.
  const killed = state.ExitCode === 137 ? ' (killed: by hand, or because the machine ran out of memory)' : '';
  return `The builder's container ended with exit code ${state.ExitCode ?? 'unknown'}${killed}${error}.`;
}
