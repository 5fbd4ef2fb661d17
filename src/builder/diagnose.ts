import { ActionError } from '../errors.ts';
import type { Runner } from '../runner/runner.ts';
import type { Journal } from '../session/journal.ts';
import type { Ledger } from '../session/ledger.ts';
import type { Node, Ready } from './builder.ts';
import { driverNamed, driverOf } from './drivers/drivers.ts';
import { instanceOf } from './instance.ts';
import { firstNodeOf } from './name.ts';

/** How a node died, if that is what the error is about, for the end of its text. */
export async function describeDeath(
  error: ActionError,
  node: Node,
  { processes, builder }: Ready,
): Promise<string> {
  return error.code === 'builder-died'
    ? `\n${await driverOf(builder.driver).describeEnd(node, { processes })}`
    : '';
}

/** What can still be asked about a builder. */
type Asker = Pick<Runner, 'processes' | 'files' | 'environment'>;

/** A builder that died says how, while what is left of it can still be asked. Other errors are given back. */
export async function diagnose(
  error: unknown,
  ledger: Ledger,
  journal: Journal,
  runner: Asker,
): Promise<unknown> {
  if (!(error instanceof ActionError) || error.code !== 'builder-died') {
    return error;
  }
  const end = await endOf(ledger, journal, runner);
  if (end === null) {
    return error;
  }
  return new ActionError(error.code, `${error.message}\n${end}`, {
    hint: "If its memory ran out, give it more ('driver-opts': memory=…) or build less at once. Otherwise a new run is worth a try.",
    cause: error,
  });
}

/**
 * Before the set-up is done, it is the builder that this step was about to make. Of several nodes, whoever builds on
 * them knows which one died.
 */
async function endOf(ledger: Ledger, journal: Journal, runner: Asker): Promise<string | null> {
  const { setUp } = ledger.facts;
  if (setUp !== null) {
    const [node, ...others] = setUp.nodes;
    return node === undefined || others.length > 0
      ? null
      : driverNamed(setUp.driver).describeEnd(node, runner);
  }
  const planned = journal.leftovers.find((leftover) => leftover.kind === 'builder');
  if (planned === undefined) {
    return null;
  }
  const instance = await instanceOf(planned.name, runner);
  if (instance !== null && instance.nodes.length > 1) {
    return null;
  }
  const node = instance?.nodes[0] ?? { name: firstNodeOf(planned.name), endpoint: null };
  return driverOf(instance?.driver ?? 'docker-container').describeEnd(node, runner);
}
