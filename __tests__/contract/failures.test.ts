// What can go wrong, played: one answer of a recorded success is another one.
import { describe, expect, it } from 'vitest';
import { play } from './play.ts';
import { otherRepository, repository } from './scenarios.ts';
import { errorTitles } from './tools.ts';
import {
  callText,
  type Edit,
  edited,
  loadTranscript,
  silentFailure,
  type Transcript,
  withIndex,
} from './transcript.ts';

const success = loadTranscript('staged-push');
const isCreate = (args: readonly string[]): boolean => args[0] === 'imagetools' && args[1] === 'create';
const stagedRead = /inspect .*--raw \S+@sha256:\w+$/;
const tagRead = /inspect .*--raw \S+:(1|latest)$/;
const notFound: Edit = ({ args }) => ({
  code: 1,
  stdout: '',
  stderr: `ERROR: ${args.at(-1)}: not found\n`,
});

/** Nothing was tagged and nothing is claimed. Gives back the log. */
async function expectRefused(transcript: Transcript, code: string): Promise<string> {
  const { code: exitCode, log, outputs, calls } = await play('staged-push', transcript);
  expect(exitCode, log).toBe(1);
  expect(errorTitles(log)).toEqual([code]);
  expect(outputs).toEqual({});
  expect(calls.filter(({ args }) => isCreate(args))).toEqual([]);
  return log;
}

describe('verification refuses', () => {
  it.concurrent('an index that lacks a platform', async () => {
    const lacking = withIndex(success, (index) => {
      const gone = index.manifests.find(({ platform }) => platform?.architecture === 'arm64')?.digest;
      index.manifests = index.manifests.filter(
        ({ digest, annotations }) => digest !== gone && annotations?.['vnd.docker.reference.digest'] !== gone,
      );
    });
    expect(await expectRefused(lacking, 'platforms-differ')).toContain('it lacks linux/arm64');
  });

  it.concurrent('an index with a platform that nobody asked for', async () => {
    const extra = withIndex(success, (index) => {
      const [first] = index.manifests;
      if (first) {
        index.manifests.push({ ...first, platform: { os: 'linux', architecture: 's390x' } });
      }
    });
    expect(await expectRefused(extra, 'platforms-differ')).toContain('it holds linux/s390x');
  });

  it.concurrent('an attestation of none of its images', async () => {
    const stray = withIndex(success, (index) => {
      const note = index.manifests.find(({ annotations }) => annotations)?.annotations;
      if (note) {
        note['vnd.docker.reference.digest'] = `sha256:${'f'.repeat(64)}`;
      }
    });
    expect(await expectRefused(stray, 'platforms-differ')).toContain('attestation');
  });

  it.concurrent('other bytes than those that were pushed', async () => {
    const changed = edited(success, stagedRead, ({ stdout }) => ({ stdout: `${stdout}\n` }));
    await expectRefused(changed, 'digest-differs');
  });

  it.concurrent('a page of HTML in place of the index', async () => {
    await expectRefused(edited(success, stagedRead, { stdout: '<html>Log in</html>' }), 'digest-differs');
  });

  it.concurrent('a config for another platform', async () => {
    const wrong = edited(success, /\{\{json \.Image\}\}/, ({ stdout }) => ({
      stdout: stdout.replace('"architecture": "arm64"', '"architecture": "amd64"'),
    }));
    await expectRefused(wrong, 'config-differs');
  });

  it.concurrent('a binary of another architecture', async () => {
    const wrong = edited(success, /type=local/, ({ output = {} }) => ({
      output: { ...output, 'linux_arm64/0': output['linux_amd64/0'] ?? '' },
    }));
    await expectRefused(wrong, 'binary-differs');
  });
});

describe('set-up fails', () => {
  it.concurrent('where binfmt ends with 0 without the platform', async () => {
    const without = edited(success, /^docker run .*--install arm64/, {
      stdout: '{\n  "supported": ["linux/amd64"],\n  "emulators": []\n}\n',
      stderr: 'installing: arm64 cannot register "/usr/bin/qemu-aarch64": invalid argument\n',
    });
    const log = await expectRefused(without, 'emulation-unavailable');
    expect(log).toContain('linux/arm64');
    expect(log).toContain('invalid argument');
  });

  it.concurrent('where binfmt ends with 0 without an answer', async () => {
    const silent = edited(success, /^docker run .*--install arm64/, {
      stdout: '',
      stderr: 'error: cannot mount binfmt_misc filesystem at /proc/sys/fs/binfmt_misc\n',
    });
    await expectRefused(silent, 'emulation-unavailable');
  });

  it.concurrent('where the daemon may not be asked', async () => {
    const denied = edited(success, /^docker version/, {
      code: 1,
      stdout: '{"Server":null}\n',
      stderr: 'permission denied while trying to connect to the docker API at unix:///var/run/docker.sock\n',
    });
    const { code, log, outputs } = await play('staged-push', denied, { lenient: true });
    expect(code).toBe(1);
    expect(errorTitles(log)).toEqual(['daemon-denied']);
    expect(outputs).toEqual({});
  });
});

describe('a tag', () => {
  it.concurrent('that serves another digest fails the step, which names the ones that moved', async () => {
    const reads = new RegExp(`--raw ${repository}:latest$`);
    const other = edited(success, reads, ({ stdout }) => ({ stdout: `${stdout} ` }));
    // It is read again for as long as a registry may lag.
    const again = other.calls.filter((call) => call.code === 0 && reads.test(callText(call)));
    const lagging = { ...other, calls: [...other.calls, ...Array.from({ length: 6 }, () => again).flat()] };
    const { code, log, outputs, missing } = await play('staged-push', lagging);
    expect(code).toBe(1);
    expect(errorTitles(log)).toEqual(['tag-failed']);
    expect(outputs['tags']?.split('\n')).toEqual([`${repository}:1`, `${otherRepository}:1`]);
    expect(missing).toEqual([]);
  });

  it.concurrent('that one registry refuses fails the step, and the other keeps its own', async () => {
    const denied = edited(success, /imagetools create .*registry-2\.test/, {
      code: 1,
      stderr: `ERROR: failed to push ${otherRepository}:1: denied: permission_denied: write_package\n`,
    });
    const { code, log, outputs } = await play(
      'staged-push',
      edited(denied, new RegExp(`--raw ${otherRepository}:1$`), notFound),
    );
    expect(code).toBe(1);
    expect(errorTitles(log)).toEqual(['tag-failed']);
    expect(outputs['tags']?.split('\n')).toEqual([`${repository}:1`, `${repository}:latest`]);
    expect(log).toContain(`${otherRepository}:1: not there`);
  });

  it.concurrent('that cannot be set leaves no output', async () => {
    const failed = edited(edited(success, /imagetools create/, silentFailure), tagRead, notFound);
    const { code, log, outputs } = await play('staged-push', failed);
    expect(code).toBe(1);
    expect(errorTitles(log)).toEqual(['tag-failed']);
    expect(outputs).toEqual({});
  });
});

/** Calls whose failure is none of the image's: what they do is tidying up, or is read again. */
const tolerated = [
  /^docker (ps|volume ls) /,
  /^buildx rm /,
  // Whether the tags moved is what the registry says afterwards.
  /^buildx imagetools create /,
];
const deciding = success.calls.flatMap((call, index) =>
  tolerated.some((pattern) => pattern.test(callText(call)))
    ? []
    : [{ what: call.args.filter((arg) => !arg.startsWith('-')).join(' '), index }],
);

describe('an exit code other than 0 without a word on stderr fails the step', () => {
  it.concurrent.each(deciding)('$what', async ({ index }) => {
    const calls = success.calls.map((call, at) => (at === index ? { ...call, ...silentFailure } : call));
    const { code, log } = await play('staged-push', { ...success, calls }, { lenient: true });
    expect(code, log).toBe(1);
    expect(errorTitles(log)).toHaveLength(1);
    expect(log).not.toContain('Unexpected error');
  });
});

describe('what failed on the way is told', () => {
  it.concurrent('a RUN instruction: its line in the Dockerfile, and nothing published', async () => {
    const { log, calls } = await play('run-fails', loadTranscript('run-fails'));
    expect(log).toMatch(/^::error [^\n]*file=Dockerfile,line=2/m);
    expect(log).toContain('Published: nothing.');
    expect(calls.filter(({ args }) => args[0] === 'imagetools')).toEqual([]);
  });

  it.concurrent('a refused push: the registry and what it said, after one attempt', async () => {
    const { log, calls } = await play('push-denied', loadTranscript('push-denied'));
    expect(log).toContain(`failed to push ${repository}: denied: injected 403`);
    expect(calls.filter(({ args }) => args[0] === 'build')).toHaveLength(1);
  });
});
