// The builder that a step makes, what it leaves of the user's own docker configuration, and the login of a step.
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import process from 'node:process';
import { afterAll, describe, expect, it } from 'vitest';
import { uniqueName } from '../harness/step.ts';
import { builders, endJobs, newJob } from './jobs.ts';
import {
  builderStartedIn,
  command,
  leftInJob,
  onEngine,
  output,
  registry,
  scratchContext,
  setting,
  snapshot,
  toolchain,
} from './lab.ts';

afterAll(endJobs);

interface Inspected {
  readonly Args: readonly string[];
  readonly Config: { readonly Image: string; readonly Env: readonly string[] };
  readonly HostConfig: { readonly RestartPolicy: { readonly Name: string } };
}

async function inspect(builder: string): Promise<Inspected> {
  builders.push(builder);
  const [first] = JSON.parse(await output('docker', 'inspect', `buildx_buildkit_${builder}0`)) as Inspected[];
  if (!first) {
    throw new Error(`${builder} has no container`);
  }
  return first;
}

const image: Readonly<Record<string, string>> = { ...toolchain, platforms: 'linux/amd64' };
/** On the host's network buildx grants network.host of itself; without it, nothing outside of the builder is reached. */
const apart = { ...image, 'driver-opts': '' };

describe('a builder of the action', () => {
  it('is pinned, owned, without insecure entitlements, shared by the steps of a job, and gone with it', async () => {
    const job = newJob();
    const options = { inputs: { ...apart, context: scratchContext() } };
    const first = await job.step(options);
    expect(first.code, first.log).toBe(0);
    const name = builderStartedIn(first.log);
    const inspected = await inspect(name);
    expect(inspected.Config.Image).toContain(setting('LAB_BUILDKIT_IMAGE').split('@')[1]);
    expect(inspected.Config.Env.find((entry) => entry.startsWith('MULTIARCH_BUILD_OWNER='))).toMatch(
      new RegExp(`=[0-9a-f-]{36}/\\d+/${process.pid}/\\d+$`),
    );
    expect(inspected.Args.join(' ')).not.toMatch(/network\.host|security\.insecure/);
    expect(inspected.HostConfig.RestartPolicy.Name).toBe('no');
    expect(first.outputs).not.toHaveProperty('builder');

    const second = await job.step(options);
    expect(second.code, second.log).toBe(0);
    expect(second.log).toContain(`Using the builder ${name} of an earlier step.`);
    expect(second.log).toMatch(/^#\d+ CACHED/m);
    expect(await onEngine(name)).toHaveLength(2);

    // The runner calls the post steps in reverse order.
    for (const main of [second, first]) {
      const post = await job.post(options, main);
      expect(post.code, post.log).toBe(0);
      expect(post.log).not.toContain('::warning');
    }
    expect(await onEngine(name)).toEqual([]);
    expect(leftInJob(job)).toEqual([]);
  });

  it('grants what allow names, and its name is another in every job', async () => {
    const options = { inputs: { ...apart, context: scratchContext(), allow: 'network.host' } };
    const [one, two] = [newJob(), newJob()];
    const [first, second] = await Promise.all([
      one.step(options),
      two.step({ inputs: { ...image, context: scratchContext() } }),
    ]);
    expect(first.code, first.log).toBe(0);
    expect(second.code, second.log).toBe(0);
    const names = [builderStartedIn(first.log), builderStartedIn(second.log)];
    expect(names[0]).not.toBe(names[1]);
    const granted = (await inspect(names[0] ?? '')).Args.join(' ');
    expect(granted).toContain('--allow-insecure-entitlement=network.host');
    expect(granted).not.toContain('security.insecure');
    // The end of one job leaves the other's builder alone.
    await one.post(options, first);
    expect(await onEngine(names[0] ?? '')).toEqual([]);
    expect(await onEngine(names[1] ?? '')).toHaveLength(2);
    await two.post(options, second);
    expect(await onEngine(names[1] ?? '')).toEqual([]);
  });

  it('stays with cleanup: false, for later steps that name it', async () => {
    const job = newJob();
    const keep = { inputs: { ...image, context: scratchContext(), cleanup: 'false' } };
    const first = await job.step(keep);
    const name = first.outputs['builder'] ?? '';
    builders.push(name);
    expect(name).toBe(builderStartedIn(first.log));
    expect((await inspect(name)).Config.Env.join('\n')).not.toContain('MULTIARCH_BUILD_OWNER');
    const {
      'buildkit-image': _image,
      'buildkitd-config': _config,
      'driver-opts': _options,
      ...buildx
    } = image;
    const use = { inputs: { ...buildx, context: scratchContext(), builder: name } };
    const second = await job.step(use);
    expect(second.code, second.log).toBe(0);
    expect(second.outputs['builder']).toBe(name);
    await job.post(use, second);
    await job.post(keep, first);
    expect(await onEngine(name)).toHaveLength(2);
  });
});

describe("the user's docker configuration", () => {
  it('is byte for byte what it was: config.json, the current builder, contexts and plugins', async () => {
    const job = newJob();
    const config = join(job.folder, 'docker config');
    mkdirSync(join(config, 'cli-plugins'), { recursive: true });
    writeFileSync(
      join(config, 'config.json'),
      '{\n\t"auths": {"registry.example": {"auth": "dXNlcjpwYXNz"}},\n "credHelpers": {"other.example": "none"} }\n',
    );
    writeFileSync(join(config, 'cli-plugins', 'docker-buildx'), "the user's own");
    const env = { DOCKER_CONFIG: config };
    const own = uniqueName('own');
    const create = ['create', '--name', own, '--driver', 'docker-container', '--use'];
    expect((await command(setting('LAB_BUILDX'), create, { env })).code).toBe(0);
    const before = snapshot(config);
    expect(Object.keys(before)).toContain('/buildx/current');

    const options = {
      env,
      inputs: {
        ...image,
        context: scratchContext(),
        registry,
        username: 'somebody',
        password: uniqueName('password'),
        tags: `${registry}/config/${uniqueName('c')}:1`,
        push: 'true',
      },
    };
    const main = await job.step(options);
    expect(main.code, main.log).toBe(0);
    builders.push(builderStartedIn(main.log));
    const during = snapshot(config);
    for (const [file, bytes] of Object.entries(before)) {
      expect(during[file], file).toBe(bytes);
    }
    await job.post(options, main);
    expect(snapshot(config)).toEqual(before);
  });
});
