// action.yml, the code and the documentation say the same.
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { actionFolders, generated } from '../../scripts/docs.ts';
import { errorCodes } from '../../src/errors.ts';
import { type ImageInputName, imageTable } from '../../src/inputs/image.ts';
import { servedDigestOf } from '../../src/oci/digest.ts';
import { outputsOf } from '../../src/report/outputs.ts';
import { type Given, type Machine, read } from '../unit/inputs/reading.ts';
import { action, readProject, root, sourceFiles } from './project.ts';

describe('what npm run docs writes', async () => {
  const files = await generated(root);

  it.each([...files])('%s is as it was written', (path, text) => {
    expect(readProject(path)).toBe(text);
  });

  it('has the types of every action', () => {
    const types = [...files.keys()].filter((path) => path.endsWith('action-types.yml'));
    expect(types).toHaveLength(actionFolders(root).length);
  });

  it.each<[name: string, type: object]>([
    ['push', { type: 'boolean' }],
    ['retries', { type: 'integer' }],
    ['publish', { type: 'enum', 'allowed-values': ['staged', 'direct'] }],
    ['platforms', { type: 'list', separator: ',', 'list-item': { type: 'string' } }],
    ['build-args', { type: 'list', separator: '\n', 'list-item': { type: 'string' } }],
    ['context', { type: 'string' }],
  ])('%s has its type', (name, type) => {
    const document = parse(files.get('action-types.yml') ?? '') as { inputs: Record<string, object> };
    expect(document.inputs[name]).toEqual(type);
  });

  it('gives every boolean default the type of one', () => {
    const document = parse(files.get('action-types.yml') ?? '') as {
      inputs: Record<string, { type: string }>;
    };
    const flags = Object.entries(action.inputs).filter(([, input]) =>
      /^(true|false)$/.test(input.default ?? ''),
    );
    expect(flags.length).toBeGreaterThan(4);
    for (const [name] of flags.filter(([flag]) => flag !== 'shard')) {
      expect(document.inputs[name]?.type, name).toBe('boolean');
    }
  });
});

const inputNames = Object.keys(imageTable.defaults) as ImageInputName[];

describe('the inputs', () => {
  it('are those that the code knows, in the same order', () => {
    expect(Object.keys(action.inputs)).toEqual(inputNames);
  });

  const login = { username: 'robot', password: 'password' };
  /** Another value for each input, and what it needs beside it. A new input without a row is a type error. */
  const changes: Readonly<Record<ImageInputName, Given>> = {
    context: { context: 'lib' },
    file: { file: 'other/Dockerfile' },
    target: { target: 'release' },
    platforms: { platforms: 'linux/s390x' },
    images: { images: 'acme/app' },
    tags: { tags: 'acme/app:2' },
    flavor: { images: 'acme/app', tags: 'type=raw,v1', flavor: 'latest=true' },
    push: { push: 'true', tags: 'acme/app:1' },
    load: { load: 'true' },
    outputs: { outputs: 'type=oci,dest=image.tar' },
    call: { call: 'check' },
    'build-args': { 'build-args': 'A=1' },
    'build-contexts': { 'build-contexts': 'lib=https://example.com/lib.git' },
    secrets: { secrets: 'id=value' },
    'secret-envs': { 'secret-envs': 'id=TOKEN' },
    'secret-files': { 'secret-files': 'id=key' },
    ssh: { ssh: 'default=key' },
    labels: { labels: 'a=b' },
    annotations: { annotations: 'a=b' },
    attests: { attests: 'type=sbom' },
    provenance: { provenance: 'false' },
    sbom: { sbom: 'true' },
    'no-cache': { 'no-cache': 'true' },
    'no-cache-filters': { 'no-cache-filters': 'build' },
    pull: { pull: 'true' },
    cache: { tags: 'acme/app:1', cache: 'registry' },
    'cache-from': { 'cache-from': 'type=gha' },
    'cache-to': { 'cache-to': 'type=gha' },
    'add-hosts': { 'add-hosts': 'db:127.0.0.1' },
    allow: { allow: 'network.host' },
    network: { network: 'none' },
    'shm-size': { 'shm-size': '128m' },
    ulimit: { ulimit: 'nofile=1024:1024' },
    'cgroup-parent': { 'cgroup-parent': 'builds' },
    'github-token': { 'github-token': 'token' },
    registry: { registry: 'ghcr.io', ...login },
    username: { ...login, username: 'other' },
    password: { ...login, password: 'other' },
    'registry-auth': { 'registry-auth': '- username: robot\n  password: pass' },
    publish: { publish: 'direct' },
    'tag-guard': { 'tag-guard': 'none' },
    shard: { shard: 'true', push: 'true', tags: 'acme/app:1' },
    'verify-binaries': { 'verify-binaries': 'none' },
    'smoke-test': { 'smoke-test': 'true' },
    retries: { retries: '0' },
    timeout: { timeout: '45m' },
    emulation: { emulation: 'none' },
    'binfmt-image': { 'binfmt-image': 'acme/binfmt:1' },
    'buildx-version': { 'buildx-version': 'runner' },
    'buildx-sha256': { 'buildx-sha256': 'a'.repeat(64) },
    'buildx-mirror': { 'buildx-mirror': 'https://mirror.example.com/buildx' },
    driver: { driver: 'kubernetes' },
    nodes: { nodes: '- endpoint: arm\n  platforms: arm64\n- endpoint: amd' },
    endpoint: { endpoint: 'arm' },
    'driver-opts': { 'driver-opts': 'memory=2g' },
    'buildkitd-flags': { 'buildkitd-flags': '--debug' },
    'buildkit-image': { 'buildkit-image': 'acme/buildkit:1' },
    'buildkitd-config': { 'buildkitd-config': 'buildkitd.toml' },
    'buildkitd-config-inline': { 'buildkitd-config-inline': 'debug = true' },
    builder: { builder: 'mine' },
    cleanup: { cleanup: 'false' },
    summary: { summary: 'false' },
  };
  const machine: Machine = {
    variables: { TOKEN: 'token' },
    files: {
      '/work/lib': 'directory',
      '/work/lib/Dockerfile': 'file',
      '/work/other/Dockerfile': 'file',
      '/work/key': 'file',
      '/work/buildkitd.toml': 'file',
    },
  };
  it.each(inputNames)('%s changes what is read', async (name) => {
    const change = changes[name];
    const { [name]: own, ...needed } = change;
    expect(own).toBeDefined();
    const base = name === 'username' || name === 'password' ? login : needed;
    const [without, changed] = await Promise.all([read(base, machine), read(change, machine)]);
    expect(changed).not.toEqual(without);
  });

  it('reach the stages: each property that is read is used outside src/inputs', async () => {
    const all = await Promise.all(Object.values(changes).map((given) => read(given, machine)));
    const names = new Set(all.flatMap(({ inputs }) => propertiesOf(inputs)));
    const outside = sourceFiles
      .filter((path) => !path.startsWith('src/inputs/'))
      .map(readProject)
      .join('\n');
    expect(names.size).toBeGreaterThan(30);
    const unused = [...names].filter((name) => !new RegExp(`(\\.|[{,]\\s*)${name}\\b`).test(outside));
    expect(unused).toEqual([]);
  });
});

/** The names of an object's properties, and of those of the objects in it. */
function propertiesOf(value: unknown): readonly string[] {
  if (Array.isArray(value)) {
    return value.flatMap(propertiesOf);
  }
  return typeof value === 'object' && value !== null
    ? Object.entries(value).flatMap(([name, inner]) => [name, ...propertiesOf(inner)])
    : [];
}

describe('the outputs', () => {
  it('are those that a step can set', () => {
    const digest = servedDigestOf(Buffer.of());
    const platform = { os: 'linux', architecture: 'amd64' };
    const image = { platform, digest, size: 1, mediaType: 'm', attestation: null };
    const set = outputsOf({
      setUp: null,
      verified: { digest, images: [image], binaries: [], downloads: [], checks: [] },
      repository: 'acme.test/app',
      tags: [{ registry: 'acme.test', repository: 'acme.test/app', tag: '1' }],
      names: [{ registry: 'acme.test', repository: 'acme.test/app', tag: '1' }],
      version: '1',
      metadata: '{}',
      builder: 'b',
      shard: { text: '{}', file: '/shard.json' },
      phases: [],
      steps: [],
      legs: [],
    });
    expect(Object.keys(set).toSorted()).toEqual(Object.keys(action.outputs).toSorted());
  });
});

describe('the error codes', () => {
  it('are the headings of docs/errors.md', () => {
    const headings = [...readProject('docs/errors.md').matchAll(/^## (.*)$/gm)].map((match) => match[1]);
    expect(headings).toEqual([...errorCodes]);
  });

  it('are each thrown somewhere', () => {
    const texts = sourceFiles.filter((path) => path !== 'src/errors.ts').map(readProject);
    const unused = errorCodes.filter((code) => !texts.some((text) => text.includes(`'${code}'`)));
    expect(unused).toEqual([]);
  });
});
