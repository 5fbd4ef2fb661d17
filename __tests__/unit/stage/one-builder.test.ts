import { describe, expect, it } from 'vitest';
import { ActionError } from '../../../src/errors.ts';
import { parseCsv } from '../../../src/oci/csv.ts';
import { digestOf } from '../../../src/oci/digest.ts';
import type { Platform } from '../../../src/oci/platform.ts';
import { formatTag, type Tag } from '../../../src/oci/reference.ts';
import { Ledger } from '../../../src/session/ledger.ts';
import {
  buildRequest,
  type StageInputs,
  stageOnBuilder as stage,
  stagingTarget,
} from '../../../src/stage/one-builder.ts';
import {
  type Answer,
  environmentOf,
  memoryFiles,
  plainBuild,
  readySession,
  scriptedProcesses,
} from '../fakes.ts';

const platforms: readonly Platform[] = [
  { os: 'linux', architecture: 'amd64' },
  { os: 'linux', architecture: 'arm64' },
];
const [app, copy] = ['ghcr.io/acme/app', 'docker.io/acme/app'];

function tag(repository: string, name: string): Tag {
  return { registry: repository.split('/')[0] ?? '', repository, tag: name };
}

const tags = [tag(app, '1'), tag(app, 'latest'), tag(copy, '1')];
const inputs: StageInputs = {
  source: { context: '.', remote: false, file: null, target: null, dockerfile: 'Dockerfile' },
  build: { ...plainBuild, noCache: true },
  secrets: [],
  githubToken: null,
  tags,
  push: true,
  publish: 'staged',
  imageAttributes: [],
};
const digest = digestOf('built');
const metadata = JSON.stringify({ 'containerimage.digest': digest });
const failed: Answer = {
  code: 1,
  stderr: 'ERROR: failed to build: failed to solve: failed to push x: denied: requested access is denied',
};

interface Scripted {
  /** buildx's metadata file; null: the build fails. */
  readonly written?: string | null;
  /** What the registry answers for a tag. */
  readonly served?: (reference: string) => Answer;
  readonly retries?: number;
}

async function staging(changes: Partial<StageInputs>, { written = metadata, served, retries = 0 }: Scripted) {
  const files: Record<string, string> = {};
  const processes = scriptedProcesses((command) => {
    if (command[1] === 'imagetools') {
      return served?.(command.at(-1) ?? '') ?? {};
    }
    if (written === null) {
      return failed;
    }
    files['/temp/step/metadata.json'] = written;
    return {};
  });
  const session = readySession(platforms, {
    processes,
    files: memoryFiles(files),
    folder: '/temp/step',
    retries,
  });
  const ledger = new Ledger();
  const outcome: unknown = await stage({ ...inputs, ...changes }, ledger, session).catch(
    (error: unknown) => error,
  );
  const builds = processes.calls.filter(([, command]) => command === 'build');
  const read = processes.calls.filter(([, command]) => command === 'imagetools').map((call) => call.at(-1));
  return { outcome, ledger, builds, read };
}

const optionOf = (call: readonly string[] | undefined, name: string): string =>
  call?.[call.indexOf(name) + 1] ?? '';

describe('a staged push', () => {
  it('goes to each repository once, by digest, without a tag', async () => {
    const { outcome, ledger, builds, read } = await staging({}, {});
    const repositories = [app, copy];
    expect(outcome).toEqual({ target: { kind: 'repositories', repositories }, digest });
    expect(builds).toHaveLength(1);
    expect(parseCsv(optionOf(builds[0], '--output'))).toEqual([
      'type=image',
      `name=${app},${copy}`,
      'push-by-digest=true',
      'name-canonical=true',
      'push=true',
    ]);
    expect(optionOf(builds[0], '--platform')).toBe('linux/amd64,linux/arm64');
    expect(ledger.publication).toEqual({ kind: 'untagged', digest, repositories });
    expect(ledger.facts).toMatchObject({ metadata, tags: [] });
    expect(read).toEqual([]);
  });

  it('that failed has published nothing, and reads no tag', async () => {
    const { outcome, ledger, read } = await staging({}, { written: null });
    expect(outcome).toMatchObject({ code: 'registry-denied' });
    expect(ledger.publication).toEqual({ kind: 'nothing' });
    expect(ledger.facts.metadata).toBeNull();
    expect(read).toEqual([]);
  });
});

describe('a direct push', () => {
  const direct = { publish: 'direct' } as const;

  it('moves the tags itself, and says what they point at before anything is verified', async () => {
    const { outcome, ledger, builds, read } = await staging(direct, { served: () => ({ stdout: 'moved' }) });
    expect(outcome).toEqual({ target: { kind: 'repositories', repositories: [app, copy] }, digest });
    expect(parseCsv(optionOf(builds[0], '--output'))).toEqual([
      'type=image',
      `name=${tags.map(formatTag).join(',')}`,
      'push=true',
    ]);
    expect(ledger.publication).toEqual({
      kind: 'direct',
      tags: tags.map((tag) => ({ tag, serves: digestOf('moved') })),
    });
    expect(ledger.facts).toMatchObject({ metadata, tags: [] });
    expect(read).toEqual(tags.map(formatTag));
  });

  it('that broke off says what each of the tags points at', async () => {
    const { outcome, ledger, read } = await staging(direct, {
      written: null,
      served: (reference) => {
        if (reference === `${app}:1`) {
          return { stdout: 'moved' };
        }
        return reference === `${app}:latest`
          ? { code: 1, stderr: `ERROR: ${app}:latest: not found` }
          : { code: 1, stderr: 'ERROR: failed to authorize: denied' };
      },
    });
    expect(outcome).toMatchObject({ code: 'registry-denied', message: expect.stringContaining('The build') });
    expect(read).toEqual(tags.map(formatTag));
    expect(ledger.publication).toEqual({
      kind: 'direct',
      tags: [
        { tag: tags[0], serves: digestOf('moved') },
        { tag: tags[1], serves: 'nothing' },
        { tag: tags[2], serves: 'unknown: the registry does not answer' },
      ],
    });
    expect(ledger.facts.tags).toEqual([]);
  });

  it('whose metadata cannot be read has moved tags too', async () => {
    const { outcome, ledger } = await staging(direct, {
      written: '{"containerimage.digest":"sha256:abc"}',
      served: () => ({ stdout: 'moved' }),
    });
    expect(outcome).toMatchObject({ code: 'build-misconfigured' });
    const serves = digestOf('moved');
    expect(ledger.publication).toEqual({
      kind: 'direct',
      tags: tags.map((each) => ({ tag: each, serves })),
    });
  });

  it('that is stopped looks once at each tag, with time of its own', async () => {
    const stopped = new ActionError('cancelled', 'The job was cancelled.');
    const control = new AbortController();
    const processes = scriptedProcesses((command) => {
      if (command[1] === 'imagetools') {
        return { code: 1, stderr: 'ERROR: x: 503 toomanyrequests' };
      }
      control.abort(stopped);
      return Promise.reject(stopped);
    });
    const session = readySession(platforms, {
      processes,
      files: memoryFiles({}),
      signal: control.signal,
      retries: 5,
    });
    const ledger = new Ledger();
    await expect(stage({ ...inputs, ...direct }, ledger, session)).rejects.toBe(stopped);
    expect(processes.calls.filter(([, command]) => command === 'imagetools')).toHaveLength(tags.length);
    expect(ledger.publication).toEqual({
      kind: 'direct',
      tags: tags.map((each) => ({ tag: each, serves: 'unknown: the registry does not answer' })),
    });
  });
});

describe('without a push', () => {
  it.each(['staged', 'direct'] as const)(
    'the image lies in a layout, and nothing is public: %s',
    async (publish) => {
      const { outcome, ledger, builds } = await staging({ push: false, publish }, {});
      expect(outcome).toEqual({ target: { kind: 'layout', directory: '/temp/step/layout' }, digest });
      expect(parseCsv(optionOf(builds[0], '--output'))).toEqual([
        'type=oci',
        'tar=false',
        'dest=/temp/step/layout',
      ]);
      expect(ledger.publication).toEqual({ kind: 'nothing' });
      expect(ledger.facts.metadata).toBe(metadata);
    },
  );

  it.each(['staged', 'direct'] as const)('a failure reads no tag: %s', async (publish) => {
    const { ledger, read } = await staging({ push: false, publish }, { written: null });
    expect(read).toEqual([]);
    expect(ledger.publication).toEqual({ kind: 'nothing' });
  });
});

it.each<[name: string, changes: Partial<StageInputs>]>([
  ['a staged push', {}],
  ['a layout', { push: false }],
])('refuses to go on without a digest: %s', async (_, changes) => {
  const written = '{"buildx.build.ref":"x"}';
  const { outcome, ledger } = await staging(changes, { written });
  expect(outcome).toMatchObject({
    code: 'build-misconfigured',
    message: expect.stringContaining('reported no digest'),
  });
  expect(ledger.publication).toEqual({ kind: 'nothing' });
  expect(ledger.facts.metadata).toBe(written);
});

describe('stagingTarget', () => {
  it.each<[name: string, push: boolean, of: readonly Tag[], expected: unknown]>([
    ['one repository', true, tags.slice(0, 2), { kind: 'repositories', repositories: [app] }],
    [
      'each repository once, in the order of the tags',
      true,
      [tag(copy, '1'), tag(app, '1'), tag(copy, '2')],
      { kind: 'repositories', repositories: [copy, app] },
    ],
    ['tags that are not pushed', false, tags, { kind: 'layout', directory: '/temp/step/layout' }],
    ['no tags', false, [], { kind: 'layout', directory: '/temp/step/layout' }],
  ])('%s', (_, push, of, expected) => {
    expect(stagingTarget({ push, tags: of }, '/temp/step')).toEqual(expected);
  });
});

describe('buildRequest', () => {
  const remote = { ...inputs.source, context: 'https://ghe.acme.io/a/b.git#main', remote: true };
  const destination = { kind: 'daemon', tags: [] } as const;

  async function requesting(changes: Partial<StageInputs>, variables: Record<string, string> = {}) {
    const files: Record<string, string> = {};
    const session = readySession(platforms, {
      files: memoryFiles(files),
      folder: '/temp/step',
      environment: environmentOf({ variables }),
    });
    return { request: await buildRequest({ ...inputs, ...changes }, destination, session), files };
  }

  it('asks the builder of the session for the platforms of the session', async () => {
    const { request, files } = await requesting({});
    expect(request).toEqual({
      builder: 'fake',
      source: inputs.source,
      platforms,
      options: inputs.build,
      secrets: [],
      destination,
      metadataFile: '/temp/step/metadata.json',
      reuseCache: false,
    });
    expect(files).toEqual({});
  });

  it("gives BuildKit the token for the workflow's own repository, behind the secrets of the user", async () => {
    const { request, files } = await requesting(
      {
        source: remote,
        githubToken: 'ghs_x',
        secrets: [{ id: 'npm', from: { kind: 'environment', name: 'NPM_TOKEN' } }],
      },
      { GITHUB_SERVER_URL: 'https://ghe.acme.io', GITHUB_REPOSITORY: 'a/b' },
    );
    expect(request.secrets).toEqual([
      'id=npm,env=NPM_TOKEN',
      'id=GIT_AUTH_TOKEN.ghe.acme.io,src=/temp/step/secret-1',
    ]);
    expect(files).toEqual({ '/temp/step/secret-1': 'ghs_x' });
  });

  it('takes github.com for the own server where the runner does not say', async () => {
    const context = 'https://github.com/a/b.git';
    const { request } = await requesting(
      { source: { ...remote, context }, githubToken: 'ghs_x' },
      { GITHUB_REPOSITORY: 'a/b' },
    );
    expect(request.secrets).toEqual(['id=GIT_AUTH_TOKEN.github.com,src=/temp/step/secret-0']);
  });

  it.each<[name: string, changes: Partial<StageInputs>]>([
    ['a context of another server', { source: remote, githubToken: 'ghs_x' }],
    [
      'a directory, even if it is named like a URL',
      { source: { ...remote, context: 'https://me:x@github.com/a/b', remote: false }, githubToken: 'ghs_x' },
    ],
    ['no token', { source: { ...remote, context: 'https://github.com/a/b.git' } }],
  ])('gives no token for %s', async (_, changes) => {
    const { request, files } = await requesting(changes);
    expect(request.secrets).toEqual([]);
    expect(files).toEqual({});
  });
});
