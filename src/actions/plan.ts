import { planMatrix } from '../fanout/matrix.ts';
import { readPlanInputs } from '../inputs/plan.ts';
import { errorDocs, renderFailure } from '../report/failure.ts';
import type { Runner } from '../runner/runner.ts';
import type { Workflow } from '../runner/workflow.ts';
import { factsOf } from './frame.ts';

/** What planning needs of the outside world: no daemon, no network, no folder. */
export type Planner = Pick<Runner, 'clock' | 'files' | 'environment' | 'log'>;

/** Turns platforms into the matrix of a workflow. Never throws: a failure ends in the step's exit code. */
export async function runPlan(planner: Planner, workflow: Workflow): Promise<void> {
  const { environment, log } = planner;
  try {
    const { inputs, warnings } = await readPlanInputs(environment.variables, await factsOf(planner));
    for (const warning of warnings) {
      log.warning(warning);
    }
    const legs = planMatrix(inputs);
    for (const leg of legs) {
      log.info(`${leg.name}: ${leg.native ? 'native' : 'emulated'} on ${leg['runs-on']}`);
    }
    workflow.setOutput('matrix', JSON.stringify({ include: legs }));
    workflow.setOutput('count', String(legs.length));
  } catch (error) {
    const docs = errorDocs(environment.variables);
    const { title, message } = renderFailure(error, { kind: 'nothing' }, docs);
    log.error(message, title);
    workflow.fail();
  }
}
