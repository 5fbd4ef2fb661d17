import { assemble } from '../fanout/assemble.ts';
import { givenInputs } from '../inputs/given.ts';
import { type MergeInputs, mergeTable, readMergeInputs } from '../inputs/merge.ts';
import { formatPlatform } from '../oci/platform.ts';
import { publishTags } from '../publish/publish.ts';
import { describeMerge } from '../report/activity.ts';
import { renderSummary } from '../report/summary.ts';
import { systemRunner } from '../runner/system.ts';
import { actionsWorkflow } from '../runner/workflow.ts';
import { setUpMerge } from '../setup/merge.ts';
import { stageAssembly } from '../stage/assembled.ts';
import { verifyAssembled } from '../verify/verify.ts';
import { type Action, runAction, type Step } from './frame.ts';

/** Runs the merge action in this process. */
export function runMergeStep(system: Parameters<typeof systemRunner>[0]): Promise<void> {
  return runAction(mergeAction, systemRunner(system), actionsWorkflow());
}

/** Puts N of N shards together, verifies the index, publishes it. */
export const mergeAction: Action<MergeInputs> = {
  read: readMergeInputs,
  activity: describeMerge,
  diagnose: async (error) => error,
  summary: (inputs, report, variables) =>
    renderSummary({
      ...report,
      tags: inputs?.tags ?? [],
      given: givenInputs(mergeTable.defaults, variables, []).filter(([name]) => name !== 'shards'),
      versions: report.facts.setUp === null ? [] : [`buildx ${report.facts.setUp.buildxVersion}`],
    }),
  run: runMerge,
};

async function runMerge({ inputs, ledger, phases, session }: Step<MergeInputs>): Promise<void> {
  const { tags, annotations } = inputs;
  const { ready, buildxVersion, shards } = await phases.run('setup', 'Set up buildx', session, (limited) =>
    setUpMerge(inputs, limited),
  );
  const restored = { ...ready, signal: session.signal };
  const { GITHUB_SHA: revision = '', GITHUB_RUN_ID: run = '' } = session.environment.variables;
  const expected = { ...inputs, revision, run, annotated: annotations.length > 0 };
  const assembly = assemble(shards, expected);
  ledger.setUp({
    buildxVersion,
    driver: null,
    nodes: [],
    executions: assembly.images.map(({ platform, how, shard }) => ({ platform, how, node: { name: shard } })),
  });
  ledger.named(tags, inputs.version);
  ledger.legs(
    assembly.sources.map(({ shard, seconds }) => {
      const own = assembly.images.filter((image) => image.shard === shard);
      return {
        name: shard,
        platforms: own.map(({ platform }) => platform),
        seconds,
        work: own.flatMap(({ platform, work }) =>
          work === null ? [] : [{ ...work, platform: formatPlatform(platform) }],
        ),
      };
    }),
  );
  const title = `Assemble ${assembly.sources.length} shards`;
  const staged = await phases.run('build', title, restored, (limited) =>
    stageAssembly({ tags, annotations }, assembly, ledger, limited),
  );
  const verified = await phases.run('verify', 'Verify the image', restored, (limited) =>
    verifyAssembled(staged, assembly.images, limited),
  );
  ledger.verified(verified);
  await phases.run('publish', 'Publish', restored, (limited) =>
    publishTags({ tags, publish: 'staged' }, verified, ledger, limited),
  );
}
