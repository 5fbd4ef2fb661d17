// The reusable workflow as a caller runs it, on act: plan, a job for each platform, merge.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, it } from 'vitest';
import { callNative } from '../../lab/native.ts';
import { runWorkflow } from '../../lab/runner.ts';
import { uniqueName } from '../harness/step.ts';
import { lab, output, registry, served } from './lab.ts';

const folder = mkdtempSync(join(tmpdir(), 'multiarch-native-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

it.each([
  ['two', 'linux/amd64,linux/arm64'],
  ['five', 'linux/amd64,linux/arm64,linux/arm/v7,linux/s390x,linux/riscv64'],
])('publishes %s platforms, and hands on what the registry serves', async (_, platforms) => {
  const tag = `${registry}/acme/${uniqueName('native')}:1`;
  const inputs = { platforms, tags: tag, registry };
  const call = await callNative(mkdtempSync(join(folder, 'call-')), inputs, lab);
  const { code, output: log, outputs } = await runWorkflow(call);
  expect(code, log).toBe(0);
  const arrived = JSON.parse(outputs['after']?.['arrived']?.['all'] ?? '{}') as Record<string, string>;
  const { digest } = await served(tag);
  expect(arrived).toMatchObject({ digest, tags: tag, platforms });
  const manifests = JSON.parse(arrived['manifests'] ?? '[]') as { platform: string; digest: string }[];
  expect(manifests.map(({ platform }) => platform).join(',')).toBe(platforms);
  for (const manifest of manifests) {
    expect(await output('crane', 'digest', '--platform', manifest.platform, tag)).toBe(manifest.digest);
  }
});

it('names the image by rules, once for all jobs', async () => {
  const repository = `${registry}/acme/${uniqueName('native')}`;
  const inputs = {
    ...{ platforms: 'linux/amd64,linux/arm64', registry, images: repository },
    ...{ tags: 'type=ref,event=branch\ntype=raw,value=1.2.3,priority=1000', flavor: 'suffix=-alpine' },
  };
  const call = await callNative(mkdtempSync(join(folder, 'call-')), inputs, lab);
  const { code, output: log, outputs } = await runWorkflow(call);
  expect(code, log).toBe(0);
  const arrived = JSON.parse(outputs['after']?.['arrived']?.['all'] ?? '{}') as Record<string, string>;
  expect(arrived['version']).toBe('1.2.3-alpine');
  expect(arrived['tags']?.split('\n')[0]).toBe(`${repository}:1.2.3-alpine`);
  const { digest, document } = await served(`${repository}:1.2.3-alpine`);
  expect(arrived['digest']).toBe(digest);
  expect(document).toMatchObject({ annotations: { 'org.opencontainers.image.version': '1.2.3-alpine' } });
});
