import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { uniqueName } from '../harness/step.ts';
import {
  craneDigest,
  errorOf,
  makeContext,
  openWorkbench,
  output,
  registry,
  scratchContext,
  served,
  tagsOf,
  type Workbench,
} from './lab.ts';

let bench: Workbench;
beforeAll(async () => {
  bench = await openWorkbench();
});
afterAll(() => bench?.end());

const newTag = (): string => `${registry}/bad/${uniqueName('b')}:1`;

interface Refused {
  readonly files?: Readonly<Record<string, string>>;
  readonly inputs: Readonly<Record<string, string>>;
  /** What the runner hands over besides, as it does with an input that action.yml does not declare. */
  readonly env?: Readonly<Record<string, string>>;
  readonly error: RegExp;
}

const scratch = { Dockerfile: 'FROM scratch\nCOPY file /\n', file: '' };

const refused: readonly (readonly [string, Refused])[] = [
  [
    'a target that is missing',
    { inputs: { target: 'nope' }, error: /title=build-failed.*nope.* could not be found[\s\S]*'target'/ },
  ],
  [
    'a .dockerignore that excludes everything',
    {
      files: { ...scratch, '.dockerignore': '*\n' },
      inputs: {},
      error: /title=build-failed,file=[^,]*Dockerfile,line=2::.*"\/file": not found[\s\S]*\.dockerignore/,
    },
  ],
  [
    'a platform that the base image lacks',
    {
      files: { Dockerfile: 'FROM busybox\n' },
      inputs: { platforms: 'linux/amd64,linux/loong64' },
      error:
        /title=build-failed,file=[^,]*Dockerfile,line=1::.*busybox.*no match for platform[\s\S]*'platforms'/,
    },
  ],
  ['a Dockerfile that is missing', { files: { file: '' }, inputs: {}, error: /Dockerfile/ }],
  [
    "a 'file' that is missing",
    { inputs: { file: 'absent.Dockerfile' }, error: /'file'.*absent\.Dockerfile/ },
  ],
  ['a context that is missing', { inputs: { context: 'absent' }, error: /'context'.*absent/ }],
  ['a context that is a file', { inputs: { context: 'file' }, error: /'context'.*file/ }],
  [
    'a Dockerfile that cannot be parsed',
    {
      files: { Dockerfile: 'FROM scratch\nRUNS x\n' },
      inputs: {},
      error: /Dockerfile,line=2::.*unknown instruction: RUNS/,
    },
  ],
  [
    'an entitlement that an existing builder does not grant',
    {
      inputs: { allow: 'security.insecure' },
      error: /entitlement security\.insecure is not allowed[\s\S]*'builder'/,
    },
  ],
  [
    'a Git reference with a blank',
    { inputs: { context: 'https://github.com/acme/app.git#my branch' }, error: /'context'.*my branch/ },
  ],
  ['an operating system alone', { inputs: { platforms: 'linux' }, error: /'platforms'.*'linux'/ }],
  ['a host that is no host', { inputs: { 'add-hosts': 'db' }, error: /'add-hosts'.*db/ }],
  [
    'a host with an address that is none',
    { inputs: { 'add-hosts': 'db:nowhere' }, error: /add-hosts.*nowhere|nowhere/ },
  ],
  ['a cache of an unknown kind', { inputs: { 'cache-to': 'type=bogus' }, error: /cache-to.*bogus|bogus/ }],
  [
    'an index annotation where there is no index',
    {
      inputs: { annotations: 'index:a=b', provenance: 'false', platforms: 'linux/amd64' },
      error: /'annotations'.*'index:a=b'/,
    },
  ],
  [
    'a secret file that is missing',
    { inputs: { 'secret-files': 'npm=absent/.npmrc' }, error: /'secret-files'.*absent\/\.npmrc/ },
  ],
  [
    'an SSH key that is missing',
    { inputs: { ssh: 'default=absent/id_rsa' }, error: /'ssh'.*absent\/id_rsa/ },
  ],
  [
    'a loaded image of two platforms',
    { inputs: { push: 'false', load: 'true', platforms: 'linux/amd64,linux/arm64' }, error: /'load'/ },
  ],
  ['a push without tags', { inputs: { tags: '' }, error: /'tags'/ }],
  ['a repository with capitals', { inputs: { tags: `${registry}/Bad/App:1` }, error: /'tags'.*Bad\/App/ }],
  [
    'a builder that is not there',
    { inputs: { builder: 'nobody' }, error: /title=builder-missing::.*'nobody'/ },
  ],
  [
    'a builder of the docker driver',
    {
      inputs: { builder: 'default', platforms: 'linux/amd64,linux/arm64' },
      error: /title=build-failed::.*docker driver[\s\S]*'builder'/,
    },
  ],
  [
    'a cache export that the driver cannot do',
    {
      inputs: { builder: 'default', 'cache-to': 'type=local,dest=cache' },
      error: /Cache export is not supported[\s\S]*'cache-to'/,
    },
  ],
  [
    'an exporter whose push is set to nothing, which BuildKit takes for true',
    {
      inputs: { push: 'false', outputs: `type=image,name=${registry}/bad/past:1,push=` },
      error: /'outputs'.*push=' would publish the image without verifying it/,
    },
  ],
  [
    'an input of another action that would have changed what is done',
    {
      inputs: {},
      env: { INPUT_PLATFORM: 'linux/arm64' },
      error: /'platform': this action has no input of that name/,
    },
  ],
  [
    'a secret of several lines without quotes',
    {
      inputs: { secrets: `JWT_KEY=${'Ab1+'.repeat(19)}\nsecretword==` },
      error: /^(?![\s\S]*(?:Ab1|secretword|JWT_KEY))[\s\S]*'secrets': line 2 /,
    },
  ],
  [
    'a name that means an official image',
    { inputs: { tags: 'app:1.0' }, error: /'tags'.*'app:1\.0' means 'docker\.io\/library\/app'/ },
  ],
  [
    'an exporter that is unknown',
    { inputs: { push: 'false', tags: '', outputs: 'type=bogus' }, error: /bogus/ },
  ],
];

it.concurrent.each(refused)(
  '%s is refused, and nothing is tagged',
  async (_, { files = scratch, inputs, env = {}, error }) => {
    const tag = newTag();
    const workspace = makeContext(files);
    const result = await bench.step(
      { context: '.', platforms: 'linux/amd64', tags: tag, push: 'true', ...inputs },
      { workspace, env },
    );
    expect(result.code, result.log).toBe(1);
    expect(errorOf(result.log)).toMatch(error);
    expect(errorOf(result.log)).toContain('Published: nothing.');
    expect(result.outputs).toEqual({});
    expect(await tagsOf(tag.slice(0, -2))).toEqual([]);
  },
);

it('a cache in the place of the image is refused, and nothing is tagged', async () => {
  const tag = newTag();
  const result = await bench.step({
    context: scratchContext(),
    tags: tag,
    push: 'true',
    'cache-to': `type=registry,ref=${tag},mode=max`,
  });
  expect(result.code, result.log).toBe(1);
  expect(errorOf(result.log)).toContain(`'cache-to': '${tag}' is one of 'tags'`);
  expect(await tagsOf(tag.slice(0, -2))).toEqual([]);
});

interface Config {
  readonly config: { readonly Labels?: Record<string, string>; readonly Env?: readonly string[] };
}

async function configOf(tag: string, platform: string): Promise<Config['config']> {
  return (JSON.parse(await output('crane', 'config', '--platform', platform, tag)) as Config).config;
}

describe('odd but right', () => {
  it('lists with byte order mark, carriage returns, empty lines and a comma at the end', async () => {
    const tag = newTag();
    const result = await bench.step({
      context: scratchContext(),
      platforms: '\uFEFFLINUX/AMD64,\r\n\r\n aarch64 ,\r\n',
      tags: `\uFEFF${tag}\r\n`,
      push: 'true',
    });
    expect(result.code, result.log).toBe(0);
    expect(result.outputs['platforms']).toBe('linux/amd64,linux/arm64');
    expect(await craneDigest(tag)).toBe(result.outputs['digest']);
  });

  it('labels and build-args with commas, quotes, equals signs, JSON and several lines', async () => {
    const tag = newTag();
    const json = '{"a": [1, "two, three"], "b=c": "d"}';
    const result = await bench.step({
      context: makeContext({
        Dockerfile: 'FROM scratch\nARG TEXT\nARG KEYS\nENV TEXT=$TEXT KEYS=$KEYS\nCOPY Dockerfile /\n',
      }),
      platforms: 'linux/amd64',
      tags: tag,
      push: 'true',
      labels: `com.example.json=${json}\ncom.example.list=a,b, c\ncom.example.quote=say "hi"`,
      'build-args': 'KEYS=-----BEGIN,x=y-----\nTEXT=$HOME `id` "quoted", and more',
    });
    expect(result.code, result.log).toBe(0);
    const config = await configOf(tag, 'linux/amd64');
    expect(config.Labels).toMatchObject({
      'com.example.json': json,
      'com.example.list': 'a,b, c',
      'com.example.quote': 'say "hi"',
    });
    expect(config.Env).toContain('TEXT=$HOME `id` "quoted", and more');
    expect(config.Env).toContain('KEYS=-----BEGIN,x=y-----');
  });

  it('what shapes the image reaches the one that is published', async () => {
    const tag = newTag();
    const result = await bench.step({
      context: scratchContext(),
      platforms: 'linux/amd64',
      provenance: 'false',
      tags: tag,
      push: 'true',
      outputs:
        'type=image,compression=zstd,compression-level=9,force-compression=true,oci-mediatypes=true,oci-artifact=false,prefer-nondist-layers=false,rewrite-timestamp=true,source-date-epoch=1700000000',
    });
    expect(result.code, result.log).toBe(0);
    const { document, digest } = await served(tag);
    expect(document.layers?.map(({ mediaType }) => mediaType)).toEqual([
      'application/vnd.oci.image.layer.v1.tar+zstd',
    ]);
    expect(result.outputs['digest']).toBe(digest);
  });

  it('what shapes the image is taken without a push, too', async () => {
    const inputs = { context: scratchContext(), platforms: 'linux/amd64', provenance: 'false' };
    const plain = await bench.step(inputs);
    const shaped = await bench.step({
      ...inputs,
      outputs:
        'type=image,compression=uncompressed,force-compression=true,oci-mediatypes=false,oci-artifact=false,prefer-nondist-layers=false,rewrite-timestamp=true,source-date-epoch=1700000000',
    });
    expect(plain.code, plain.log).toBe(0);
    expect(shaped.code, shaped.log).toBe(0);
    expect(shaped.outputs['manifests']).toContain('application/vnd.docker.distribution.manifest.v2+json');
    expect(shaped.outputs['digest']).not.toBe(plain.outputs['digest']);
  });

  it('a run without secrets builds what it does not push', async () => {
    const result = await bench.step({
      context: makeContext({
        Dockerfile: 'FROM busybox\nRUN --mount=type=secret,id=npm test ! -e /run/secrets/npm\n',
      }),
      platforms: 'linux/amd64',
      tags: newTag(),
      registry: 'ghcr.io',
      username: '',
      password: '',
      secrets: 'npm=',
    });
    expect(result.code, result.log).toBe(0);
    expect(result.log).toMatch(
      /::warning::'registry': 'ghcr\.io' is set, but 'username' and 'password' are empty/,
    );
    expect(result.log).toMatch(/::warning::'secrets': the secret on line 1 is empty/);
  });

  it('blanks at the end of a secret are a part of it', async () => {
    const result = await bench.step({
      context: makeContext({
        Dockerfile:
          'FROM busybox\nRUN --mount=type=secret,id=a test "$(cat /run/secrets/a; echo .)" = "two blanks  ."\n',
      }),
      platforms: 'linux/amd64',
      secrets: 'a=two blanks  \nb=other',
    });
    expect(result.code, result.log).toBe(0);
  });

  it('a repository without a tag is tagged latest', async () => {
    const repository = newTag().slice(0, -2);
    const result = await bench.step({
      context: scratchContext(),
      platforms: 'linux/amd64',
      tags: repository,
      push: 'true',
    });
    expect(result.code, result.log).toBe(0);
    expect(result.outputs['tags']).toBe(`${repository}:latest`);
    expect(await tagsOf(repository)).toEqual(['latest']);
  });

  it('paths with spaces, commas, quotes and letters of all kinds', async () => {
    const folder = 'wörk "späce", 工作';
    const workspace = makeContext({
      [`${folder}/mein Kontext/datei, eins`]: 'x',
      [`${folder}/Docker file`]: 'FROM scratch\nCOPY . /\n',
    });
    const tag = newTag();
    const result = await bench.step(
      {
        context: 'mein Kontext',
        file: 'Docker file',
        platforms: 'linux/amd64',
        tags: tag,
        push: 'true',
      },
      { workspace: join(workspace, folder) },
    );
    expect(result.code, result.log).toBe(0);
    const files = await output('sh', '-c', `crane export ${tag} - | tar -t`);
    expect(files).toContain('datei, eins');
    const local = await bench.step(
      {
        context: 'mein Kontext',
        file: 'Docker file',
        platforms: 'linux/amd64',
        outputs: 'type=oci,"dest=a, b.tar"',
      },
      { workspace: join(workspace, folder) },
    );
    expect(local.code, local.log).toBe(0);
    expect(existsSync(join(workspace, folder, 'a, b.tar'))).toBe(true);
  });
});

it('a builder whose container is gone is started again', async () => {
  await output('docker', 'rm', '--force', `buildx_buildkit_${bench.builder}0`);
  const tag = newTag();
  const result = await bench.step({
    context: scratchContext(),
    platforms: 'linux/amd64',
    tags: tag,
    push: 'true',
  });
  expect(result.code, result.log).toBe(0);
  expect(await craneDigest(tag)).toBe(result.outputs['digest']);
});
