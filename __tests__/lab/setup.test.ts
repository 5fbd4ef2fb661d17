// setup/action.yml: what plain docker commands of later steps find, what a build step shares, and what is left.
import { existsSync, mkdirSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import type { Job, StepResult } from '../harness/step.ts';
import { uniqueName } from '../harness/step.ts';
import { builders, endJobs, newJob } from './jobs.ts';
import {
  command,
  leftInJob,
  onEngine,
  registry,
  scratchContext,
  setting,
  snapshot,
  toolchain,
} from './lab.ts';

afterAll(endJobs);

const inputs = { ...toolchain, platforms: 'linux/arm64' };

/** The step, with a docker configuration of a user's that has a plugin and a login. */
async function setUp(given: Readonly<Record<string, string>> = {}) {
  const job = newJob();
  const config = join(job.folder, 'docker config');
  mkdirSync(join(config, 'cli-plugins'), { recursive: true });
  writeFileSync(join(config, 'config.json'), '{"auths": {"registry.example": {"auth": "dXNlcjpwYXNz"}}}');
  writeFileSync(join(config, 'cli-plugins', 'docker-buildx'), "the user's own", { mode: 0o755 });
  const env = { DOCKER_CONFIG: config };
  const options = { action: 'setup', env, inputs: { ...inputs, ...given } } as const;
  const before = snapshot(config);
  const main = await job.step(options);
  builders.push(main.outputs['name'] ?? 'none');
  /** What a later step has in its environment. */
  const later = { ...env, ...main.exported, PATH: [...main.paths, process.env['PATH']].join(':') };
  return { job, config, before, options, main, later };
}

/** As the runner: the variables of the job hold in the post step too. */
const end = (job: Job, options: Parameters<Job['post']>[0], main: StepResult) =>
  job.post({ ...options, env: { ...options.env, ...main.exported } }, main);

describe('setup', () => {
  it('gives plain docker commands the verified buildx and the builder, and takes them away', async () => {
    const { job, config, before, options, main, later } = await setUp();
    expect(main.code, main.log).toBe(0);
    const name = main.outputs['name'] ?? '';
    expect(main.outputs).toMatchObject({ driver: 'docker-container' });
    expect(main.outputs['platforms']).toMatch(/^linux\/amd64,linux\/arm64/);
    expect(JSON.parse(main.outputs['nodes'] ?? '')).toEqual([
      { name: `${name}0`, platforms: expect.arrayContaining(['linux/amd64', 'linux/arm64']) },
    ]);

    const version = await command('docker', ['buildx', 'version'], { env: later });
    expect(version.stdout, version.stderr).toContain(setting('LAB_BUILDX_VERSION'));
    const tag = `${registry}/setup/${uniqueName('s')}:1`;
    const args = ['buildx', 'build', '--platform', 'linux/amd64,linux/arm64', '--push', '--tag', tag, '.'];
    const built = await command('docker', args, { env: later, cwd: scratchContext() });
    expect(built.code, built.stderr).toBe(0);
    expect(built.stderr).toContain(`"${name}" instance`);
    const alone = await command('buildx', ['version'], { env: later });
    expect(alone.stdout).toContain(setting('LAB_BUILDX_VERSION'));

    // The user's own is what it was, but for the builder's entry; other shells of the machine see no difference.
    const { ...during } = snapshot(config);
    for (const [file, bytes] of Object.entries(before)) {
      expect(during[file], file).toBe(bytes);
    }
    expect(existsSync(join(config, 'buildx', 'current'))).toBe(false);

    const post = await end(job, options, main);
    expect(post.code, post.log).toBe(0);
    expect(post.log).not.toContain('::warning');
    expect(post.exported).toMatchObject({ DOCKER_CONFIG: config, BUILDX_CONFIG: '', BUILDX_BUILDER: '' });
    expect(await onEngine(name)).toEqual([]);
    expect(leftInJob(job)).toEqual([]);
    expect(snapshot(config)).toEqual(before);
  });

  it('shares its builder with a build step that says nothing about its own', async () => {
    const { job, options, main, later } = await setUp({ platforms: 'all' });
    expect(main.code, main.log).toBe(0);
    const name = main.outputs['name'] ?? '';
    const {
      'buildkit-image': _image,
      'buildkitd-config': _config,
      'driver-opts': _options,
      ...buildx
    } = toolchain;
    const build = { env: later, inputs: { ...buildx, context: scratchContext() } };
    const built = await job.step(build);
    expect(built.code, built.log).toBe(0);
    expect(built.log).toContain(`Using the builder ${name}.`);
    expect(built.outputs['builder']).toBe(name);
    await job.post(build, built);
    expect(await onEngine(name)).toHaveLength(2);
    await end(job, options, main);
    expect(await onEngine(name)).toEqual([]);
  });

  it('leaves the builder of others alone where it is not to be used', async () => {
    const { job, options, main } = await setUp({ use: 'false' });
    expect(main.exported).not.toHaveProperty('BUILDX_BUILDER');
    await end(job, options, main);
  });

  it('leaves nothing and exports nothing where it fails', async () => {
    const { job, main } = await setUp({ 'driver-opts': 'nonsense=1' });
    expect(main.code).toBe(1);
    expect(main.exported).toEqual({});
    expect(readdirSync(job.temp).filter((file) => file.startsWith('multiarch-build'))).toEqual([]);
  });
});
