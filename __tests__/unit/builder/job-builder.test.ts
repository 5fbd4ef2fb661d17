import { expect, it } from 'vitest';
import { formatRecord, reapRecords, recordedBuilder } from '../../../src/builder/job-builder.ts';
import { formatOwner, type Owner } from '../../../src/session/owner.ts';
import { environmentOf, fakeRunner, memoryFiles } from '../fakes.ts';

const name = 'multiarch-build-mhd2x9a0-80000000';
const living: Owner = { boot: 'boot', namespace: '4026531836', process: 30, started: '300' };
const dead: Owner = { ...living, process: 31 };
const elsewhere: Owner = { ...dead, boot: 'other' };

function machine(records: Readonly<Record<string, string>>) {
  const files: Record<string, string> = {
    '/proc/sys/kernel/random/boot_id': 'boot\n',
    '/proc/self/ns/pid': 'pid:[4026531836]',
    // Without it, /proc hides what belongs to others.
    '/proc/1/stat': '1 (init) S 0 1 1 0 -1 0 0 0 0 0 0 0 0 0 20 0 1 0 1 0 0',
    '/proc/30/stat': `30 (Runner.Worker) S 1 30 30 0 -1 0 0 0 0 0 0 0 0 0 20 0 1 0 300 0 0`,
    [`/buildx/instances/${name}`]: '{}',
    ...records,
  };
  const environment = environmentOf({ temp: '/temp', buildxConfig: '/buildx' });
  return { files, runner: fakeRunner({ files: memoryFiles(files), environment }) };
}

it('removes the records of jobs that have ended, and no other file', async () => {
  const { files, runner } = machine({
    '/temp/multiarch-build-builder-living': formatRecord(name, formatOwner(living)),
    '/temp/multiarch-build-builder-dead': formatRecord(name, formatOwner(dead)),
    '/temp/multiarch-build-builder-elsewhere': formatRecord(name, formatOwner(elsewhere)),
    '/temp/multiarch-build-builder-unknown': formatRecord(name, 'unknown'),
    '/temp/multiarch-build-builder-kept': formatRecord(name, null),
    '/temp/multiarch-build-builder-strange': 'x\ny',
    '/temp/something-else': formatRecord(name, formatOwner(dead)),
  });
  await reapRecords(runner);
  expect(
    Object.keys(files)
      .filter((path) => path.startsWith('/temp/'))
      .sort(),
  ).toEqual([
    '/temp/multiarch-build-builder-elsewhere',
    '/temp/multiarch-build-builder-kept',
    '/temp/multiarch-build-builder-living',
    '/temp/multiarch-build-builder-strange',
    '/temp/multiarch-build-builder-unknown',
    '/temp/something-else',
  ]);
});

it('does not mind a temporary folder that is not there', async () => {
  await expect(reapRecords(machine({}).runner)).resolves.toBeUndefined();
});

it.each<[string, string, string | null]>([
  ['of a living job', formatRecord(name, formatOwner(living)), name],
  ['of a builder that stays', formatRecord(name, null), name],
  ['of a job that cannot be told', formatRecord(name, 'unknown'), name],
  ['without an owner', name, null],
  ['with a strange owner', `${name}\n--evil`, null],
  ['with more lines', `${formatRecord(name, null)}\nx`, null],
])('reads a record %s', async (_, text, expected) => {
  const { runner } = machine({ '/temp/record': text });
  expect(await recordedBuilder('/temp/record', runner)).toBe(expected);
});
