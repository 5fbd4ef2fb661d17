import { describe, expect, it } from 'vitest';
import type { Daemon } from '../../../src/docker/daemon.ts';
import { register, registeredHandlers } from '../../../src/emulation/binfmt.ts';
import { planEmulation } from '../../../src/emulation/plan.ts';
import type { Platform } from '../../../src/oci/platform.ts';
import {
  type Answer,
  environmentOf,
  fakeRunner,
  fakeSession,
  memoryFiles,
  scriptedProcesses,
  steppingClock,
} from '../fakes.ts';

const image = 'tonistiigi/binfmt:qemu-v10';

function daemonOf(architecture: string, changes: Partial<Daemon> = {}): Daemon {
  const platform = { os: 'linux', architecture };
  return { version: '28', platform, kernel: '6.8.0', context: 'default', ...changes };
}

const arm64: Platform = { os: 'linux', architecture: 'arm64' };
const armv7: Platform = { os: 'linux', architecture: 'arm', variant: 'v7' };
const s390x: Platform = { os: 'linux', architecture: 's390x' };
const supporting = (...platforms: readonly string[]): Answer => ({
  stdout: JSON.stringify({ supported: platforms, emulators: [] }),
});

async function registering(
  daemon: Daemon,
  wanted: readonly Platform[],
  script: (command: readonly string[], n: number) => Answer,
) {
  const processes = scriptedProcesses(script);
  let drawn = 0;
  const clock = { ...steppingClock(), random: () => ++drawn / 100 };
  const session = fakeSession({ processes, clock, retries: 2 });
  const plan = planEmulation('auto', wanted, { platform: daemon.platform, handlers: [] });
  const done = await register(plan, daemon, image, session).catch((error: unknown) => error);
  return {
    done,
    installs: processes.calls.map((call) => call.slice(call.indexOf(image) + 1)),
    processes,
    runner: session,
  };
}

describe('register', () => {
  it('registers in one privileged container without a network, that removes itself', async () => {
    const { done, processes } = await registering(daemonOf('amd64'), [arm64, s390x], () =>
      supporting('linux/amd64', 'linux/arm64', 'linux/s390x'),
    );
    expect(done).toBeUndefined();
    expect(processes.calls).toHaveLength(1);
    const [call = []] = processes.calls;
    const options = ['--rm', '--privileged', '--network', 'none', '--name'];
    expect(call.slice(0, 7)).toEqual(['docker', 'run', ...options]);
    expect(call[7]).toMatch(/^multiarch-build-binfmt-[0-9a-z]+-[0-9a-z]+$/);
    expect(call.slice(8)).toEqual([image, '--install', 'arm64,s390x']);
  });

  it('calls the container after the time and a number that others hardly have', async () => {
    const { processes, runner } = await registering(daemonOf('amd64'), [arm64], () =>
      supporting('linux/arm64'),
    );
    const time = runner.clock.now().toString(36);
    expect(processes.calls[0]?.[7]).toBe(`multiarch-build-binfmt-${time}-${(10_000_000).toString(36)}`);
  });

  it('says what it does, and what binfmt says', async () => {
    const { runner } = await registering(daemonOf('amd64'), [arm64, s390x], () => ({
      ...supporting('linux/arm64', 'linux/s390x'),
      stderr: 'installing: arm64 OK\ninstalling: s390x OK',
    }));
    expect(runner.log.lines).toEqual([
      `Registering emulators for arm64, s390x with ${image}.`,
      'installing: arm64 OK',
      'installing: s390x OK',
    ]);
  });

  it('has a name of its own for each attempt', async () => {
    const { processes } = await registering(daemonOf('amd64'), [arm64], (_, n) =>
      n === 1
        ? { code: 125, stderr: 'docker: Error response from daemon: i/o timeout' }
        : supporting('linux/arm64'),
    );
    const names = processes.calls.map((call) => call[7]);
    expect(new Set(names).size).toBe(2);
  });

  it('does not trust exit code 0: a platform that is not supported afterwards is missing', async () => {
    const { done } = await registering(daemonOf('amd64'), [arm64, s390x], () => ({
      ...supporting('linux/amd64', 'linux/arm64'),
      stderr:
        'installing: arm64 OK\ninstalling: s390x cannot register "/usr/bin/qemu-s390x": invalid argument\n',
    }));
    expect(done).toMatchObject({
      code: 'emulation-unavailable',
      message: expect.stringMatching(/for linux\/s390x\. binfmt said: .*invalid argument/),
      hint: expect.stringContaining('native runners'),
    });
  });

  it('names all that is missing, and the last of what binfmt said about it', async () => {
    const noise = ['a', 'b'].map((name) => `installing: ${name} OK`);
    const last = ['one', 'two', 'three', 'four', 'five'].map((name) => `${name}: Cannot open`);
    const { done } = await registering(daemonOf('amd64'), [arm64, s390x], () => ({
      ...supporting('linux/amd64'),
      stderr: [...noise, ...last.slice(0, 4), 'Unable to find image locally', `  ${last[4]}  `, ''].join(
        '\n',
      ),
    }));
    expect(done).toMatchObject({
      message: `No emulator could be registered for linux/arm64, linux/s390x. binfmt said: ${last.slice(0, 4).join('; ')};   ${last[4]}`,
    });
  });

  it.each([
    'unsupported architecture: x',
    'error: x',
    'permission denied',
    'cannot register x',
    'x already registered',
    'x OK',
  ])('repeats what binfmt said: %s', async (stderr) => {
    const { done } = await registering(daemonOf('amd64'), [arm64], () => ({
      ...supporting(),
      stderr: `x\n${stderr}\ny`,
    }));
    expect(done).toMatchObject({
      message: `No emulator could be registered for linux/arm64. binfmt said: ${stderr}`,
      hint: expect.stringMatching(
        /^Register QEMU on the host once, .*\(it cross-compiles or only copies\), .*without privileges\.$/,
      ),
    });
  });

  it('takes "already registered" for what it is', async () => {
    const { done } = await registering(daemonOf('amd64'), [arm64], () => ({
      ...supporting('linux/amd64', 'linux/arm64'),
      stderr: 'installing: arm64 already registered\n',
    }));
    expect(done).toBeUndefined();
  });

  it.each<[name: string, answer: Answer, message: string]>([
    [
      'an empty answer',
      { stderr: 'error: operation not permitted\ncannot mount binfmt_misc' },
      'cannot mount',
    ],
    ['no JSON', { stdout: 'hello' }, 'binfmt could not register emulators: nothing'],
    ['JSON null', { stdout: 'null' }, 'could not register'],
    ['no list', { stdout: '{"supported":"linux/arm64"}' }, 'could not register'],
  ])('%s is a failure', async (_, answer, message) => {
    const { done } = await registering(daemonOf('amd64'), [arm64], () => answer);
    expect(done).toMatchObject({
      code: 'emulation-unavailable',
      message: expect.stringContaining(message),
      hint: expect.stringContaining('native runners'),
    });
  });

  it.each<[name: string, code: number, stderr: string, expected: string, calls: number]>([
    [
      'a daemon that refuses privileges',
      125,
      'docker: Error response from daemon: privileged mode is incompatible with user namespaces.',
      'emulation-unavailable',
      1,
    ],
    ['an image that does not run', 1, 'exec /usr/bin/binfmt: exec format error', 'emulation-unavailable', 1],
    [
      'a registry that refuses',
      125,
      'docker: Error response from daemon: pull access denied for tonistiigi/binfmt, denied: requested access to the resource is denied',
      'registry-denied',
      1,
    ],
    [
      'a registry that is down',
      125,
      'docker: Error response from daemon: received unexpected HTTP status: 503 Service Unavailable',
      'registry-unavailable',
      3,
    ],
  ])('%s', async (_, code, stderr, expected, calls) => {
    const { done, installs } = await registering(daemonOf('amd64'), [arm64], () => ({ code, stderr }));
    expect(done).toMatchObject({
      code: expected,
      message: expect.stringContaining('Registering emulators failed: '),
      hint: expect.any(String),
    });
    const { hint } = done as { hint: string };
    expect(hint.includes('native runners')).toBe(expected === 'emulation-unavailable');
    expect(installs).toHaveLength(calls);
  });

  it('arm on another processor is not asked about', async () => {
    const { done, installs } = await registering(daemonOf('amd64'), [armv7], () =>
      supporting('linux/arm/v7'),
    );
    expect(done).toBeUndefined();
    expect(installs).toEqual([['--install', 'arm']]);
  });

  it('another architecture on arm64 is not asked about', async () => {
    const { done, installs } = await registering(daemonOf('arm64'), [s390x], () => supporting('linux/s390x'));
    expect(done).toBeUndefined();
    expect(installs).toEqual([['--install', 's390x']]);
  });

  it('arm on an arm64 processor that runs it: nothing is registered', async () => {
    const { done, installs } = await registering(daemonOf('arm64'), [armv7], () =>
      supporting('linux/arm64', 'linux/arm/v7', 'linux/arm/v6'),
    );
    expect(done).toBeUndefined();
    expect(installs).toEqual([[]]);
  });

  it('arm on an arm64 processor that runs it, beside another: only the other', async () => {
    const { done, installs } = await registering(daemonOf('arm64'), [armv7, s390x], (_, n) =>
      n === 1 ? supporting('linux/arm64', 'linux/arm/v7') : supporting('linux/arm64', 'linux/s390x'),
    );
    expect(done).toBeUndefined();
    expect(installs).toEqual([[], ['--install', 's390x']]);
  });

  it('arm on an arm64 processor that does not run it: an emulator', async () => {
    const { done, installs } = await registering(daemonOf('arm64'), [armv7], (_, n) =>
      n === 1 ? supporting('linux/arm64') : supporting('linux/arm64', 'linux/arm/v7'),
    );
    expect(done).toBeUndefined();
    expect(installs).toEqual([[], ['--install', 'arm']]);
  });
});

describe('registeredHandlers', () => {
  const directory = '/proc/sys/fs/binfmt_misc';
  const qemu =
    'enabled\ninterpreter /usr/bin/qemu-aarch64\nflags: POCF\noffset 0\nmagic 7f454c460201010000000000000000000200b700\nmask ff\n';
  const mounted = {
    [`${directory}/register`]: '',
    [`${directory}/status`]: 'enabled\n',
    [`${directory}/qemu-aarch64`]: qemu,
    [`${directory}/python3.12`]:
      'enabled\ninterpreter /usr/bin/python3.12\nflags: \noffset 0\nmagic cb0d0d0a\n',
  };
  const looking = (files: Record<string, string>, daemon: Daemon, variables = {}) =>
    registeredHandlers(
      daemon,
      fakeRunner({ files: memoryFiles(files), environment: environmentOf({ kernel: '6.8.0', variables }) }),
    );

  it('reads what the kernel has', async () => {
    expect(await looking(mounted, daemonOf('amd64'))).toEqual([{ architecture: 'arm64', everywhere: true }]);
  });

  it.each<
    [name: string, files: Record<string, string>, daemon: Partial<Daemon>, variables: Record<string, string>]
  >([
    ['the file system is not mounted', {}, {}, {}],
    ['all entries are switched off', { ...mounted, [`${directory}/status`]: 'disabled\n' }, {}, {}],
    ["the daemon's kernel is another one", mounted, { kernel: '6.8.0-other' }, {}],
    ["the daemon's kernel is not said", mounted, { kernel: '' }, {}],
    [
      'the daemon is reached by a context, on a machine with the same kernel',
      mounted,
      { context: 'farm' },
      {},
    ],
    ['the daemon is reached over TCP', mounted, {}, { DOCKER_HOST: 'tcp://127.0.0.1:2375' }],
    ['the daemon is reached over SSH', mounted, {}, { DOCKER_HOST: 'ssh://builder@host' }],
    ['the daemon is reached over HTTP', mounted, {}, { DOCKER_HOST: 'http://127.0.0.1:2375' }],
    ['the daemon is reached over HTTPS', mounted, {}, { DOCKER_HOST: 'https://127.0.0.1:2376' }],
  ])('null if %s', async (_, files, daemon, variables) => {
    expect(await looking(files, daemonOf('amd64', daemon), variables)).toBeNull();
  });

  it('looks at this kernel for a socket of its own', async () => {
    const variables = { DOCKER_HOST: 'unix:///run/user/1000/docker.sock' };
    expect(await looking(mounted, daemonOf('amd64', { context: 'rootless' }), variables)).toHaveLength(1);
  });

  it('looks at this kernel whatever the socket is called', async () => {
    const variables = { DOCKER_HOST: 'unix:///run/ssh:/docker.sock' };
    expect(await looking(mounted, daemonOf('amd64'), variables)).toHaveLength(1);
  });

  it('takes the file that registers for no entry', async () => {
    expect(await looking({ ...mounted, [`${directory}/register`]: qemu }, daemonOf('amd64'))).toHaveLength(1);
  });

  it('does without an entry that is unregistered between the listing and the read', async () => {
    const files = memoryFiles({ ...mounted, [`${directory}/gone`]: qemu });
    const read = (path: string): Promise<Buffer> =>
      path.endsWith('/gone') ? Promise.reject(new Error('ENOENT')) : files.read(path);
    const environment = environmentOf({ kernel: '6.8.0' });
    const runner = fakeRunner({ files: { ...files, read }, environment });
    expect(await registeredHandlers(daemonOf('amd64'), runner)).toEqual([
      { architecture: 'arm64', everywhere: true },
    ]);
  });
});
