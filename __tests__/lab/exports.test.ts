// Exporters beside each other: what they leave is what was verified, and the digest is that of the push.
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { uniqueName } from '../harness/step.ts';
import {
  craneDigest,
  type Descriptor,
  errorOf,
  makeContext,
  openWorkbench,
  output,
  registry,
  served,
  type Workbench,
} from './lab.ts';

let bench: Workbench;

beforeAll(async () => {
  bench = await openWorkbench();
});
afterAll(() => bench?.end());

const platforms = 'linux/amd64,linux/arm64';
const context = (): string =>
  makeContext({ Dockerfile: 'FROM scratch\nCOPY file /file\n', file: uniqueName('f') });
const tagOf = (): string => `${registry}/exports/${uniqueName('e')}:1`;
const read = (workspace: string, archive: string, name: string): Promise<string> =>
  output('tar', '-xOf', join(workspace, archive), name);

describe('several exporters in one step', () => {
  it('follow the push, and the archive holds what the registry serves', async () => {
    const [workspace, tag] = [context(), tagOf()];
    const result = await bench.step(
      {
        platforms,
        push: 'true',
        tags: tag,
        outputs: 'bin\ntype=tar,dest=fs.tar\ntype=oci,dest=image.tar\ntype=image,compression=zstd',
      },
      { workspace },
    );
    expect(result.code, result.log).toBe(0);
    expect(result.outputs['digest']).toBe(await craneDigest(tag));
    const index = JSON.parse(await read(workspace, 'image.tar', 'index.json')) as {
      readonly manifests: readonly Descriptor[];
    };
    expect(index.manifests.map(({ digest }) => digest)).toEqual([result.outputs['digest']]);
    const content = readFileSync(join(workspace, 'file'), 'utf8');
    for (const folder of ['linux_amd64', 'linux_arm64']) {
      expect(readFileSync(join(workspace, 'bin', folder, 'file'), 'utf8')).toBe(content);
      expect(await read(workspace, 'fs.tar', `${folder}/file`)).toBe(content);
    }
    const metadata = JSON.parse(result.outputs['metadata'] ?? '') as Record<string, unknown>;
    expect(metadata['containerimage.digest']).toBe(result.outputs['digest']);
    const { document } = await served(`${tag}`);
    const child = document.manifests?.find(({ platform }) => platform?.architecture === 'arm64');
    const image = await served(`${tag.slice(0, tag.lastIndexOf(':'))}@${child?.digest}`);
    expect(image.document.layers?.map(({ mediaType }) => mediaType)).toEqual([
      'application/vnd.oci.image.layer.v1.tar+zstd',
    ]);
  });

  it('stand beside a load and a docker archive', async () => {
    const [workspace, name] = [context(), `${uniqueName('loaded')}:1`];
    const result = await bench.step(
      {
        platforms: 'linux/amd64',
        load: 'true',
        tags: name,
        outputs: 'type=docker,dest=docker.tar\ntype=local,dest=out',
      },
      { workspace },
    );
    expect(result.code, result.log).toBe(0);
    await output('docker', 'image', 'rm', name);
    expect(await read(workspace, 'docker.tar', 'manifest.json')).toContain('Layers');
    expect(existsSync(join(workspace, 'out', 'file'))).toBe(true);
  });

  it('are not run where the verification fails', async () => {
    const workspace = context();
    const result = await bench.step(
      { platforms: 'linux/amd64', outputs: 'out', 'verify-binaries': '/missing' },
      { workspace },
    );
    expect(result.code).toBe(1);
    expect(errorOf(result.log)).toContain('binary-unreadable');
    expect(existsSync(join(workspace, 'out'))).toBe(false);
  });
});

describe('with SOURCE_DATE_EPOCH', () => {
  it('two builds have one digest', async () => {
    const workspace = context();
    const digests: (string | null)[] = [];
    for (const round of [1, 2]) {
      const tag = tagOf();
      const result = await bench.step(
        {
          platforms,
          push: 'true',
          tags: tag,
          outputs: 'type=image,rewrite-timestamp=true,force-compression=true',
          'build-args': 'SOURCE_DATE_EPOCH=1700000000',
          provenance: 'false',
          'no-cache': 'true',
        },
        { workspace },
      );
      expect(result.code, `${round}: ${result.log}`).toBe(0);
      expect(await craneDigest(tag)).toBe(result.outputs['digest']);
      digests.push(await craneDigest(tag));
    }
    expect(digests[1]).toBe(digests[0]);
  });
});
