import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { runAction } from '../../../src/actions/frame.ts';
import { imageAction, runImageStep } from '../../../src/actions/image.ts';
import { ActionError } from '../../../src/errors.ts';
import { parseShard } from '../../../src/fanout/shard.ts';
import { digestOf } from '../../../src/oci/digest.ts';
import type { Given } from '../inputs/reading.ts';
import {
  amd64,
  app,
  arm64,
  cancellation,
  cancelling,
  endWorlds,
  failing,
  lasting,
  type Moment,
  pushed,
  type Script,
  slow,
  startWorld,
  tagsIn,
  textIn,
  type World,
  type WorldOptions,
} from './world.ts';

beforeEach(() => {
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
});
afterEach(() => {
  vi.unstubAllEnvs();
  vi.restoreAllMocks();
  endWorlds();
});

async function run(given: Given, options: WorldOptions = {}): Promise<World> {
  const world = startWorld(given, options);
  await runAction(
    imageAction(() => world.daemon),
    world.runner,
    world.workflow,
  );
  return world;
}

const direct: Given = { ...pushed, publish: 'direct' };
const { push: _, tags: __, ...local } = pushed;
const loaded: Given = { ...local, platforms: amd64, tags: `${app}:1`, load: 'true' };
const login: Given = { registry: 'registry.test', username: 'robot', password: 'the password' };

/** Everything that a step sets when all is well. */
/** Of a step that failed after a tag had moved; one that did not has its names too. */
const trueOutputs = [
  ...['descriptors', 'digest', 'image', 'manifests', 'metadata'],
  ...['platforms', 'references', 'tag-names', 'tags'],
];
const allOutputs = [...trueOutputs, 'names'].toSorted();
const denied = failing(`failed to push ${app}:1: denied: requested access to the resource is denied`);
const otherBytes: Script = () => ({ stdout: '{"schemaVersion":2,"manifests":[]}' });
const lost = failing(
  'failed to receive status: rpc error: code = Unavailable desc = error reading from server: EOF',
);

/** The line of the error annotation that says what was published, with what belongs to it. */
function publishedIn(world: World): string {
  const lines = world.errors().join('\n').split('\n');
  const from = lines.findIndex((line) => /^(Published: |With publish: direct)/.test(line));
  return lines.slice(from, -1).join('\n');
}

/** The title of the error annotation. */
const codeOf = (world: World): string => world.errors().join('\n').split('\n', 1)[0] ?? '';
const outputsOf = (world: World): readonly string[] => Object.keys(world.outputs).toSorted();
const optionsOf = (world: World, moment: Moment, flag: string): readonly string[] =>
  world.calls
    .filter((call) => call.moment === moment)
    .flatMap(({ command }) => command.filter((_word, n) => command[n - 1] === flag));

describe('a step that succeeds', () => {
  it('masks, looks, sets up, builds, verifies, tags, reports and cleans up, in this order', async () => {
    const world = await run({ ...pushed, ...login, 'smoke-test': '/app' }, { disposable: true });
    expect(world.errors()).toEqual([]);
    const order = world.events.filter((event) => !/^(look|save|ask for)/.test(event));
    expect(order).toEqual([
      'mask the password',
      'section Set up buildx, emulators and builder',
      'log in',
      'register emulators',
      'create the builder',
      `section Build ${amd64}, ${arm64}`,
      'build',
      'section Verify the image',
      'read the image',
      'read the configs',
      'read a tag',
      'read a tag',
      'read a manifest',
      'read a manifest',
      'copy files out',
      'smoke test',
      'section Publish',
      'tag',
      'read a tag',
      'read a tag',
      ...[
        'digest',
        'manifests',
        'descriptors',
        'image',
        'references',
        'platforms',
        'tags',
        'tag-names',
        'names',
        'metadata',
      ].map((name) => `output ${name}`),
      'summary',
      'remove the folder',
      'remove the tools',
    ]);
  });

  it('pushes by digest alone, and moves the tags to what was verified', async () => {
    const world = await run(pushed);
    expect(optionsOf(world, 'build', '--output')).toEqual([
      `type=image,name=${app},push-by-digest=true,name-canonical=true,push=true`,
    ]);
    const [tagging] = world.calls.filter(({ moment }) => moment === 'tag');
    expect(tagsIn(tagging?.command ?? [])).toEqual([`${app}:1`, `${app}:latest`]);
    expect(tagging?.command.at(-1)).toBe(`${app}@${world.digest}`);
    expect([...world.tags.keys()]).toEqual([`${app}:1`, `${app}:latest`]);
  });

  it('sets all outputs, and a summary', async () => {
    const world = await run(pushed);
    expect(outputsOf(world)).toEqual(allOutputs);
    expect(world.outputs).toMatchObject({
      digest: world.digest,
      image: `${app}@${world.digest}`,
      tags: `${app}:1\n${app}:latest`,
      platforms: `${amd64},${arm64}`,
      metadata: expect.stringContaining('"of":"build"'),
    });
    expect(world.failed).toBe(false);
    expect(world.summary).toContain(`### ✅ Published: ${app}\n`);
    expect(world.summary).toContain(`\n${app}@${world.digest}\n`);
    expect(world.summary).toMatch(
      /\| linux\/amd64 \|.*\| nothing ran \|.*x86-64.*\n\| linux\/arm64 \|.*\| nothing ran \|.*AArch64/,
    );
    expect(world.summary).toContain('buildx v0.37.1');
  });

  it('only confirms the tags that BuildKit has pushed', async () => {
    const world = await run(direct);
    expect(optionsOf(world, 'build', '--output')).toEqual([
      `type=image,"name=${app}:1,${app}:latest",push=true`,
    ]);
    const moments = world.moments().filter((moment) => moment !== 'list volumes');
    expect(moments).not.toContain('tag');
    expect(moments.slice(moments.indexOf('copy files out') + 1)).toEqual(['read a tag', 'read a tag']);
    expect(outputsOf(world)).toEqual(allOutputs);
  });

  it('publishes nothing that it was not asked to, and says so', async () => {
    const world = await run(local);
    expect(optionsOf(world, 'build', '--output')).toEqual([
      expect.stringMatching(/^type=oci,tar=false,dest=.*\/layout$/),
    ]);
    expect(world.moments()).not.toContain('tag');
    expect(world.moments()).not.toContain('export');
    expect(world.runner.log.lines).toContain(
      "Nothing is published: neither 'push', 'load' nor 'outputs' is set. The digest is that of this build alone.",
    );
    expect(outputsOf(world)).toEqual(['descriptors', 'digest', 'manifests', 'metadata', 'platforms']);
    expect(world.summary).toContain('### ✅ Built: the image\n');
  });

  it('leaves a shard of what was verified, without a repository, and moves no tag', async () => {
    const variables = { GITHUB_SHA: 'c0ffee', GITHUB_RUN_ID: '42' };
    const world = await run({ ...pushed, shard: 'api' }, { variables });
    expect(world.errors()).toEqual([]);
    expect(world.moments()).toContain('copy files out');
    expect(world.moments()).not.toContain('tag');
    expect([...world.tags]).toEqual([]);
    const names = ['descriptors', 'digest', 'manifests', 'metadata', 'platforms', 'shard', 'shard-file'];
    expect(outputsOf(world)).toEqual(names);
    const text = world.outputs['shard'] ?? '';
    expect(text).not.toMatch(/registry\.test|acme|\/app\b/);
    expect(parseShard(text)).toMatchObject({
      ...{ image: 'api', revision: 'c0ffee', run: '42', digest: world.digest },
      platforms: [{ how: 'native' }, { how: 'registered' }],
      verified: { binaries: true, smokeTest: false },
    });
    const file = world.outputs['shard-file'] ?? '';
    expect(basename(file)).toBe('api-linux-amd64_linux-arm64.json');
    expect(readFileSync(file, 'utf8')).toBe(text);
  });

  it('leaves no shard of what was not verified', async () => {
    const scripts = { 'copy files out': failing('no space') };
    const world = await run({ ...pushed, shard: 'true' }, { scripts });
    expect(world.failed).toBe(true);
    expect(world.outputs).toEqual({});
    expect(existsSync(join(world.runner.environment.temp, 'shards'))).toBe(false);
  });

  it('exports once the image is verified', async () => {
    const world = await run(loaded);
    expect(optionsOf(world, 'export', '--output')).toEqual([`type=docker,name=${app}:1`]);
    expect(world.moments().indexOf('copy files out')).toBeLessThan(world.moments().indexOf('export'));
    expect(outputsOf(world)).toEqual([
      'descriptors',
      'digest',
      'manifests',
      'metadata',
      'names',
      'platforms',
    ]);
    expect(world.outputs['metadata']).toContain('"of":"export"');
  });

  it.each<[name: string, given: Given, builder: RegExp | undefined, ...found: (readonly string[])[]]>([
    [
      'leaves its builder to the post step',
      {},
      undefined,
      ['folder', 'tools', 'builder'],
      ['record', 'tools'],
    ],
    [
      'leaves a builder that is to stay, and names it',
      { cleanup: 'false' },
      /^multiarch-build-/,
      ['folder', 'tools'],
      ['record'],
    ],
    [
      'uses the builder that it was given, and names it',
      { builder: 'mine' },
      /^mine$/,
      ['folder', 'tools'],
      [],
    ],
  ])('%s', async (_name, given, builder, noted, left) => {
    const world = await run({ ...pushed, ...given });
    expect(world.errors()).toEqual([]);
    expect(world.outputs['builder'] ?? '').toMatch(builder ?? /^$/);
    const journal = JSON.parse(world.saved.at(-1) ?? '[]') as { kind: string }[];
    expect(journal.map(({ kind }) => kind)).toEqual(noted);
    // The program stays for the post step only where that has a builder to remove.
    expect(world.left().toSorted()).toEqual(left);
    expect(world.moments()).not.toContain('remove the builder');
  });

  it('has noted the builder before it makes it', async () => {
    const world = await run(pushed);
    const { events } = world;
    expect(events.lastIndexOf('save the journal')).toBeLessThan(events.indexOf('create the builder'));
    const [name] = optionsOf(world, 'create the builder', '--name');
    expect(world.saved.at(-1)).toContain(`"name":"${name}"`);
  });

  it('logs in within the folder of the step, for all that comes after', async () => {
    let config: string | null = null;
    const world = await run(
      { ...pushed, ...login },
      {
        scripts: {
          build: (_call, here) => {
            config = textIn(here, join('docker', 'config.json'));
            return 'as usual';
          },
        },
      },
    );
    expect(config).toContain('"registry.test":""');
    const [loggingIn, ...others] = world.calls;
    expect(loggingIn).toMatchObject({ moment: 'log in', input: 'the password' });
    const folder = loggingIn?.env['DOCKER_CONFIG'];
    expect(folder).toContain('multiarch-build-step-');
    const afterwards = others
      .filter(({ env }) => env['DOCKER_CONFIG'] === folder)
      .map(({ moment }) => moment);
    expect(afterwards).toEqual(expect.arrayContaining(['register emulators', 'build', 'tag', 'read a tag']));
    expect(world.calls.flatMap(({ command }) => command).join(' ')).not.toContain('the password');
    expect(world.left().toSorted()).toEqual(['record', 'tools']);
  });

  it('shows warnings', async () => {
    const world = await run({ ...pushed, 'build-args': 'VERSION' });
    expect(world.runner.log.lines).toContainEqual(
      expect.stringMatching(/^warning: 'build-args': 'VERSION' has no value/),
    );
    expect(world.failed).toBe(false);
  });

  it('looks for what killed runs left, but not on a machine that is thrown away', async () => {
    expect((await run(pushed)).moments()).toContain('list volumes');
    expect((await run(pushed, { disposable: true })).moments()).not.toContain('list volumes');
  });
});

describe('inputs that are wrong', () => {
  it('are refused once everything is masked, before anything is made', async () => {
    const world = await run({ ...pushed, ...login, retries: 'the password', secrets: 'npm=the token' });
    expect(codeOf(world)).toBe('input-invalid');
    expect(world.events.filter((event) => !event.startsWith('look'))).toEqual([
      'mask the password',
      'mask the token',
      'error',
      'summary',
    ]);
    expect(world.errors()[0]).not.toContain('the password');
    expect([world.failed, world.outputs]).toEqual([true, {}]);
    expect(world.summary).toContain('### ❌ Failed: the image\n');
    expect(world.summary).toContain('[input-invalid](docs/errors.md#input-invalid)');
    expect(world.summary).not.toMatch(/the (?:password|token)/);
  });
});

describe('a failure', () => {
  const nothing = 'Published: nothing.';
  const untagged = (world: World) => `Published: ${world.digest} in ${app}, without a tag.`;
  const unconfirmed = (world: World) =>
    `Published: ${world.digest}.\nWhether these tags point at it could not be confirmed: ${app}:1, ${app}:latest.`;
  const unknown = (one: string, other: string) =>
    `With publish: direct the tags may have moved. They now point at:\n${app}:1: ${one}\n${app}:latest: ${other}`;

  it.each<
    [
      name: string,
      given: Given,
      scripts: WorldOptions['scripts'],
      code: string,
      published: string | ((world: World) => string),
      outputs: readonly string[],
    ]
  >([
    [
      'in setup',
      pushed,
      { 'create the builder': failing('invalid driver option x') },
      'builder-failed',
      nothing,
      [],
    ],
    [
      'of the login',
      { ...pushed, ...login },
      { 'log in': failing('unauthorized: wrong') },
      'registry-denied',
      nothing,
      [],
    ],
    ['in the build', pushed, { build: failing('failed to solve: x') }, 'build-failed', nothing, []],
    [
      'in a build that pushes the tags',
      direct,
      {
        build: (_call, { tags }) => {
          tags.set(`${app}:1`, Buffer.from('half'));
          return { code: 1, stderr: 'ERROR: failed to solve: x' };
        },
      },
      'build-failed',
      unknown(digestOf('half'), 'nothing'),
      [],
    ],
    [
      'in a build that pushes the tags, to a registry that is silent then',
      direct,
      { build: failing('failed to solve: x'), 'read a tag': denied },
      'build-failed',
      unknown('unknown: the registry does not answer', 'unknown: the registry does not answer'),
      [],
    ],
    ['in verification', pushed, { 'read the image': otherBytes }, 'digest-differs', untagged, []],
    ['in verification on disk', local, { 'read the image': otherBytes }, 'digest-differs', nothing, []],
    [
      'in verification after a direct push',
      direct,
      { 'read the image': otherBytes },
      'digest-differs',
      (world) => unknown(world.digest, world.digest),
      [],
    ],
    [
      'in the smoke test',
      { ...pushed, 'smoke-test': '/app' },
      { 'smoke test': lost },
      'builder-died',
      untagged,
      [],
    ],
    ['of every tag', pushed, { tag: denied }, 'tag-failed', untagged, []],
    [
      'of one tag',
      pushed,
      {
        tag: (_call, { tags, built }) => {
          tags.set(`${app}:1`, built);
          return { code: 1, stderr: 'ERROR: denied: x' };
        },
      },
      'tag-failed',
      (world) => `Published: ${world.digest} as ${app}:1.`,
      trueOutputs,
    ],
    [
      'of reading the tags back',
      pushed,
      { 'read a tag': (call, state) => (state.tags.size > 0 ? denied(call, state) : 'as usual') },
      'tag-failed',
      unconfirmed,
      [],
    ],
    [
      'of reading one tag back after a direct push',
      direct,
      {
        'read a tag': ({ command }) =>
          command.at(-1)?.endsWith(':1') ? 'as usual' : { code: 1, stderr: 'ERROR: denied: x' },
      },
      'tag-failed',
      (world) =>
        `Published: ${world.digest} as ${app}:1.\nWhether these tags point at it could not be confirmed: ${app}:latest.`,
      trueOutputs,
    ],
    [
      'of the export after the tags',
      { ...pushed, platforms: amd64, load: 'true' },
      { export: failing('failed to solve: x') },
      'build-failed',
      (world) => `Published: ${world.digest} as ${app}:1, ${app}:latest.`,
      trueOutputs,
    ],
    ['of the export alone', loaded, { export: failing('failed to solve: x') }, 'build-failed', nothing, []],
  ])('%s', async (_name, given, scripts, code, published, outputs) => {
    const world = await run(given, scripts === undefined ? {} : { scripts });
    expect(codeOf(world)).toBe(code);
    expect(world.failed).toBe(true);
    expect(publishedIn(world)).toBe(typeof published === 'string' ? published : published(world));
    expect(outputsOf(world)).toEqual(outputs);
    expect(world.summary).toMatch(/^### ❌ Failed: /);
    expect(world.summary).toContain(`[${code}](docs/errors.md#${code})`);
    // Not a machine that is thrown away: neither a builder nor a folder stays.
    expect(world.left()).toEqual([]);
    expect(world.moments().filter((moment) => moment === 'remove the builder')).toHaveLength(
      code === 'registry-denied' ? 0 : 1,
    );
  });

  it('reports only the tags that have moved', async () => {
    const world = await run(pushed, {
      scripts: {
        tag: (_call, { tags, built }) => {
          tags.set(`${app}:latest`, built);
          return { code: 1, stderr: 'ERROR: denied: x' };
        },
      },
    });
    expect(world.outputs['tags']).toBe(`${app}:latest`);
    expect(world.summary).toContain(`as ${app}:latest.`);
  });

  it('verifies nothing and moves no tag after a build that failed', async () => {
    const world = await run(pushed, { scripts: { build: failing('failed to solve: x') } });
    expect(world.events.filter((event) => event.startsWith('section '))).toEqual([
      'section Set up buildx, emulators and builder',
      `section Build ${amd64}, ${arm64}`,
    ]);
    expect(world.tags.size).toBe(0);
  });

  it.each<[name: string, given: Given]>([
    ['staged', pushed],
    ['local', loaded],
  ])('moves no tag and exports nothing if verification fails: %s', async (_name, given) => {
    const world = await run(given, { scripts: { 'read the image': otherBytes } });
    expect(world.moments()).not.toContain('tag');
    expect(world.moments()).not.toContain('export');
    expect(world.tags.size).toBe(0);
  });

  it('without a daemon makes nothing', async () => {
    const world = startWorld(pushed);
    const asked = Promise.reject(new ActionError('daemon-unreachable', 'It does not answer.'));
    // As the program does: it may fail before anybody waits for it.
    asked.catch(() => undefined);
    await runAction(
      imageAction(() => asked),
      world.runner,
      world.workflow,
    );
    expect(codeOf(world)).toBe('daemon-unreachable');
    expect(world.moments()).not.toContain('create the builder');
    expect(world.moments()).not.toContain('remove the builder');
    expect(world.left()).toEqual([]);
    expect(world.summary).toContain('It does not answer.');
  });

  it('shows no secret in the summary that it quotes', async () => {
    const secret = 'pa_ss*word';
    const world = await run(
      { ...pushed, secrets: `npm=${secret}` },
      { scripts: { build: failing(`failed to solve: fetch with ${secret}`) } },
    );
    expect(world.summary).toContain('fetch with \\*\\*\\*');
    expect(world.summary).not.toContain('word');
  });

  it('waits for the search for forgotten builders', async () => {
    const world = await run(pushed, {
      scripts: {
        build: failing('failed to solve: x'),
        'list volumes': async (_call, { runner }) => {
          for (let turn = 0; turn < 50; turn++) {
            await Promise.resolve();
          }
          runner.log.info('The search is over.');
          return {};
        },
      },
    });
    const { lines } = world.runner.log;
    expect(lines.indexOf('The search is over.')).toBeGreaterThan(-1);
    expect(lines.indexOf('The search is over.')).toBeLessThan(
      lines.findIndex((line) => line.startsWith('error: ')),
    );
  });

  it.each<[name: string, given: Given, removed: readonly Moment[]]>([
    ['its own', pushed, ['remove the builder']],
    ['none that is to stay', { ...pushed, cleanup: 'false' }, []],
    ["none of the user's", { ...pushed, builder: 'mine' }, []],
  ])('removes a builder: %s', async (_name, given, removed) => {
    const world = await run(given, { scripts: { build: failing('failed to solve: x') } });
    expect(world.moments().filter((moment) => moment.startsWith('remove'))).toEqual(removed);
    expect(world.outputs).toEqual({});
  });

  it('leaves the builder to a machine that is thrown away, but not its credentials', async () => {
    const world = await run(pushed, { disposable: true, scripts: { build: failing('failed to solve: x') } });
    expect(world.moments().filter((moment) => moment.startsWith('remove'))).toEqual([]);
    expect(world.left()).toEqual(['record']);
  });
});

describe('a builder that died', () => {
  const end = JSON.stringify({ Running: false, OOMKilled: true, ExitCode: 137 });
  const scripts: WorldOptions['scripts'] = {
    'inspect a container': () => ({ stdout: end }),
    'read its log': () => ({ stderr: 'buildkitd: killed' }),
  };

  it.each<[name: string, moment: Moment]>([
    ['in the set-up', 'create the builder'],
    ['in the build', 'build'],
    ['in verification', 'smoke test'],
  ])('%s says how before it is removed to its volume', async (_name, moment) => {
    const world = await run({ ...pushed, 'smoke-test': '/app' }, { scripts: { ...scripts, [moment]: lost } });
    expect(codeOf(world)).toBe('builder-died');
    expect(world.errors()[0]).toContain("The builder's container ran out of memory (OOM-killed).");
    expect(world.errors()[0]).toContain('buildkitd: killed');
    const [name] = optionsOf(world, 'create the builder', '--name');
    const ending = world.calls.slice(-5);
    expect(ending.map((call) => call.moment)).toEqual([
      'inspect a container',
      'read its log',
      'remove the builder',
      'remove the container',
      'remove the volume',
    ]);
    expect(ending.map(({ command }) => command.at(-1))).toEqual([
      `buildx_buildkit_${name}0`,
      `buildx_buildkit_${name}0`,
      name,
      `buildx_buildkit_${name}0`,
      `buildx_buildkit_${name}0_state`,
    ]);
  });

  it('on a machine that is thrown away is asked, and left', async () => {
    const world = await run(pushed, { disposable: true, scripts: { ...scripts, build: lost } });
    expect(world.errors()[0]).toContain('OOM-killed');
    expect(world.moments().filter((moment) => moment.startsWith('remove'))).toEqual([]);
  });
});

describe('a cancellation', () => {
  it.each<[phase: string, given: Given, moment: Moment, published: (world: World) => string]>([
    ['login', { ...pushed, ...login }, 'log in', () => 'Published: nothing.'],
    ['setup', pushed, 'create the builder', () => 'Published: nothing.'],
    ['build', pushed, 'build', () => 'Published: nothing.'],
    [
      'build with its tags',
      direct,
      'build',
      () =>
        `With publish: direct the tags may have moved. They now point at:\n${app}:1: nothing\n${app}:latest: nothing`,
    ],
    ['verify', pushed, 'copy files out', ({ digest }) => `Published: ${digest} in ${app}, without a tag.`],
    [
      'verify, in the smoke test',
      { ...pushed, 'smoke-test': '/app' },
      'smoke test',
      ({ digest }) => `Published: ${digest} in ${app}, without a tag.`,
    ],
    ['publish', pushed, 'tag', ({ digest }) => `Published: ${digest} in ${app}, without a tag.`],
    ['export', loaded, 'export', () => 'Published: nothing.'],
  ])('in the phase %s', async (_name, given, moment, published) => {
    const world = await run(given, { scripts: { [moment]: cancelling } });
    expect(codeOf(world)).toBe('cancelled');
    expect(world.errors()[0]).toContain(cancellation);
    expect(publishedIn(world)).toBe(published(world));
    expect([world.failed, world.outputs]).toEqual([true, {}]);
    // A cancelled step cleans up all the more.
    expect(world.left()).toEqual([]);
    expect(world.moments().includes('remove the builder')).toBe(moment !== 'log in');
  });

  it('in the phase publish reports the tags that have moved all the same', async () => {
    const world = await run(pushed, {
      scripts: {
        tag: (call, here) => {
          here.tags.set(`${app}:1`, here.built);
          return cancelling(call, here);
        },
      },
    });
    expect(codeOf(world)).toBe('cancelled');
    expect(publishedIn(world)).toBe(`Published: ${world.digest} as ${app}:1.`);
    expect(world.outputs['tags']).toBe(`${app}:1`);
    expect(outputsOf(world)).toEqual(trueOutputs);
    expect(world.left()).toEqual([]);
  });

  it('in the phase publish after a direct push reports what can still be read', async () => {
    let reads = 0;
    const world = await run(direct, {
      scripts: {
        'read a tag': (call, here) => {
          reads += Number(here.moments().includes('copy files out'));
          return reads === 1 ? cancelling(call, here) : 'as usual';
        },
      },
    });
    expect(codeOf(world)).toBe('cancelled');
    expect(publishedIn(world)).toBe(
      `Published: ${world.digest} as ${app}:latest.\nWhether these tags point at it could not be confirmed: ${app}:1.`,
    );
    expect(world.outputs['tags']).toBe(`${app}:latest`);
    expect(world.left()).toEqual([]);
  });

  it('before anything was begun makes nothing', async () => {
    const world = startWorld(pushed);
    world.cancel();
    await runAction(
      imageAction(() => world.daemon),
      world.runner,
      world.workflow,
    );
    expect(codeOf(world)).toBe('cancelled');
    expect(world.moments()).not.toContain('create the builder');
    expect(world.left()).toEqual([]);
  });
});

describe('a time limit', () => {
  const limits: readonly [phase: string, given: Given, moment: Moment, activity: string][] = [
    ['setup', pushed, 'create the builder', 'setting up buildx, the emulators and the builder'],
    ['build', pushed, 'build', 'building and pushing to registry.test'],
    ['verify', pushed, 'copy files out', 'verifying the image in registry.test'],
    ['publish', pushed, 'tag', 'tagging in registry.test'],
    ['publish', loaded, 'export', 'exporting the image'],
  ];
  const message = (activity: string, phase: string): string =>
    `timeout\nThe time limit of 60 s was reached while ${activity} (phase ${phase}).\n`;

  it.each(limits)('of the whole step, in the phase %s', async (phase, given, moment, activity) => {
    const world = await run({ ...given, timeout: '60s' }, { scripts: { [moment]: lasting(60) } });
    expect(world.errors()).toEqual([expect.stringContaining(message(activity, phase))]);
    expect([world.failed, world.outputs, world.left()]).toEqual([true, {}, []]);
    expect(world.moments()).toContain('remove the builder');
  });

  it.each(limits)('of the phase %s alone', async (phase, given, moment, activity) => {
    const timeout = `${phase}=60s`;
    const world = await run({ ...given, timeout }, { scripts: { [moment]: lasting(60) } });
    expect(world.errors()).toEqual([expect.stringContaining(message(activity, phase))]);
    expect([world.failed, world.outputs, world.left()]).toEqual([true, {}, []]);
    expect(world.moments()).toContain('remove the builder');
  });

  it('of a phase is over with it', async () => {
    const world = await run(
      { ...pushed, timeout: 'setup=60s\nbuild=60s\nverify=60s' },
      {
        scripts: {
          'create the builder': slow(50),
          build: slow(50),
          'copy files out': slow(50),
          tag: slow(100),
        },
      },
    );
    expect(world.errors()).toEqual([]);
  });

  it('of the whole step counts all phases', async () => {
    const world = await run(
      { ...pushed, timeout: '90s' },
      { scripts: { build: slow(50), 'copy files out': lasting(50) } },
    );
    expect(world.errors()).toEqual([
      expect.stringContaining('timeout\nThe time limit of 90 s was reached while verifying the image'),
    ]);
  });
});

describe('a registry that is reached over a bridge', () => {
  const toml = Buffer.from("[registry.'registry.test']\ninsecure = true\n").toString('base64');
  const described: Script = ({ command }, { runner }) => {
    const folder = join(runner.environment.buildxConfig, 'instances');
    mkdirSync(folder, { recursive: true });
    const name = command[command.indexOf('--name') + 1] ?? '';
    writeFileSync(join(folder, name), JSON.stringify({ Nodes: [{ Files: { 'buildkitd.toml': toml } }] }));
    return 'as usual';
  };

  it.each<[name: string, scripts: WorldOptions['scripts'], failed: boolean]>([
    ['is published to', {}, false],
    ['is left when the build fails', { build: failing('exit code: 1') }, true],
  ])('%s, and the bridge is closed', async (_, scripts, failed) => {
    const world = startWorld(pushed, { scripts: { 'create the builder': described, ...scripts } });
    const bridges: string[] = [];
    const runner = {
      ...world.runner,
      bridges: {
        open: async (registry: string) => {
          bridges.push(`open ${registry}`);
          return { address: registry, close: () => void bridges.push('close') };
        },
      },
    };
    await runAction(
      imageAction(() => world.daemon),
      runner,
      world.workflow,
    );
    expect(world.failed).toBe(failed);
    expect(bridges).toEqual(['open registry.test', 'close']);
  });
});

describe('runImageStep', () => {
  it("talks to the runner's files, and to the log", async () => {
    vi.useRealTimers();
    const { runner, daemon, digest } = startWorld(pushed);
    const files = join(dirname(runner.environment.temp), 'commands');
    mkdirSync(files);
    for (const name of ['OUTPUT', 'STATE', 'STEP_SUMMARY']) {
      writeFileSync(join(files, name), '');
      vi.stubEnv(`GITHUB_${name}`, join(files, name));
    }
    const printed: string[] = [];
    vi.spyOn(process.stdout, 'write').mockImplementation((text) => {
      printed.push(String(text));
      return true;
    });
    const { processes, environment, signal } = runner;
    await runImageStep({ processes, environment, signal, files: runner.files }, () => daemon);
    const written = (name: string): string => readFileSync(join(files, name), 'utf8');
    expect(written('OUTPUT')).toContain(`digest<<`);
    expect(written('OUTPUT')).toContain(digest);
    expect(written('STATE')).toContain('multiarch-build-journal<<');
    expect(written('STEP_SUMMARY')).toContain(`### ✅ Published: ${app}`);
    expect(printed.join('')).not.toContain('::error');
    expect(printed.join('')).toContain(`::group::Build ${amd64}, ${arm64}`);
  });
});
