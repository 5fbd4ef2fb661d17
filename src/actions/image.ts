import { platformsOf, type Ready } from '../builder/builder.ts';
import { diagnose } from '../builder/diagnose.ts';
import type { AskDaemon } from '../docker/daemon.ts';
import { givenInputs } from '../inputs/given.ts';
import { type ImageInputs, imageTable, readImageInputs } from '../inputs/image.ts';
import { formatPlatforms } from '../oci/platform.ts';
import { guardTags } from '../publish/guard.ts';
import { isPublished, publish } from '../publish/publish.ts';
import { leaveShard } from '../publish/shard.ts';
import { describeActivity } from '../report/activity.ts';
import { renderSummary } from '../report/summary.ts';
import { systemRunner } from '../runner/system.ts';
import { actionsWorkflow } from '../runner/workflow.ts';
import { together } from '../session/concurrency.ts';
import { setUp } from '../setup/setup.ts';
import { reapForgotten } from '../setup/undo.ts';
import { call } from '../stage/call.ts';
import { stage } from '../stage/stage.ts';
import { verifyStaged } from '../verify/verify.ts';
import { type Action, runAction, type Step, type StepReport } from './frame.ts';

/** Runs the build action in this process. */
export function runImageStep(
  system: Parameters<typeof systemRunner>[0],
  askDaemon: AskDaemon,
): Promise<void> {
  return runAction(imageAction(askDaemon), systemRunner(system), actionsWorkflow());
}

/** Sets up, stages, verifies, publishes. */
export function imageAction(askDaemon: AskDaemon): Action<ImageInputs> {
  return {
    read: readImageInputs,
    activity: describeActivity,
    diagnose,
    summary,
    run: (step) => runImage(step, askDaemon),
  };
}

/** A job that leaves a shard is told of where the shards are merged, unless it failed. */
function summary(
  inputs: ImageInputs | null,
  report: StepReport,
  variables: Readonly<Record<string, string>>,
): string | null {
  if (report.failure === null && inputs !== null && inputs.shard !== null) {
    return null;
  }
  const { setUp } = report.facts;
  const secretNames = inputs?.secrets.map(({ id }) => id) ?? [];
  const emulated = setUp?.executions.some(({ how }) => how === 'registered') ?? false;
  return renderSummary({
    ...report,
    tags: inputs?.tags ?? [],
    given: givenInputs(imageTable.defaults, variables, secretNames),
    versions: [
      ...(setUp === null ? [] : [`buildx ${setUp.buildxVersion}`]),
      ...(inputs === null || inputs.builder.existing !== null ? [] : [nameOf(inputs.builder.image)]),
      ...(inputs === null || !emulated ? [] : [nameOf(inputs.binfmtImage)]),
    ],
  });
}

/** Of an image, without its digest. */
function nameOf(image: string): string {
  return image.replace(/@.*$/, '');
}

async function runImage(step: Step<ImageInputs>, askDaemon: AskDaemon): Promise<void> {
  const { inputs, ledger, phases, session } = step;
  const { ready, buildxVersion, close } = await phases.run(
    'setup',
    'Set up buildx, emulators and builder',
    session,
    (limited) => setUp(inputs, askDaemon, limited),
  );
  ledger.setUp({ ...ready.builder, buildxVersion, executions: ready.executions });
  const reaping = reapForgotten(ready);
  const limited = { ...ready, signal: session.signal };
  try {
    await (inputs.call === null ? runStages(step, limited) : runCall(step, inputs.call, limited));
    if (!ready.builder.owned) {
      ledger.keptBuilder(ready.builder.name);
    }
  } finally {
    close();
    await reaping;
  }
}

/** Nothing is built: there is nothing to verify, and nothing to publish. */
async function runCall(
  { inputs, ledger, phases }: Step<ImageInputs>,
  what: string,
  ready: Ready,
): Promise<void> {
  await phases.run('build', `Call ${what}`, ready, (limited) =>
    call({ ...inputs, call: what }, ledger, limited),
  );
}

async function runStages({ inputs, ledger, phases }: Step<ImageInputs>, ready: Ready): Promise<void> {
  // Those of a shard are the business of whoever merges it.
  ledger.named(inputs.shard === null ? inputs.tags : [], inputs.version);
  const title = `Build ${formatPlatforms(platformsOf(ready))}`;
  const staged = await phases.run('build', title, ready, (limited) => stage(inputs, ledger, limited));
  const verified = await phases.run('verify', 'Verify the image', ready, async (limited) => {
    const [passed] = await together(limited, (part) => [
      verifyStaged(staged, inputs, part),
      guardTags(inputs, part),
    ]);
    return passed;
  });
  ledger.verified(verified);
  if (inputs.shard !== null) {
    const { verifyBinaries, smokeTest, shard: image } = inputs;
    const request = { image, verifyBinaries, smokeTest };
    await leaveShard(request, verified, ledger, ready);
  } else if (isPublished(inputs)) {
    await phases.run('publish', 'Publish', ready, (limited) => publish(inputs, verified, ledger, limited));
  } else {
    ready.log.info(
      "Nothing is published: neither 'push', 'load' nor 'outputs' is set. The digest is that of this build alone.",
    );
  }
}
