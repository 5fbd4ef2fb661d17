// A builder that dies while it works, by every hand that can end it.

import type { ChildProcess } from 'node:child_process';
import process from 'node:process';
import { containerOf, firstNodeOf } from '../../src/builder/name.ts';
import { run } from '../command.ts';
import { writeContext } from './context.ts';
import { builderStartedBy, buildkitdOf, isRunning } from './engine.ts';
import { hold, type Must, type Scenario } from './scenario.ts';

const group = 'A builder that dies';

const sleeping = 'FROM busybox\nCOPY amd64 /app\nRUN echo asleep; sleep 30\nENTRYPOINT ["/app"]\n';

const killDaemon = async (builder: string): Promise<void> => {
  const pid = await buildkitdOf(builder);
  if (pid === null) {
    throw new Error(`${builder} has no process`);
  }
  process.kill(pid, 'SIGKILL');
};
const dockerDoes =
  (...args: readonly string[]) =>
  async (builder: string): Promise<void> =>
    void (await run('docker', [...args, containerOf(firstNodeOf(builder))]));

/** The engine tells for a while what has happened to its containers, gone ones too. */
async function ranOutOfMemory(builder: string): Promise<boolean> {
  const about = ['--filter', `container=${containerOf(firstNodeOf(builder))}`, '--filter', 'event=oom'];
  return (await run('docker', ['events', '--since', '10m', '--until', '0s', ...about])).includes(' oom ');
}

interface Death {
  readonly name: string;
  readonly dockerfile?: string;
  /** The line of the log at which it dies. */
  readonly at: RegExp;
  readonly kill: (builder: string) => Promise<void>;
  readonly must: Must;
  readonly times?: number;
  readonly quick?: number;
}

const died: Must = { end: 'builder-died', published: 'nothing', outputs: [] };
/** BuildKit prints the line once as the title of the step, and once as what the step says. */
const asleep = /^#\d+ \d+\.\d+ asleep/;

const deaths: readonly Death[] = [
  {
    name: 'kill -9 of buildkitd during a RUN',
    at: asleep,
    kill: killDaemon,
    must: { ...died, says: [/ended with exit code 137|killed/] },
    quick: 1,
    times: 2,
  },
  {
    name: 'docker rm -f by a neighbour during a RUN',
    at: asleep,
    kill: dockerDoes('rm', '--force'),
    must: { ...died, says: [/container is gone/] },
    times: 2,
  },
  {
    name: 'docker kill during a RUN',
    at: asleep,
    kill: dockerDoes('kill'),
    must: { ...died, says: [/137/] },
  },
  {
    name: 'docker stop during a RUN',
    at: asleep,
    kill: dockerDoes('stop', '--time', '2'),
    must: { ...died, says: [/exit code/] },
  },
  {
    name: 'kill -9 of buildkitd when the image is being verified',
    dockerfile: 'FROM busybox\nCOPY amd64 /app\nENTRYPOINT ["/bin/sh"]\n',
    at: /^::group::Verify/,
    kill: killDaemon,
    // buildx starts a container that has stopped, so that the verification may find a builder again.
    must: { end: ['builder-died', 'succeeded'] },
    times: 3,
  },
  {
    name: 'kill -9 of buildkitd when the tags are set',
    dockerfile: 'FROM busybox\nCOPY amd64 /app\nENTRYPOINT ["/bin/sh"]\n',
    at: /^::group::Publish/,
    kill: killDaemon,
    // The tags need no builder.
    must: { end: 'succeeded', published: 'all tags' },
  },
];

export const builderDeaths: readonly Scenario[] = [
  ...deaths.map(
    ({ name, dockerfile = sleeping, at, kill, must, times = 1, quick = 0 }): Scenario => ({
      group,
      name,
      times,
      quick,
      async play(trial) {
        writeContext(trial.job.workspace, dockerfile);
        let builder = '';
        let child: ChildProcess | null = null;
        // Assigned in a callback, which TypeScript does not follow.
        let killing = null as Promise<'running' | 'ended' | 'missed'> | null;
        const onLine = (line: string): void => {
          builder ||= builderStartedBy(line);
          if (at.test(line) && killing === null) {
            killing = kill(builder).then(
              () => (child !== null && isRunning(child) ? 'running' : 'ended'),
              () => 'missed',
            );
          }
        };
        const step = await trial.step(
          { builder: '', emulation: 'none', platforms: 'linux/amd64' },
          {
            onLine,
            onStart: (started) => {
              child = started;
            },
          },
        );
        const killed = (await killing) ?? 'missed';
        await trial.post(step);
        // A step whose RUN was asleep for half a minute can only have ended because of it.
        trial.confirm(killed === 'running' || (killed === 'ended' && at === asleep));
        hold(trial, step, must);
      },
    }),
  ),
  {
    group,
    name: 'a RUN that takes more memory than the builder has (driver-opts: memory=96m)',
    times: 1,
    async play(trial) {
      writeContext(trial.job.workspace, 'FROM busybox\nCOPY amd64 /app\nRUN busybox tail /dev/zero\n');
      let builder = '';
      const step = await trial.step(
        {
          builder: '',
          emulation: 'none',
          platforms: 'linux/amd64',
          'driver-opts': 'network=host\nmemory=96m\nmemory-swap=96m',
        },
        {
          onLine: (line) => {
            builder ||= builderStartedBy(line);
          },
        },
      );
      await trial.post(step);
      trial.confirm(await ranOutOfMemory(builder));
      hold(trial, step, {
        end: ['build-failed', 'builder-died'],
        published: 'nothing',
        outputs: [],
        says: [/memory ran out/],
      });
    },
  },
];
