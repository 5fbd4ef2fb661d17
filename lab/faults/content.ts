// Images that are not what was asked for, and builds that fail: nothing of them may get a tag.
import { writeContext } from './context.ts';
import { pushedDigests } from './record.ts';
import { heldUnder } from './registry.ts';
import { hold, type Must, type Scenario } from './scenario.ts';
import type { Trial, TriedStep } from './trial.ts';

const group = 'An image that is not what it should be';

interface Build {
  readonly name: string;
  readonly dockerfile: string;
  readonly inputs?: Readonly<Record<string, string>>;
  /** Whether what was built has the fault. */
  readonly happened: (trial: Trial, step: TriedStep) => boolean | Promise<boolean>;
  readonly must: Must;
  readonly quick?: number;
}

/** What is wrong with the images that a step has pushed, in words. */
export async function wrongIn(trial: Trial, step: TriedStep): Promise<string> {
  const { rig, repository } = trial;
  const held = pushedDigests([repository], step.record).map((digest) =>
    heldUnder(rig.registry, repository, digest),
  );
  return (await Promise.all(held)).flatMap((image) => image?.problems ?? []).join('\n');
}

/** Programs for amd64 in both images, so that no emulator is needed; one file tells them apart. */
const twoPlatforms = [
  'FROM --platform=linux/amd64 busybox AS native',
  'FROM busybox',
  'ARG TARGETARCH',
  'COPY --from=native /usr/bin/busybox /native/busybox',
  'COPY $TARGETARCH /made-for/$TARGETARCH',
  '',
].join('\n');

const builds: readonly Build[] = [
  {
    name: 'an amd64 binary in the arm64 image',
    dockerfile: 'FROM scratch\nCOPY amd64 /app\nENTRYPOINT ["/app"]\n',
    happened: async (trial, step) => /linux\/arm64 is a program for amd64/.test(await wrongIn(trial, step)),
    must: { end: 'binary-differs', says: [/\/app/, /TARGETARCH/] },
    quick: 1,
  },
  {
    name: 'FROM --platform pins one platform',
    dockerfile: 'FROM --platform=linux/amd64 busybox\nCOPY amd64 /app\n',
    happened: async (trial, step) => /is a program for amd64/.test(await wrongIn(trial, step)),
    must: { end: ['config-differs', 'binary-differs'], says: [/linux\/arm64/] },
  },
  {
    name: 'a smoke test that fails',
    dockerfile: 'FROM busybox\nCOPY amd64 /file\n',
    inputs: { platforms: 'linux/amd64', 'smoke-test': 'exit 3' },
    happened: (_, { log }) => /did not complete successfully: exit code: 3$/m.test(log),
    must: { end: 'smoke-test-failed', says: [/exit code 3/] },
  },
  ...(
    [
      ['linux/amd64', 'arm64'],
      ['linux/arm64', 'amd64'],
    ] as const
  ).map(
    ([failing, other]): Build => ({
      name: `a smoke test that fails on ${failing} only`,
      dockerfile: twoPlatforms,
      inputs: { 'smoke-test': JSON.stringify(['/native/busybox', 'test', '-e', `/made-for/${other}`]) },
      // Its two images were pushed: on one of them the test cannot but fail.
      happened: (trial, { record }) => pushedDigests([trial.repository], record).length > 2,
      must: { end: 'smoke-test-failed', says: [new RegExp(`failed on ${failing} with exit code 1\\.`)] },
      quick: 1,
    }),
  ),
];

export const content: readonly Scenario[] = [
  ...builds.map(
    ({ name, dockerfile, inputs = {}, happened, must, quick = 0 }): Scenario => ({
      group,
      name,
      times: 1,
      quick,
      async play(trial) {
        writeContext(trial.job.workspace, dockerfile);
        const step = await trial.step(inputs);
        await trial.post(step);
        trial.confirm(await happened(trial, step));
        hold(trial, step, { published: 'its digest, no tag', outputs: [], ...must });
      },
    }),
  ),
  {
    group,
    name: 'a RUN that fails',
    times: 1,
    async play(trial) {
      writeContext(trial.job.workspace, 'FROM busybox\nCOPY amd64 /file\nRUN exit 7\n');
      const step = await trial.step({ platforms: 'linux/amd64' });
      await trial.post(step);
      trial.confirm(/did not complete successfully: exit code: 7$/m.test(step.log));
      hold(trial, step, { end: 'build-failed', published: 'nothing', outputs: [], says: [/Dockerfile:3/] });
    },
  },
];
