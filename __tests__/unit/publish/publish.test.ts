import { describe, expect, it } from 'vitest';
import type { ServedDigest } from '../../../src/oci/digest.ts';
import { isPublished, type PublishInputs, publish } from '../../../src/publish/publish.ts';
import type { Processes } from '../../../src/runner/processes.ts';
import { Ledger } from '../../../src/session/ledger.ts';
import type { BuildInputs } from '../../../src/stage/one-builder.ts';
import type { StagingTarget } from '../../../src/stage/staged.ts';
import type { Verified } from '../../../src/verify/verify.ts';
import { memoryFiles } from '../fakes.ts';
import { type Given, read } from '../inputs/reading.ts';
import { app, copy, denied, digest, fakeRegistry, names, type RegistryOptions, tags } from './registry.ts';

const exported = (n: number): string => `{"of":"the export ${n}"}`;

/** As verification leaves it; only that makes one in the action. */
function verifiedIn(target: StagingTarget): Verified {
  const staged = { target, digest: digest as ServedDigest };
  return { staged, digest, images: [], binaries: [] } as unknown as Verified;
}
const pushed = verifiedIn({ kind: 'repositories', repositories: [app, copy] });
const local = verifiedIn({ kind: 'layout', directory: '/step/layout' });

const asked: PublishInputs = {
  tags,
  push: true,
  load: false,
  outputs: [],
  publish: 'staged',
  tagGuard: 'platforms',
};

/** Publishes; a build writes metadata of its own. */
async function publishing(
  inputs: Partial<PublishInputs>,
  verified: Verified,
  options: RegistryOptions = {},
  given: Given = {},
) {
  const registry = fakeRegistry(options);
  const files: Record<string, string> = {};
  const order: string[] = [];
  const builds: (readonly string[])[] = [];
  const session = {
    ...registry.session,
    folder: '/step',
    files: memoryFiles(files),
    processes: {
      run: (...call: Parameters<Processes['run']>) => {
        const [, args] = call;
        order.push(args[0] === 'build' ? 'build' : `${args[0]} ${args[1]}`);
        if (args[0] !== 'build') {
          return registry.processes.run(...call);
        }
        builds.push(args);
        files['/step/metadata.json'] = exported(builds.length);
        return Promise.resolve({ code: 0, stdout: Buffer.of(), stderr: '' });
      },
    },
  };
  const { inputs: base } = await read({ 'no-cache': 'true', ...given });
  const build: BuildInputs = base;
  const ledger = new Ledger();
  ledger.metadata('{"of":"the build"}');
  const failure = await publish({ ...build, ...asked, ...inputs }, verified, ledger, session).then(
    () => null,
    (error: unknown) => error,
  );
  return { ledger, failure, registry, order, builds, log: session.log.lines };
}

describe('isPublished', () => {
  it.each<[name: string, inputs: Partial<PublishInputs>, is: boolean]>([
    ['a push', { push: true }, true],
    ['a load', { load: true }, true],
    ['an exporter', { outputs: [{ kind: 'exporter', output: 'type=tar,dest=x' }] }, true],
    ['none of them', {}, false],
  ])('%s', (_, inputs, is) => {
    expect(isPublished({ ...asked, push: false, ...inputs })).toBe(is);
  });
});

describe('publish', () => {
  it('moves the tags, says so, and writes down what the registry serves', async () => {
    const { ledger, failure, registry, log } = await publishing({}, pushed);
    expect(failure).toBeNull();
    expect(registry.moved()).toEqual([`${app}:1 ${app}:latest`, `${copy}:1`]);
    expect(ledger.facts).toMatchObject({ tags, repository: app });
    expect(ledger.publication).toEqual({ kind: 'tagged', digest, tags, unconfirmed: [] });
    expect(log.slice(-3)).toEqual(names(tags).map((name) => `${name} is ${digest}`));
  });

  it('only looks at the tags that BuildKit pushed', async () => {
    const { ledger, failure, registry } = await publishing({ publish: 'direct' }, pushed, {
      lag: () => 'verified',
    });
    expect(failure).toBeNull();
    expect(registry.creates()).toEqual([]);
    expect(ledger.facts).toMatchObject({ tags, repository: app });
  });

  it('writes down what had moved before it fails', async () => {
    const { ledger, failure, log } = await publishing({}, pushed, {
      refuse: (repository) => (repository === copy ? denied : null),
    });
    expect(failure).toMatchObject({ code: 'tag-failed' });
    expect(names(ledger.facts.tags)).toEqual([`${app}:1`, `${app}:latest`]);
    expect(ledger.publication).toMatchObject({ kind: 'tagged', tags: tags.slice(0, 2) });
    expect(log.filter((line) => line.endsWith(` is ${digest}`))).toEqual([]);
  });

  it('exports nothing where the tags failed', async () => {
    const { order, failure } = await publishing({ load: true }, pushed, { refuse: () => denied });
    expect(failure).toMatchObject({ code: 'tag-failed' });
    expect(order).not.toContain('build');
  });

  it.each<[name: string, inputs: Partial<PublishInputs>, output: string]>([
    ['the daemon', { load: true, tags: tags.slice(0, 1) }, `type=docker,name=${app}:1`],
    [
      "the exporter of the user's",
      { outputs: [{ kind: 'exporter', output: 'type=tar,dest=image.tar' }] },
      'type=tar,dest=image.tar',
    ],
  ])('hands an image that is not pushed to %s, out of the cache', async (_, inputs, output) => {
    const { ledger, failure, order, builds } = await publishing({ push: false, ...inputs }, local);
    expect(failure).toBeNull();
    expect(order).toEqual(['build']);
    expect(builds[0]?.[builds[0].indexOf('--output') + 1]).toBe(output);
    expect(builds[0]).not.toContain('--no-cache');
    expect(ledger.facts).toMatchObject({ metadata: exported(1), tags: [], repository: null });
    expect(ledger.publication).toEqual({ kind: 'nothing' });
  });

  it('exports after the push, whose metadata stays', async () => {
    const { ledger, failure, order } = await publishing({ load: true }, pushed);
    expect(failure).toBeNull();
    expect(order.indexOf('build')).toBe(order.length - 1);
    expect(order.filter((call) => call === 'imagetools create')).toHaveLength(2);
    expect(ledger.facts.metadata).toBe('{"of":"the build"}');
  });

  it('exports one after the other, with the metadata of the first, and the cache once', async () => {
    const outputs = ['type=local,dest=out', 'type=tar,dest=a.tar'].map(
      (output) => ({ kind: 'exporter', output }) as const,
    );
    const { ledger, failure, builds } = await publishing(
      { push: false, load: true, outputs },
      local,
      {},
      {
        'cache-to': 'type=inline',
      },
    );
    expect(failure).toBeNull();
    expect(builds.map((args) => args[args.indexOf('--output') + 1])).toEqual([
      expect.stringMatching(/^type=docker/),
      ...outputs.map(({ output }) => output),
    ]);
    expect(builds.flat()).not.toContain('--cache-to');
    expect(ledger.facts.metadata).toBe('{"of":"the export 1"}');
  });
});
