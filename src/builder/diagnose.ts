import { docker } from '../docker/environment.ts';
import { ActionError } from '../errors.ts';
import { isRecord, parseJson } from '../oci/json.ts';
import type { Completed } from '../runner/processes.ts';
import type { Runner } from '../runner/runner.ts';
import type { Journal } from '../session/journal.ts';
import type { Ledger } from '../session/ledger.ts';
import { containerOf, firstNodeOf } from './name.ts';

interface ContainerState {
  readonly Running?: boolean;
  readonly OOMKilled?: boolean;
  readonly ExitCode?: number;
  readonly Error?: string;
}

const limitMs = 20_000;

/** A builder that died says how, while its container is still there to be asked. Other errors are given back. */
export async function diagnose(
  error: unknown,
  ledger: Ledger,
  journal: Journal,
  runner: Pick<Runner, 'processes'>,
): Promise<unknown> {
  const node = nodeIn(ledger, journal);
  if (!(error instanceof ActionError) || error.code !== 'builder-died' || node === null) {
    return error;
  }
  return new ActionError(error.code, `${error.message}\n${await describeEnd(node, runner)}`, {
    hint: "If its memory ran out, give it more ('driver-opts': memory=…) or build less at once. Otherwise a new run is worth a try.",
    cause: error,
  });
}

/** Before the set-up is done, it is the node of the builder that this step was about to make. */
function nodeIn(ledger: Ledger, journal: Journal): string | null {
  const planned = journal.leftovers.find((leftover) => leftover.kind === 'builder');
  return (
    ledger.facts.setUp?.executions[0]?.node.name ?? (planned === undefined ? null : firstNodeOf(planned.name))
  );
}

/** How a node's container ended, with the last lines of its log: a text for the user. Never throws. */
export async function describeEnd(node: string, { processes }: Pick<Runner, 'processes'>): Promise<string> {
  const container = containerOf(node);
  const run = (args: readonly string[]): Promise<Completed | null> =>
    processes.run(docker, args, { signal: AbortSignal.timeout(limitMs) }).catch(() => null);
  const [state, logs] = await Promise.all([
    run(['inspect', '--type', 'container', '--format', '{{json .State}}', container]),
    run(['logs', '--tail', '100', container]),
  ]);
  const last = logs?.code === 0 ? logTail(`${logs.stdout.toString('utf8')}${logs.stderr}`) : '';
  return `${verdict(state)}${last === '' ? '' : `\nIts last log lines:\n${last}`}`;
}

/** The end of a log, without the frames of the stack that a failed buildkitd prints behind its reason. */
export function logTail(log: string): string {
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
  const state = parseJson(json);
  return isRecord(state) ? state : {};
}
