import { expect, it } from 'vitest';
import type { ServedDigest } from '../../../src/oci/digest.ts';
import { exportImage } from '../../../src/publish/exports.ts';
import type { StagingTarget } from '../../../src/stage/staged.ts';
import type { Verified } from '../../../src/verify/verify.ts';
import { type Answer, memoryFiles, readySession, scriptedProcesses } from '../fakes.ts';
import { read } from '../inputs/reading.ts';
import { app, digest } from './registry.ts';

const archive = { kind: 'archive', dest: '/out/image.tar', tar: true } as const;

async function exporting(target: StagingTarget, answer: Answer = {}) {
  const files: Record<string, string> = { '/step/layout/index.json': '{}' };
  const processes = scriptedProcesses(([file, ...args]) => {
    const copied = /oci-layout:\/\/([^:]*):/.exec(args.join(' '))?.[1];
    if (copied !== undefined) {
      files[`${copied}/index.json`] = '{}';
    }
    return file === 'tar' ? {} : answer;
  });
  const session = readySession([], { processes, files: memoryFiles(files), folder: '/step', retries: 0 });
  const staged = { target, digest: digest as ServedDigest };
  const verified = { staged, digest, images: [], binaries: [] } as unknown as Verified;
  const { inputs } = await read({});
  const metadata = await exportImage(archive, inputs, verified, session);
  return { metadata, calls: processes.calls };
}

it('an archive is the layout that was staged', async () => {
  const { metadata, calls } = await exporting({ kind: 'layout', directory: '/step/layout' });
  expect(metadata).toBeNull();
  expect(calls.map((call) => call[0])).toEqual(['tar']);
  expect(calls[0]).toContain('/step/layout');
});

it('an archive of what was pushed is a copy of that digest', async () => {
  const { calls } = await exporting({ kind: 'repositories', repositories: [app] });
  expect(calls.map((call) => call.slice(1, 3).join(' '))).toEqual(['imagetools create', expect.any(String)]);
  expect(calls[0]?.at(-1)).toBe(`${app}@${digest}`);
  const directory = /oci-layout:\/\/(\/step\/archive-[^:]*):/.exec(calls[0]?.join(' ') ?? '')?.[1];
  expect(calls[1]).toContain(directory);
});

it('an image that cannot be copied is an error of the registry', async () => {
  const refused = { code: 1, stderr: 'ERROR: something that nobody knows' };
  await expect(exporting({ kind: 'repositories', repositories: [app] }, refused)).rejects.toMatchObject({
    code: 'registry-refused',
    message: expect.stringContaining('Copying the image'),
  });
});
