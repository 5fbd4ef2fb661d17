import { expect, it } from 'vitest';
import type { Daemon } from '../../../src/docker/daemon.ts';
import { emulate } from '../../../src/emulation/emulate.ts';
import type { EmulationInputs } from '../../../src/emulation/plan.ts';
import type { Platform } from '../../../src/oci/platform.ts';
import { type Answer, environmentOf, fakeSession, memoryFiles, scriptedProcesses } from '../fakes.ts';

const amd64: Platform = { os: 'linux', architecture: 'amd64' };
const arm64: Platform = { os: 'linux', architecture: 'arm64' };
const daemon: Daemon = { version: '28.5.2', platform: amd64, kernel: '6.8.0', context: 'default' };
const binfmtImage = 'tonistiigi/binfmt:qemu-v10';
const directory = '/proc/sys/fs/binfmt_misc';
const registered = {
  [`${directory}/status`]: 'enabled\n',
  [`${directory}/qemu-aarch64`]:
    'enabled\ninterpreter /usr/bin/qemu-aarch64\nflags: POCF\noffset 0\nmagic 7f454c460201010000000000000000000200b700\n',
};

async function emulating(
  emulation: EmulationInputs['emulation'],
  platforms: readonly Platform[] | null,
  files: Record<string, string> = {},
) {
  const answer: Answer = { stdout: '{"supported":["linux/amd64","linux/arm64"]}' };
  const processes = scriptedProcesses(() => answer);
  const environment = environmentOf({ kernel: '6.8.0' });
  const session = fakeSession({ processes, environment, files: memoryFiles({ ...files }) });
  const { runs, register } = await emulate({ emulation, binfmtImage }, platforms, daemon, session);
  return { runs, register, calls: processes.calls, log: session.log.lines };
}

it('registers what is missing, with the image that was asked for', async () => {
  const { runs, register, calls, log } = await emulating('auto', [amd64, arm64]);
  expect(runs).toEqual([
    { platform: amd64, how: 'native' },
    { platform: arm64, how: 'registered' },
  ]);
  expect(register).toEqual(['arm64']);
  expect(calls.map((call) => call.slice(-3))).toEqual([[binfmtImage, '--install', 'arm64']]);
  expect(log).toEqual([
    'Docker 28.5.2 on linux/amd64.',
    'Native: linux/amd64.',
    'Foreign: linux/arm64; to be registered: arm64.',
    `Registering emulators for arm64 with ${binfmtImage}.`,
  ]);
});

it('registers nothing that the kernel has', async () => {
  const { runs, register, calls } = await emulating('auto', [arm64], registered);
  expect(runs).toEqual([{ platform: arm64, how: 'registered' }]);
  expect(register).toEqual([]);
  expect(calls).toEqual([]);
});

it("takes the daemon's own platform where none was asked for", async () => {
  const { runs, calls } = await emulating('auto', null);
  expect(runs).toEqual([{ platform: amd64, how: 'native' }]);
  expect(calls).toEqual([]);
});

it.each(['builtin', 'none'] as const)('%s runs no container', async (mode) => {
  const { runs, calls } = await emulating(mode, [arm64]);
  expect(runs).toEqual([{ platform: arm64, how: mode }]);
  expect(calls).toEqual([]);
});
