// Images that are not what was asked for, and builds that fail: nothing of them may get a tag.
import { writeContext } from './context.ts';
import { hold, type Must, type Scenario } from './scenario.ts';

const group = 'An image that is not what it should be';

interface Build {
  readonly name: string;
  readonly dockerfile: string;
  readonly inputs?: Readonly<Record<string, string>>;
  readonly must: Must;
  readonly quick?: number;
}

const builds: readonly Build[] = [
  {
    name: 'an amd64 binary in the arm64 image',
    dockerfile: 'FROM scratch\nCOPY amd64 /app\nENTRYPOINT ["/app"]\n',
    must: { end: 'binary-differs', says: [/\/app/, /TARGETARCH/] },
    quick: 1,
  },
  {
    name: 'FROM --platform pins one platform',
    dockerfile: 'FROM --platform=linux/amd64 busybox\nCOPY amd64 /app\n',
    must: { end: ['config-differs', 'binary-differs'], says: [/linux\/arm64/] },
  },
  {
    name: 'a smoke test that fails',
    dockerfile: 'FROM busybox\nCOPY amd64 /file\n',
    inputs: { platforms: 'linux/amd64', 'smoke-test': 'exit 3' },
    must: { end: 'smoke-test-failed', says: [/exit code 3/] },
  },
];

export const content: readonly Scenario[] = [
  ...builds.map(
    ({ name, dockerfile, inputs = {}, must, quick = 0 }): Scenario => ({
      group,
      name,
      times: 1,
      quick,
      async play(trial) {
        writeContext(trial.job.workspace, dockerfile);
        const step = await trial.step(inputs);
        await trial.post(step);
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
      hold(trial, step, { end: 'build-failed', published: 'nothing', outputs: [], says: [/Dockerfile:3/] });
    },
  },
];
