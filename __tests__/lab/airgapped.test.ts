// docs/airgapped.md: its copy commands keep the digests, and a step runs with nothing but the copies.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, expect, it } from 'vitest';
import { startJob, uniqueName } from '../harness/step.ts';
import { readProject } from '../meta/project.ts';
import {
  command,
  craneDigest,
  makeContext,
  output,
  registry2,
  removeContexts,
  setting,
  toolchain,
} from './lab.ts';

afterAll(removeContexts);

/** The registry that stands for Docker Hub. */
const hub = /mirrors = \["([^"]+)"\]/.exec(readFileSync(setting('LAB_BUILDKITD_CONFIG'), 'utf8'))?.[1] ?? '';
const copies = `${registry2}/${uniqueName('hub')}`;
const digestOf = (reference: string): string => reference.replace(/^.*@/, '');
const [buildkit, binfmt] = [setting('LAB_BUILDKIT_IMAGE'), setting('LAB_BINFMT_IMAGE')].map(digestOf);

const [, block = ''] = /```sh\n([\s\S]*?)```/.exec(readProject('docs/airgapped.md')) ?? [];
const commands = block.trim().split('\n');

it.each(commands)('%s', async (line) => {
  const here = line
    .replaceAll('registry.example.com/hub', copies)
    .replaceAll('docker.io', hub)
    .replaceAll(/moby\/buildkit(\S*)@sha256:[0-9a-f]{64}/g, `moby/buildkit$1@${buildkit}`)
    .replaceAll(/tonistiigi\/binfmt(\S*)@sha256:[0-9a-f]{64}/g, `tonistiigi/binfmt$1@${binfmt}`)
    // They speak HTTP, which crane and buildx take for granted on loopback.
    .replace('skopeo copy', 'skopeo copy --src-tls-verify=false --dest-tls-verify=false');
  const [file = '', ...args] = here.split(' ');
  const own = file === 'docker' ? { file: await buildx(), args: args.slice(1) } : { file, args };
  const { code, stderr } = await command(own.file, own.args);
  expect(code, stderr).toBe(0);
  const tag = new RegExp(`${copies}/\\S+`).exec(here)?.[0] ?? '';
  expect(await craneDigest(tag)).toBe(here.includes('binfmt') ? binfmt : buildkit);
});

/** The lab's docker has no such plugin: buildx is a program of its own here. */
function buildx(): Promise<string> {
  return output('sh', '-c', 'command -v buildx');
}

it('builds with the copies, and with a mirror of Docker Hub', async () => {
  const job = startJob();
  const { 'buildkitd-config': _, ...own } = toolchain;
  const tag = `${registry2}/acme/${uniqueName('airgapped')}:1`;
  await output('crane', 'copy', `${hub}/library/busybox:latest`, `${copies}/library/busybox:latest`);
  const options = {
    inputs: {
      ...own,
      'buildkit-image': `${copies}/moby/buildkit:v0.33.1@${buildkit}`,
      'binfmt-image': `${copies}/tonistiigi/binfmt:qemu-v10.2.3@${binfmt}`,
      'buildkitd-config-inline': [
        ...['[registry."docker.io"]', `  mirrors = ["${copies}"]`],
        ...[`[registry."${registry2}"]`, '  http = true'],
      ].join('\n'),
      context: makeContext({ Dockerfile: 'FROM busybox\nRUN true\n' }),
      ...{ platforms: 'linux/amd64,linux/arm64', tags: tag, push: 'true' },
    },
  };
  const main = await job.step(options);
  await job.post(options, main);
  job.end();
  expect(main.code, main.log).toBe(0);
  expect(main.log).toContain(join(copies, 'moby/buildkit'));
  expect(await craneDigest(tag)).toBe(main.outputs['digest']);
});
