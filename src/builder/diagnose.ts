import { ActionError } from '../errors.ts';
import type { Runner } from '../runner/runner.ts';
import type { Journal } from '../session/journal.ts';
import type { Ledger } from '../session/ledger.ts';
import { driverNamed, driverOf } from './drivers/drivers.ts';
import { instanceOf } from './instance.ts';
import { firstNodeOf } from './name.ts';

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

/** Before the set-up is done, it is the builder that this step was about to make. */
async function endOf(ledger: Ledger, journal: Journal, runner: Asker): Promise<string | null> {
  const { setUp } = ledger.facts;
  const node = setUp?.executions[0]?.node;
  if (setUp !== null && node !== undefined) {
    return driverNamed(setUp.driver).describeEnd(node.name, runner);
  }
  const planned = journal.leftovers.find((leftover) => leftover.kind === 'builder');
  if (planned === undefined) {
    return null;
  }
  const instance = await instanceOf(planned.name, runner);
  return driverOf(instance?.driver ?? 'docker-container').describeEnd(firstNodeOf(planned.name), runner);
}
