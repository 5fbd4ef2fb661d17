import { docker } from '../docker/environment.ts';
import { ActionError, messageOf } from '../errors.ts';
import { largestSecret, pathsOfSecretFiles } from '../inputs/secret-text.ts';
import { sensitiveValues } from '../inputs/sensitive.ts';
import { wantsSummary } from '../inputs/summary.ts';
import type { Facts } from '../inputs/syntax/facts.ts';
import { absolute } from '../inputs/syntax/paths.ts';
import { firstDamagedLine } from '../oci/utf8.ts';
import { docsOf, errorDocs, renderFailure } from '../report/failure.ts';
import { closingLines, lifeLine } from '../report/life.ts';
import { outputsOf } from '../report/outputs.ts';
import type { SummaryRequest } from '../report/summary.ts';
import { explainFileError, type Files } from '../runner/files.ts';
import type { Log } from '../runner/log.ts';
import type { Runner } from '../runner/runner.ts';
import type { Workflow } from '../runner/workflow.ts';
import { withDeadline } from '../session/deadline.ts';
import { makeStepFolder } from '../session/folder.ts';
import { Journal, journalState } from '../session/journal.ts';
import { Ledger, type Readied } from '../session/ledger.ts';
import { Phases } from '../session/phases.ts';
import type { Phase, Session, SessionRequest } from '../session/session.ts';
import { removeBuilders, removeFolders, removeTools } from '../setup/undo.ts';

/** What the stages of an action get. */
export interface Step<I> {
  readonly inputs: I;
  readonly session: Session;
  readonly ledger: Ledger;
  readonly phases: Phases;
}

/** What makes one action different from another. */
export interface Action<I extends SessionRequest> {
  /** Throws `input-invalid`, which lists everything that is wrong. */
  read(
    variables: Readonly<Record<string, string>>,
    facts: Facts,
  ): Promise<{ readonly inputs: I; readonly warnings: readonly string[] }>;
  /** What a phase does, for the error of a time limit and for the log of one that takes long. */
  activity(phase: Phase, inputs: I): string;
  run(step: Step<I>): Promise<void>;
  /** What else can be found out about a failure, while everything is still there. */
  diagnose(error: unknown, ledger: Ledger, journal: Journal, runner: Runner): Promise<unknown>;
  /** What the workflow gets of a step that did not fail; left out: what is known of an image. */
  outputs?(ledger: Ledger): Readonly<Record<string, string>>;
  /** Markdown for the job's summary; null where there is nothing to tell. `inputs`: null if they could not be read. */
  summary(inputs: I | null, report: StepReport, variables: Readonly<Record<string, string>>): string | null;
}

/** What the frame knows of a step that has ended. */
export type StepReport = Omit<SummaryRequest, 'tags' | 'given' | 'versions'>;

/**
 * Runs an action: masks, reads, limits, reports, cleans up. Never throws: a failure ends in the step's
 * exit code, with what was published until then.
 */
export async function runAction<I extends SessionRequest>(
  action: Action<I>,
  runner: Runner,
  workflow: Workflow,
): Promise<void> {
  const { log, environment, clock } = runner;
  const { variables } = environment;
  const ledger = new Ledger();
  const journal = new Journal((text) => workflow.saveState(journalState, text));
  const secrets = sensitiveValues(variables, await secretFiles(runner));
  const startedMs = clock.now();
  let inputs: I | null = null;
  let failure: unknown = null;
  const fail = (error: unknown): void => {
    failure = error;
    const docs = errorDocs(variables);
    const { title, message, location } = renderFailure(error, ledger.publication, docs);
    log.error(message, title, location);
    workflow.fail();
  };
  try {
    // Before the first parse that can fail, so that no message can show a secret.
    for (const secret of secrets) {
      log.mask(secret);
    }
    const read = await action.read(variables, await factsOf(runner));
    inputs = read.inputs;
    for (const warning of read.warnings) {
      log.warning(warning);
    }
    await runStages(action, inputs, { ledger, journal }, runner);
    for (const line of closingLines(ledger.facts, clock.now() - startedMs)) {
      log.info(line);
    }
  } catch (error) {
    fail(await action.diagnose(explainFileError(error) ?? error, ledger, journal, runner));
  }
  try {
    const outputs = action.outputs?.(ledger) ?? outputsOf(ledger.outcome(failure !== null));
    report(outputs, workflow);
    if (failure === null && ledger.readied !== null) {
      handOn(ledger.readied, workflow);
    }
    if (wantsSummary(variables)) {
      const told: StepReport = {
        facts: ledger.facts,
        publication: ledger.publication,
        failure,
        docs: { errors: errorDocs(variables), faster: docsOf(variables, 'faster.md') },
        tookMs: clock.now() - startedMs,
        secrets,
      };
      await addSummary(() => action.summary(inputs, told, variables), log, workflow);
    }
  } catch (error) {
    // Steps that rely on the outputs must not go on with none.
    fail(explainFileError(error) ?? error);
  }
  await undo(journal, failure, runner);
}

/**
 * Without a failure later steps may want the builder, and the post step removes it. A machine that is
 * thrown away takes it along.
 */
async function undo({ leftovers }: Journal, failure: unknown, runner: Runner): Promise<void> {
  await removeFolders(leftovers, runner);
  if (failure === null && leftovers.some(({ kind }) => kind === 'variable')) {
    // Later steps run what lies there.
    return;
  }
  if (runner.environment.disposable || !leftovers.some(({ kind }) => kind === 'builder')) {
    await removeTools(leftovers, runner);
  } else if (failure !== null) {
    const hasDied = failure instanceof ActionError && failure.code === 'builder-died';
    await removeBuilders(leftovers, hasDied, runner);
  }
}

async function runStages<I extends SessionRequest>(
  action: Action<I>,
  inputs: I,
  { ledger, journal }: { readonly ledger: Ledger; readonly journal: Journal },
  runner: Runner,
): Promise<void> {
  const activity = (phase: Phase): string => action.activity(phase, inputs);
  const life = (phase: Phase, startedMs: number, nowMs: number): string =>
    lifeLine(ledger.facts, { phase, startedMs, nowMs }, activity(phase));
  const phases = new Phases(inputs.timeouts, { activity, life }, ledger);
  await withDeadline(
    runner,
    inputs.timeouts.whole,
    () => phases.activity(),
    async (limited) => {
      const folder = await makeStepFolder(journal, limited);
      const session: Session = { ...limited, folder, retries: inputs.retries, docker, journal };
      await action.run({ inputs, session, ledger, phases });
    },
  );
}

/** What stands in the files that `secret-files` names, as far as they can be read: inputs are checked later. */
async function secretFiles({ environment, files }: Runner): Promise<readonly string[]> {
  const paths = pathsOfSecretFiles(environment.variables['INPUT_SECRET-FILES'] ?? '');
  return Promise.all(paths.map((path) => beginningOf(absolute(path, environment), files).catch(() => '')));
}

/** As much of a file as a secret may have, behind links too. */
async function beginningOf(path: string, files: Files): Promise<string> {
  if ((await files.kind(path)) !== 'file') {
    return '';
  }
  const pieces: Uint8Array[] = [];
  let length = 0;
  for await (const piece of files.pieces(path)) {
    pieces.push(piece);
    length += piece.byteLength;
    if (length >= largestSecret) {
      break;
    }
  }
  return Buffer.concat(pieces).toString('utf8');
}

/** What the inputs may ask of this machine. */
export async function factsOf({
  clock,
  environment,
  files,
}: Pick<Runner, 'clock' | 'environment' | 'files'>): Promise<Facts> {
  const { workspace, os } = environment;
  const path = environment.variables['GITHUB_EVENT_PATH'];
  const event = path ? await files.read(path).then(String, () => null) : null;
  const damagedLine = (path: string): Promise<number | null> =>
    files.read(path).then(firstDamagedLine, () => null);
  return { fileKind: files.kind, damagedLine, workspace, os, event, now: new Date(clock.now()) };
}

/** From the next step on, all of the job has these. */
function handOn({ variables, path }: Readied, workflow: Workflow): void {
  for (const [name, value] of Object.entries(variables)) {
    workflow.exportVariable(name, value);
  }
  workflow.addPath(path);
}

function report(outputs: Readonly<Record<string, string>>, workflow: Workflow): void {
  for (const [name, value] of Object.entries(outputs)) {
    workflow.setOutput(name, value);
  }
}

/** People read it, and nothing relies on it. */
async function addSummary(render: () => string | null, log: Log, workflow: Workflow): Promise<void> {
  try {
    const markdown = render();
    if (markdown !== null) {
      await workflow.addSummary(markdown);
    }
  } catch (error) {
    log.warning(`The summary could not be written: ${messageOf(error)}`);
  }
}
