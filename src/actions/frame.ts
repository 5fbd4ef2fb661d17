import { docker } from '../docker/environment.ts';
import { ActionError, messageOf } from '../errors.ts';
import { largestSecret, pathsOfSecretFiles } from '../inputs/secret-text.ts';
import { sensitiveValues } from '../inputs/sensitive.ts';
import type { Facts } from '../inputs/syntax/facts.ts';
import { absolute } from '../inputs/syntax/paths.ts';
import { firstDamagedLine } from '../oci/utf8.ts';
import { errorDocs, renderFailure } from '../report/failure.ts';
import { outputsOf } from '../report/outputs.ts';
import { explainFileError, type Files } from '../runner/files.ts';
import type { Log } from '../runner/log.ts';
import type { Runner } from '../runner/runner.ts';
import type { Workflow } from '../runner/workflow.ts';
import { withDeadline } from '../session/deadline.ts';
import { makeStepFolder } from '../session/folder.ts';
import { Journal, journalState } from '../session/journal.ts';
import { Ledger } from '../session/ledger.ts';
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
  /** What a phase does, for the error of a time limit. */
  activity(phase: Phase, inputs: I): string;
  run(step: Step<I>): Promise<void>;
  /** What else can be found out about a failure, while everything is still there. */
  diagnose(error: unknown, ledger: Ledger, journal: Journal, runner: Runner): Promise<unknown>;
  /** Markdown for the job's summary; null where there is nothing to tell. `secrets` must not show. */
  summary(ledger: Ledger, failure: ActionError | null, secrets: readonly string[]): string | null;
}

/**
 * Runs an action: masks, reads, limits, reports, cleans up. Never throws: a failure ends in the step's
 * exit code, with what was published until then.
 */
export async function runAction<I extends SessionRequest>(
  action: Action<I>,
  runner: Runner,
  workflow: Workflow,
): Promise<void> {
  const { log, environment } = runner;
  const ledger = new Ledger();
  const journal = new Journal((text) => workflow.saveState(journalState, text));
  const secrets = sensitiveValues(environment.variables, await secretFiles(runner));
  let failure: unknown = null;
  const fail = (error: unknown): void => {
    failure = error;
    const docs = errorDocs(environment.variables);
    const { title, message, location } = renderFailure(error, ledger.publication, docs);
    log.error(message, title, location);
    workflow.fail();
  };
  try {
    // Before the first parse that can fail, so that no message can show a secret.
    for (const secret of secrets) {
      log.mask(secret);
    }
    await runStages(action, ledger, journal, runner);
  } catch (error) {
    fail(await action.diagnose(explainFileError(error) ?? error, ledger, journal, runner));
  }
  try {
    const known = failure instanceof ActionError ? failure : null;
    const outputs = outputsOf(ledger.outcome(failure !== null));
    report(outputs, workflow);
    await addSummary(action.summary(ledger, known, secrets), log, workflow);
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
  if (runner.environment.disposable || !leftovers.some(({ kind }) => kind === 'builder')) {
    await removeTools(leftovers, runner);
  } else if (failure !== null) {
    const hasDied = failure instanceof ActionError && failure.code === 'builder-died';
    await removeBuilders(leftovers, hasDied, runner);
  }
}

async function runStages<I extends SessionRequest>(
  action: Action<I>,
  ledger: Ledger,
  journal: Journal,
  runner: Runner,
): Promise<void> {
  const { log, environment } = runner;
  const { inputs, warnings } = await action.read(environment.variables, await factsOf(runner));
  for (const warning of warnings) {
    log.warning(warning);
  }
  const phases = new Phases(inputs.timeouts, (phase) => action.activity(phase, inputs));
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

function report(outputs: Readonly<Record<string, string>>, workflow: Workflow): void {
  for (const [name, value] of Object.entries(outputs)) {
    workflow.setOutput(name, value);
  }
}

/** People read it, and nothing relies on it. */
async function addSummary(markdown: string | null, log: Log, workflow: Workflow): Promise<void> {
  try {
    if (markdown !== null) {
      await workflow.addSummary(markdown);
    }
  } catch (error) {
    log.warning(`The summary could not be written: ${messageOf(error)}`);
  }
}
