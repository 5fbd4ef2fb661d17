import { describe, expect, it } from 'vitest';
import type { ImageInputs } from '../../../src/inputs/image.ts';
import { formatPlatform } from '../../../src/oci/platform.ts';
import { formatTag } from '../../../src/oci/reference.ts';
import { type Given, type Machine, read } from './reading.ts';

const app = 'ghcr.io/acme/app:1.0';

async function inputsOf(given: Given, machine?: Machine): Promise<ImageInputs> {
  return (await read(given, machine)).inputs;
}

describe('platforms', () => {
  it.each([
    ['commas', 'linux/amd64,linux/arm64', 'linux/amd64 linux/arm64'],
    ['newlines', 'linux/amd64\nlinux/arm64\n', 'linux/amd64 linux/arm64'],
    [
      'CRLF, commas, blank lines, a byte order mark',
      '\ufefflinux/amd64,\r\n\r\nlinux/arm64,\r\n',
      'linux/amd64 linux/arm64',
    ],
    ['literal quotes', '"linux/amd64,linux/arm64"', 'linux/amd64 linux/arm64'],
    ['quotes around each', '"linux/amd64","linux/arm64"', 'linux/amd64 linux/arm64'],
    ['a comment', '# both\nlinux/amd64', 'linux/amd64'],
    [
      'bare architectures',
      'arm64,x86_64,armhf,armel,i386',
      'linux/arm64 linux/amd64 linux/arm/v7 linux/arm/v6 linux/386',
    ],
    ['aliases', 'linux/aarch64,linux/amd64/v1,linux/arm/7', 'linux/arm64 linux/amd64 linux/arm/v7'],
    ['upper case', 'LINUX/AMD64', 'linux/amd64'],
    [
      'variants that differ',
      'linux/amd64,linux/amd64/v3,linux/arm/v6,linux/arm/v7',
      'linux/amd64 linux/amd64/v3 linux/arm/v6 linux/arm/v7',
    ],
    ['the order asked for', 'linux/s390x,linux/amd64', 'linux/s390x linux/amd64'],
    ['only commas, as an empty expression leaves', ',', 'linux/amd64 linux/arm64'],
  ])('takes %s', async (_, platforms, expected) => {
    const inputs = await inputsOf({ platforms });
    expect(inputs.platforms?.map(formatPlatform).join(' ')).toBe(expected);
  });

  it('leaves them to the daemon for load alone', async () => {
    expect((await inputsOf({ load: 'true' })).platforms).toBeNull();
    expect((await inputsOf({ load: 'true', platforms: 'arm64' })).platforms).toHaveLength(1);
    expect(await inputsOf({ load: 'true', push: 'true', tags: app, platforms: 'arm64' })).toMatchObject({
      push: true,
      load: true,
    });
  });
});

it.each([
  ['a short name', 'app', 'docker.io/library/app:latest'],
  [
    'several',
    'acme/app:1, ghcr.io/acme/app:1\nlocalhost:5000/app',
    'docker.io/acme/app:1 ghcr.io/acme/app:1 localhost:5000/app:latest',
  ],
  [
    'one name in two spellings',
    'app,docker.io/library/app:latest,index.docker.io/app',
    'docker.io/library/app:latest',
  ],
  ['literal quotes', '"acme/app:1,acme/app:2"', 'docker.io/acme/app:1 docker.io/acme/app:2'],
  ['two tags of one repository', 'app:1,app:2', 'docker.io/library/app:1 docker.io/library/app:2'],
  ['IPv6', '[::1]:5000/app:1', '[::1]:5000/app:1'],
])('tags: takes %s', async (_, tags, expected) => {
  expect((await inputsOf({ tags })).tags.map(formatTag).join(' ')).toBe(expected);
});

it('reads secrets of all three kinds, values untouched', async () => {
  const { secrets } = await inputsOf(
    {
      secrets: 'a={"x": "y,=z"}\n"pem=-----BEGIN-----\r\nabc==\n"\nGIT_AUTH_TOKEN=abc',
      'secret-envs': 'b=TOKEN,c=OTHER',
      'secret-files': 'd=./key.pem',
    },
    { variables: { TOKEN: 'x', OTHER: 'y' }, files: { '/work/key.pem': 'file' } },
  );
  expect(secrets).toEqual([
    { id: 'a', from: { kind: 'value', value: '{"x": "y,=z"}' } },
    { id: 'pem', from: { kind: 'value', value: '-----BEGIN-----\r\nabc==\n' } },
    { id: 'GIT_AUTH_TOKEN', from: { kind: 'value', value: 'abc' } },
    { id: 'b', from: { kind: 'environment', name: 'TOKEN' } },
    { id: 'c', from: { kind: 'environment', name: 'OTHER' } },
    { id: 'd', from: { kind: 'file', path: './key.pem' } },
  ]);
});

describe('source', () => {
  it.each<[string, Given, ImageInputs['source'], Machine?]>([
    [
      'the parent directory',
      { context: '..', file: 'Dockerfile' },
      { context: '..', remote: false, file: 'Dockerfile', target: null, dockerfile: 'Dockerfile' },
      { files: { '/': 'directory' } },
    ],
    [
      'an absolute directory',
      { context: '/src/app' },
      { context: '/src/app', remote: false, file: null, target: null, dockerfile: '/src/app/Dockerfile' },
      { files: { '/src/app': 'directory', '/src/app/Dockerfile': 'file' } },
    ],
    [
      'a lower-case dockerfile',
      {},
      { context: '.', remote: false, file: null, target: null, dockerfile: 'Dockerfile' },
      { files: { '/work/Dockerfile': null, '/work/dockerfile': 'file' } },
    ],
    [
      'a remote Dockerfile',
      { file: 'https://example.com/Dockerfile' },
      { context: '.', remote: false, file: 'https://example.com/Dockerfile', target: null, dockerfile: null },
    ],
    [
      'a target',
      { target: 'prod' },
      { context: '.', remote: false, file: null, target: 'prod', dockerfile: 'Dockerfile' },
    ],
    ...[
      'https://github.com/acme/app.git#main:sub',
      'https://user:pass@example.com/app.git',
      'git@github.com:acme/app.git',
      'ssh://git@github.com/acme/app.git#v1',
      'git://example.com/app.git',
      'github.com/acme/app',
      'https://example.com/context.tar.gz',
    ].map((context): [string, Given, ImageInputs['source']] => [
      context,
      { context, file: 'docker/Dockerfile' },
      { context, remote: true, file: 'docker/Dockerfile', target: null, dockerfile: null },
    ]),
    [
      'a directory with the name of a URL, as buildx prefers it',
      { context: 'github.com/acme' },
      {
        context: 'github.com/acme',
        remote: false,
        file: null,
        target: null,
        dockerfile: 'github.com/acme/Dockerfile',
      },
      { files: { '/work/github.com/acme': 'directory', '/work/github.com/acme/Dockerfile': 'file' } },
    ],
  ])('takes %s', async (_, given, expected, machine) => {
    expect((await inputsOf(given, machine)).source).toEqual(expected);
  });
});

describe('the rest', () => {
  it.each<[string, Given, Partial<ImageInputs>]>([
    [
      'booleans of the YAML core schema',
      { push: 'TRUE', tags: app, load: 'False', cleanup: 'false' },
      { push: true, load: false, cleanup: false },
    ],
    [
      'an exporter',
      { outputs: 'type=oci,dest=image.tar' },
      { outputs: [{ kind: 'archive', dest: 'image.tar', tar: true }] },
    ],
    [
      'an exporter with quotes',
      { outputs: 'type=image,"name=a,b"' },
      { outputs: [{ kind: 'exporter', output: 'type=image,"name=a,b"' }] },
    ],
    [
      'publishing directly, without retry',
      { publish: 'direct', retries: '0' },
      { publish: 'direct', retries: 0 },
    ],
    ['no verification of binaries', { 'verify-binaries': 'none' }, { verifyBinaries: 'none' }],
    ['all binaries', { 'verify-binaries': 'all' }, { verifyBinaries: { except: [] } }],
    [
      'all binaries but some',
      { 'verify-binaries': 'all\n!/usr/lib/grub\n!/app/**/prebuilds' },
      { verifyBinaries: { except: ['/usr/lib/grub', '/app/**/prebuilds'] } },
    ],
    [
      'paths to verify',
      { 'verify-binaries': '/app\n/usr/lib/x y.so' },
      { verifyBinaries: ['/app', '/usr/lib/x y.so'] },
    ],
    [
      'a shell command',
      { 'smoke-test': '[ -x /app ] && /app --version' },
      { smokeTest: '[ -x /app ] && /app --version' },
    ],
    ['a character class', { 'smoke-test': '[[ -x /app ]]' }, { smokeTest: '[[ -x /app ]]' }],
    ['an argument vector', { 'smoke-test': '["/app", "a b"]' }, { smokeTest: ['/app', 'a b'] }],
    [
      'a time',
      { timeout: '1h30m' },
      { timeouts: { whole: 5_400_000, phases: { setup: null, build: null, verify: null, publish: null } } },
    ],
    [
      'times of phases',
      { timeout: '45m\nbuild=90s\n publish = 1m30s' },
      {
        timeouts: { whole: 2_700_000, phases: { setup: null, build: 90_000, verify: null, publish: 90_000 } },
      },
    ],
    [
      'a login',
      { registry: 'ghcr.io', username: 'acme', password: 'pass' },
      { login: { registry: 'ghcr.io', username: 'acme', password: 'pass' } },
    ],
    [
      'a login to Docker Hub',
      { username: 'acme', password: 'pass' },
      { login: { registry: 'docker.io', username: 'acme', password: 'pass' } },
    ],
    [
      'Docker Hub by another name',
      { registry: 'registry-1.docker.io', username: 'acme', password: 'pass' },
      { login: { registry: 'docker.io', username: 'acme', password: 'pass' } },
    ],
    ['a token', { 'github-token': 'ghs_x' }, { githubToken: 'ghs_x' }],
    [
      'driver options',
      { 'driver-opts': 'network=host\n"env.no_proxy=a,b"\nmemory=1g,cpu-quota=1' },
      {
        builder: expect.objectContaining({
          nodes: [
            expect.objectContaining({
              driverOptions: ['network=host', '"env.no_proxy=a,b"', 'memory=1g', 'cpu-quota=1'],
            }),
          ],
        }),
      },
    ],
    ['an existing builder', { builder: 'mine' }, { builder: expect.objectContaining({ existing: 'mine' }) }],
    [
      'a configuration in the workflow',
      { 'buildkitd-config-inline': 'debug = true\n' },
      { builder: expect.objectContaining({ config: { inline: 'debug = true' } }) },
    ],
  ])('takes %s', async (_, given, expected) => {
    expect(await inputsOf(given)).toMatchObject(expected);
  });

  it.each([
    ['v0.37.1', 'v0.37.1'],
    ['0.37.1', 'v0.37.1'],
    ['v0.38.0-rc1', 'v0.38.0-rc1'],
    ['0.37', '0.37'],
    ['v0.37.x', 'v0.37.x'],
    ['^0.37', '^0.37'],
    ['~0.37.0', '~0.37.0'],
    ['>=0.33 <0.38', '>=0.33 <0.38'],
    ['v0.999', 'v0.999'],
    ['latest', 'latest'],
    ['runner', 'runner'],
  ])('buildx-version %s is %s', async (given, expected) => {
    expect((await inputsOf({ 'buildx-version': given })).buildx.version).toBe(expected);
  });

  it.each([
    ['a'.repeat(64), `sha256:${'a'.repeat(64)}`],
    [`sha256:${'B'.repeat(64)}`, `sha256:${'b'.repeat(64)}`],
  ])('buildx-sha256 %s', async (given, expected) => {
    expect((await inputsOf({ 'buildx-sha256': given })).buildx.sha256).toBe(expected);
  });

  it('drops slashes at the end of buildx-mirror', async () => {
    expect((await inputsOf({ 'buildx-mirror': 'https://x/y//' })).buildx.mirror).toBe('https://x/y');
  });

  it('freezes what it returns, to the leaves', async () => {
    const inputs = await inputsOf({ tags: app, 'build-args': 'A=1' });
    expect(
      [inputs, inputs.build, inputs.build.buildArgs, inputs.tags[0], inputs.timeouts.phases].every(
        Object.isFrozen,
      ),
    ).toBe(true);
  });
});
