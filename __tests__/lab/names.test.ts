// Names, labels and annotations from recorded events, through dist/, a real BuildKit and two registries.
import { existsSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { uniqueName } from '../harness/step.ts';
import { pullRequest, push, pushTag, sha } from '../unit/inputs/events.ts';
import type { Machine } from '../unit/inputs/reading.ts';
import {
  craneDigest,
  makeContext,
  openWorkbench,
  output,
  registry,
  registry2,
  served,
  tagsOf,
  toolchain,
  type Workbench,
} from './lab.ts';

const platforms = 'linux/amd64,linux/arm64';
const rules =
  'type=ref,event=branch\ntype=ref,event=pr\ntype=semver,pattern={{version}}\ntype=semver,pattern={{major}}.{{minor}}';
const context = () =>
  makeContext({ Dockerfile: 'FROM scratch\nARG VERSION\nLABEL built=$VERSION\nCOPY Dockerfile /\n' });

let bench: Workbench;
beforeAll(async () => {
  bench = await openWorkbench();
});
afterAll(() => bench?.end());

/** As the runner tells the step of an event. */
function environmentOf({ variables = {}, event = '{}' }: Machine): Record<string, string> {
  const file = join(bench.job.temp, `${uniqueName('event')}.json`);
  writeFileSync(file, event);
  return { ...variables, GITHUB_EVENT_PATH: file, GITHUB_RUN_ID: '42' };
}

interface Config {
  readonly config: { readonly Labels: Readonly<Record<string, string>> };
}

const oci = (names: Readonly<Record<string, string>>): Record<string, unknown> =>
  Object.fromEntries(
    Object.entries(names).map(([name, value]) => [`org.opencontainers.image.${name}`, value]),
  );
const described = (version: string) =>
  oci({
    title: 'Hello-World',
    description: 'This your first repo!',
    licenses: 'MIT',
    revision: sha,
    version,
  });

describe('a push of a version', () => {
  it('publishes what the rules say in both repositories, labelled and annotated at both levels', async () => {
    const name = uniqueName('names');
    const repositories = [`${registry}/acme/${name}`, `${registry2}/acme/${name}`];
    const { code, log, outputs } = await bench.step(
      {
        ...{ context: context(), platforms, push: 'true', tags: rules },
        images: `${registry}/Acme/${name}\n${registry2}/acme/${name}\n${registry}/other/${name},enable=false`,
        'build-args': 'VERSION={{meta.version}}',
        labels: 'org.opencontainers.image.title=Mine\nbranch=[{{branch}}]',
      },
      { env: environmentOf(pushTag('v1.2.3')) },
    );
    expect(code, log).toBe(0);
    expect(outputs['version']).toBe('1.2.3');
    const expected = repositories.flatMap((repository) =>
      ['1.2.3', '1.2', 'latest'].map((tag) => `${repository}:${tag}`),
    );
    expect(outputs['tags']?.split('\n')).toEqual(expected);
    expect(outputs['names']).toBe(outputs['tags']);
    for (const tag of expected) {
      expect(await craneDigest(tag)).toBe(outputs['digest']);
    }
    const index = await served(`${repositories[0]}:1.2`);
    expect(index.document).toMatchObject({ annotations: described('1.2.3') });
    const config = JSON.parse(
      await output('crane', 'config', '--platform', 'linux/arm64', `${repositories[1]}:latest`),
    ) as Config;
    expect(config.config.Labels).toMatchObject({
      ...described('1.2.3'),
      ...oci({ title: 'Mine' }),
      branch: '[]',
      built: '1.2.3',
    });
    const manifest = JSON.parse(
      await output('crane', 'manifest', '--platform', 'linux/amd64', `${repositories[0]}:1.2`),
    );
    expect(manifest).toMatchObject({ annotations: described('1.2.3') });
    expect(await tagsOf(`${registry}/other/${name}`)).toEqual([]);
  });
});

describe('a pull request', () => {
  it('builds and names the image, and pushes nothing', async () => {
    const repository = `${registry}/acme/${uniqueName('names')}`;
    const { code, log, outputs } = await bench.step(
      { context: context(), platforms, images: repository, tags: rules },
      { env: environmentOf(pullRequest()) },
    );
    expect(code, log).toBe(0);
    expect(outputs).toMatchObject({ version: 'pr-2', names: `${repository}:pr-2`, platforms });
    expect(outputs['tags']).toBeUndefined();
    expect(await tagsOf(repository)).toEqual([]);
  });
});

it.each([
  ['oci', 'linux/amd64,linux/arm64', 'image.tar'],
  ['local', 'linux/amd64', 'files'],
  ['tar', 'linux/amd64', 'files.tar'],
  ['docker', 'linux/amd64', 'docker.tar'],
])('outputs of type=%s go with images', async (type, asked, dest) => {
  const path = join(bench.job.temp, dest);
  const { code, log, outputs } = await bench.step(
    { context: context(), platforms: asked, images: 'acme/app', outputs: `type=${type},dest=${path}` },
    { env: environmentOf(push('dev')) },
  );
  expect(code, log).toBe(0);
  expect(outputs['names']).toBe('docker.io/acme/app:dev');
  expect(existsSync(path)).toBe(true);
});

it('an image that is loaded has the names and the labels', async () => {
  const name = `acme/${uniqueName('names')}`;
  const { code, log } = await bench.step(
    { context: context(), images: name, load: 'true' },
    { env: environmentOf(push('my/branch')) },
  );
  expect(code, log).toBe(0);
  const labels = await output(
    'docker',
    'image',
    'inspect',
    '--format',
    '{{json .Config.Labels}}',
    `${name}:my-branch`,
  );
  expect(JSON.parse(labels)).toMatchObject(described('my-branch'));
  await output('docker', 'image', 'rm', `${name}:my-branch`);
});

describe('jobs with a platform each', () => {
  it('stage without names, and the merge names and annotates the index by the same event', async () => {
    const repository = `${registry}/acme/${uniqueName('names')}`;
    const env = environmentOf(pushTag('v2.0.0'));
    const naming = { images: repository, tags: rules, flavor: 'suffix=-alpine,onlatest=true' };
    const legs = await Promise.all(
      platforms
        .split(',')
        .map((platform) =>
          bench.step(
            { ...naming, context: context(), platforms: platform, push: 'true', shard: 'true' },
            { env },
          ),
        ),
    );
    for (const { code, log, outputs } of legs) {
      expect(code, log).toBe(0);
      expect(outputs['names']).toBeUndefined();
    }
    expect(await tagsOf(repository)).toEqual([]);
    const shards = Object.fromEntries(legs.map(({ outputs }, n) => [`shard-${n}`, outputs['shard'] ?? '']));
    const own = Object.fromEntries(
      Object.entries(toolchain).filter(([input]) => input.startsWith('buildx-')),
    );
    const { code, log, outputs } = await bench.job.step({
      action: 'merge',
      env: { ...env, DOCKER_HOST: 'unix:///nowhere/docker.sock' },
      inputs: { ...own, ...naming, shards: JSON.stringify(shards) },
    });
    expect(code, log).toBe(0);
    expect(outputs['version']).toBe('2.0.0-alpine');
    expect((await tagsOf(repository)).toSorted()).toEqual(['2.0-alpine', '2.0.0-alpine', 'latest-alpine']);
    const index = await served(`${repository}:2.0-alpine`);
    expect(index.digest).toBe(outputs['digest']);
    expect(index.document).toMatchObject({ annotations: described('2.0.0-alpine') });
  });
});
