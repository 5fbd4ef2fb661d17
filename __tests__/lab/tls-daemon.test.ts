// A daemon behind TLS, as a runner's pod with Docker in a container beside it has.
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { startJob, uniqueName } from '../harness/step.ts';
import {
  builderStartedIn,
  command,
  craneDigest,
  errorOf,
  leftInJob,
  onEngine,
  output,
  registry,
  removeContexts,
  scratchContext,
  setting,
  toolchain,
} from './lab.ts';
import { describing, digestOverTls, elsewhere } from './private-clients.ts';

const env = {
  DOCKER_HOST: setting('LAB_DOCKER_TLS_HOST'),
  DOCKER_TLS_VERIFY: '1',
  DOCKER_CERT_PATH: setting('LAB_DOCKER_CERT_PATH'),
};

afterAll(() => removeContexts());

describe('with DOCKER_HOST over TLS', () => {
  it('a step publishes, a later one uses its builder, and nothing of either stays', async () => {
    const job = startJob();
    try {
      const host = elsewhere(setting('LAB_TLS_REGISTRY'));
      const description = describing(`[registry."${host}"]\n  ca = ["${setting('LAB_CA')}"]`);
      const tagsOf = (name: string): readonly string[] => [
        `${host}/daemon/${name}:1`,
        `${host}/daemon/${name}:latest`,
        `${registry}/daemon/${name}:1`,
      ];
      const inputs = {
        ...description,
        platforms: 'linux/amd64,linux/arm64',
        emulation: 'none',
        push: 'true',
      };
      const first = tagsOf(uniqueName('first'));
      const options = { inputs: { ...inputs, context: scratchContext(), tags: first.join('\n') }, env };
      const main = await job.step(options);
      expect(main.code, main.log).toBe(0);
      const builder = builderStartedIn(main.log);
      expect(await onEngine(builder)).not.toEqual([]);
      const second = tagsOf(uniqueName('second'));
      const later = { inputs: { ...inputs, context: scratchContext(), tags: second.join('\n') }, env };
      const again = await job.step(later);
      expect(again.code, again.log).toBe(0);
      expect(again.log).toContain(`Using the builder ${builder} of an earlier step.`);
      for (const [tags, { outputs }] of [
        [first, main],
        [second, again],
      ] as const) {
        const [one = '', latest = '', open = ''] = tags;
        expect(await digestOverTls(one)).toBe(outputs['digest']);
        expect(await digestOverTls(latest)).toBe(outputs['digest']);
        expect(await craneDigest(open)).toBe(outputs['digest']);
      }
      await job.post(later, again);
      const post = await job.post(options, main);
      expect(post.code, post.log).toBe(0);
      expect(await onEngine(builder)).toEqual([]);
      expect(leftInJob(job)).toEqual([]);
      expect(existsSync(join(job.folder, 'home', '.docker', 'contexts'))).toBe(false);
    } finally {
      job.end();
    }
  });

  it('an image is loaded into that daemon', async () => {
    const job = startJob();
    const tag = `lab/${uniqueName('loaded')}:1`;
    try {
      const options = {
        inputs: {
          ...toolchain,
          context: scratchContext(),
          platforms: 'linux/amd64',
          load: 'true',
          tags: tag,
        },
        env,
      };
      const main = await job.step(options);
      await job.post(options, main);
      expect(main.code, main.log).toBe(0);
      expect(await output('docker', 'image', 'inspect', '--format', '{{.Architecture}}', tag)).toBe('amd64');
    } finally {
      await command('docker', ['image', 'rm', '--force', tag]);
      job.end();
    }
  });

  it('a job that was told of no certificate hears so', async () => {
    const job = startJob();
    try {
      const main = await job.step({
        inputs: { ...toolchain, context: scratchContext() },
        env: { ...env, DOCKER_TLS_VERIFY: '', DOCKER_CERT_PATH: '' },
      });
      expect(main.code).toBe(1);
      expect(errorOf(main.log)).toMatch(/HTTPS/);
      expect(errorOf(main.log)).toContain('DOCKER_TLS_VERIFY');
    } finally {
      job.end();
    }
  });
});
