// The judges of the fault lab must find what they look for: each row here is a violation, and where it must show.
import { execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import process from 'node:process';
import { describe, expect, it } from 'vitest';
import {
  formsOf,
  leaksIn,
  leaksInFiles,
  newCanaries,
  shownLog,
  unmasked,
  withoutMasks,
} from '../../lab/faults/canaries.ts';
import { commandsIn } from '../../lab/faults/commands.ts';
import { leftovers } from '../../lab/faults/engine.ts';
import type { Findings } from '../../lab/faults/findings.ts';
import { askedTags, type Judgement, judge, type StepFacts } from '../../lab/faults/judge.ts';
import { filesIn } from '../../lab/faults/layers.ts';
import type { Row } from '../../lab/faults/play.ts';
import { heldUnder } from '../../lab/faults/registry.ts';
import { renderReport, totals } from '../../lab/faults/report.ts';
import { hold, type Must, type Scenario } from '../../lab/faults/scenario.ts';
import type { Trial, TriedStep } from '../../lab/faults/trial.ts';
import { startWatch, type Watch } from '../../lab/faults/watch.ts';
import type { Hit } from '../../lab/proxy.ts';
import { digestOf } from '../../src/oci/digest.ts';
import { elfHeader } from '../harness/elf.ts';
import { startJob, uniqueName } from '../harness/step.ts';
import { type Descriptor, registry } from './lab.ts';

const repository = uniqueName('faults/judges');
const [one, two] = [`${registry}/${repository}:1`, `${registry}/${repository}:2`];
const digest = `sha256:${'1'.repeat(64)}`;
const inputs = { platforms: 'linux/amd64', push: 'true', publish: 'staged' };

/** A request that was answered, as the proxy notes it. */
function hit(method: string, path: string, changes: Partial<Hit> = {}): Hit {
  const at = changes.at ?? 0;
  const digestInPath = /sha256:[0-9a-f]{64}$/.exec(path)?.[0] ?? null;
  return {
    method,
    path: `/v2/${repository}${path}`,
    status: 200,
    ruleIndex: null,
    at,
    ended: at,
    digest: digestInPath,
    authorization: 'Basic x',
    agent: 'containerd/2',
    ...changes,
  };
}

function facts(changes: {
  code?: number | null;
  log?: string;
  outputs?: Record<string, string>;
  after?: Record<string, string>;
  record?: readonly Hit[];
  direct?: boolean;
}): StepFacts {
  const { code = 0, outputs = {}, after = {}, log = '', record = [], direct = false } = changes;
  return {
    inputs: direct ? { ...inputs, publish: 'direct' } : inputs,
    env: {},
    result: { code, took: 0, log, outputs, state: {}, summary: '', exported: {}, paths: [] },
    asked: askedTags(`${one}\n${two}`, (host) => host),
    before: new Map(),
    after: new Map(Object.entries(after)),
    record,
  };
}

const failed = (message: string): string =>
  `::error title=tag-failed::${message.replaceAll('%', '%25').replaceAll('\n', '%0A')}\n`;

describe('judge', () => {
  it.each<[string, Parameters<typeof facts>[0], keyof Judgement, RegExp]>([
    [
      'a tag on what the registry does not hold',
      { after: { [one]: digest } },
      'unverified',
      /does not hold it/,
    ],
    [
      'the same of publish: direct, as a tag that was moved early',
      { after: { [one]: digest }, code: 1, direct: true },
      'early',
      /does not hold it/,
    ],
    ['a success that moved nothing', {}, 'untrue', /succeeded, and moved 0 of 2/],
    [
      'an output for a tag that was not moved',
      { code: 1, outputs: { tags: one, digest }, log: failed('x') },
      'untrue',
      /tags: \S+:1 serves nothing/,
    ],
    [
      'outputs without a digest',
      { code: 1, outputs: { platforms: 'linux/amd64' }, log: failed('x') },
      'untrue',
      /platforms without a digest/,
    ],
    [
      'an output for an image that no tag serves',
      { code: 1, outputs: { digest }, log: failed('x') },
      'untrue',
      /no tag serves/,
    ],
    [
      'a claim of a tag that is not there',
      { code: 1, log: failed(`x\nPublished: ${digest} as ${one}.`) },
      'untrue',
      /said to have published/,
    ],
    [
      'a claim of an image that is not there',
      { code: 1, log: failed(`x\nPublished: ${digest} in ${registry}/${repository}, without a tag.`) },
      'untrue',
      /does not hold/,
    ],
    [
      'silence about a tag that was moved',
      { code: 1, after: { [two]: digest }, log: failed('x\nPublished: nothing.') },
      'untrue',
      /nothing is said of \S+:2/,
    ],
    [
      'a denial of an image that the step had pushed and read',
      {
        code: 1,
        log: failed('x\nPublished: nothing.'),
        record: [hit('PUT', `/manifests/${digest}`, { status: 201 }), hit('GET', `/manifests/${digest}`)],
      },
      'untrue',
      /nothing is said to be published, and the step had read/,
    ],
    [
      'a tag that is told to have moved, and did not',
      { code: 1, log: failed(`x\n${one}: moved\nPublished: nothing.`) },
      'untrue',
      /is said to be 'moved'/,
    ],
    ['a command of the old syntax', { log: 'x ##[set-output name=digest]y\n' }, 'forged', /set-output/],
    ['a mask that nobody asked for', { log: '::add-mask::a\n' }, 'forged', /add-mask/],
    ['two errors', { code: 1, log: `${failed('x')}${failed('y')}` }, 'forged', /two errors/],
    ['an output of another name', { outputs: { evil: 'x' } }, 'forged', /'evil'/],
  ])('finds %s', async (_, changes, where, text) => {
    const verdict = await judge(facts(changes));
    expect([verdict[where]].flat().join('\n')).toMatch(text);
  });

  it('takes nothing for published that was pushed, and not read by the step', async () => {
    const record = [hit('PUT', `/manifests/${digest}`, { status: 201 })];
    const verdict = await judge(facts({ code: 1, log: failed('x\nPublished: nothing.'), record }));
    expect(verdict.untrue).toEqual([]);
  });
});

/** Puts something into the lab's registry, and gives its descriptor. */
async function push(kind: 'blobs' | 'manifests', content: Buffer | object): Promise<Descriptor> {
  const bytes = Buffer.isBuffer(content) ? content : Buffer.from(JSON.stringify(content));
  const base = `http://${registry}/v2/${repository}`;
  const own = digestOf(bytes);
  const mediaType = (content as { mediaType?: string }).mediaType ?? 'application/octet-stream';
  let url = `${base}/manifests/${own}`;
  if (kind === 'blobs') {
    const begun = await fetch(`${base}/blobs/uploads/`, { method: 'POST' });
    url = `${begun.headers.get('location')}&digest=${own}`;
  }
  const done = await fetch(url, {
    method: 'PUT',
    headers: { 'content-type': mediaType },
    body: new Uint8Array(bytes),
  });
  expect(done.status).toBe(201);
  return { mediaType, digest: own, size: bytes.byteLength };
}

const imageType = 'application/vnd.oci.image.manifest.v1+json';
const indexType = 'application/vnd.oci.image.index.v1+json';

/** An archive of one file, as tar writes it. */
function layer(path: string, content: Uint8Array): Buffer {
  const folder = mkdtempSync(join(tmpdir(), 'multiarch-layer-'));
  try {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), content);
    symlinkSync(`/${path}`, join(folder, 'link'));
    return execFileSync('tar', ['--create', '--gzip', '--directory', folder, '.']);
  } finally {
    rmSync(folder, { recursive: true });
  }
}

/** An image for linux/amd64 whose entrypoint is a program for some architecture, and its parts. */
async function pushImage(architecture: string, entrypoint: string): Promise<Descriptor & { config: string }> {
  const program = await push('blobs', layer('bin/app', elfHeader(architecture)));
  const config = await push(
    'blobs',
    Buffer.from(JSON.stringify({ os: 'linux', architecture: 'amd64', config: { Entrypoint: [entrypoint] } })),
  );
  const image = { schemaVersion: 2, mediaType: imageType, config, layers: [program] };
  return { ...(await push('manifests', image)), config: config.digest };
}

const platform = { os: 'linux', architecture: 'amd64' };

function attestationOf(image: string): { annotations: Record<string, string> } {
  return {
    annotations: {
      'vnd.docker.reference.type': 'attestation-manifest',
      'vnd.docker.reference.digest': image,
    },
  };
}

function indexOf(...manifests: readonly object[]): object {
  return { schemaVersion: 2, mediaType: indexType, manifests };
}

describe('heldUnder', () => {
  it.each([
    ['by its path', '/bin/app', '/bin/app'],
    ['over a link', '/link', '/link'],
    ['through PATH', 'app', '/bin/app'],
  ])('sees that a program is for another architecture, %s', async (_, entrypoint, told) => {
    const right = await pushImage('amd64', entrypoint);
    const wrong = await pushImage('arm64', entrypoint);
    const held = async (image: Descriptor) => {
      const { digest: of } = await push('manifests', indexOf({ ...image, config: undefined, platform }));
      return heldUnder(registry, repository, of);
    };
    expect((await held(right))?.problems).toEqual([]);
    expect((await held(wrong))?.problems).toEqual([
      `${told} in the image for linux/amd64 is a program for arm64`,
    ]);
  });

  it('reads attestations too', async () => {
    const image = await pushImage('amd64', '/bin/app');
    const config = await push('blobs', Buffer.from('{}'));
    const statement = await push('blobs', Buffer.from('{"predicateType":"x"}'));
    const attestation = await push('manifests', {
      schemaVersion: 2,
      mediaType: imageType,
      config,
      layers: [statement],
    });
    const listed = { ...image, config: undefined, platform };
    const good = await push('manifests', indexOf(listed, { ...attestation, ...attestationOf(image.digest) }));
    const held = await heldUnder(registry, repository, good.digest);
    expect(held?.problems).toEqual([]);
    expect(held?.images[0]?.child.attestation).toBe(attestation.digest);

    const stray = await push('manifests', indexOf(listed, { ...attestation, ...attestationOf(digest) }));
    expect((await heldUnder(registry, repository, stray.digest))?.problems.join()).toMatch(
      /attestation \S+ is of sha256:1+, which is not listed/,
    );
    const blob = `http://${registry}/v2/${repository}/blobs/${statement.digest}`;
    expect((await fetch(blob, { method: 'DELETE' })).status).toBe(202);
    expect((await heldUnder(registry, repository, good.digest))?.problems).toEqual([
      `${statement.digest} is missing`,
    ]);
  });
});

describe('a tag', () => {
  /** The requests of a step that did all it must, in order. */
  async function verified(): Promise<{
    index: string;
    child: string;
    config: string;
    record: readonly Hit[];
  }> {
    const image = await pushImage('amd64', '/bin/app');
    const index = await push('manifests', indexOf({ ...image, config: undefined, platform }));
    const requests = [
      hit('PUT', `/manifests/${index.digest}`, { status: 201, agent: 'buildkit/v0' }),
      hit('GET', `/manifests/${index.digest}`),
      hit('GET', `/manifests/${image.digest}`),
      hit('GET', `/blobs/${image.config}`),
      hit('HEAD', `/manifests/${index.digest}`, { agent: 'buildkit/v0' }),
      hit('PUT', '/manifests/1', { status: 201, digest: index.digest }),
      hit('PUT', '/manifests/2', { status: 201, digest: index.digest }),
    ];
    const record = requests.map((request, at) => ({ ...request, at, ended: at }));
    return { index: index.digest, child: image.digest, config: image.config, record };
  }

  const unverified = async (index: string, record: readonly Hit[]): Promise<readonly string[]> =>
    (await judge(facts({ after: { [one]: index, [two]: index }, record }))).unverified;

  it('may be moved after all was read', async () => {
    const { index, record } = await verified();
    expect(await unverified(index, record)).toEqual([]);
  });

  it.each([
    ['the index was not read', 1, 'its manifest was not read'],
    ['the manifest of a platform was not read', 2, 'the manifest for linux/amd64 was not read'],
    ['a config was not read', 3, 'the config for linux/amd64 was not read'],
    ['no program was looked at', 4, 'no program was copied out of it'],
    ['nobody is seen to move it', 5, 'no request of this step moved it'],
  ])('is on unverified content if %s', async (_, missing, problem) => {
    const { index, record } = await verified();
    const found = await unverified(
      index,
      record.filter((_request, at) => at !== missing),
    );
    expect(found.join('\n')).toContain(`:1 is ${index}: ${problem}`);
  });

  it('is on unverified content if all was read only afterwards, or came with other bytes', async () => {
    const { index, record } = await verified();
    const late = record.map((request) => (request.method === 'PUT' ? request : { ...request, ended: 99 }));
    expect((await unverified(index, late)).length).toBe(8);
    const spoilt = record.map((request) => (request.method === 'GET' ? { ...request, digest } : request));
    expect((await unverified(index, spoilt)).length).toBe(6);
  });

  it('that nobody asked for is found', async () => {
    const { index, record } = await verified();
    const after = { [one]: index, [two]: index, [`${registry}/${repository}:x (not asked for)`]: index };
    const { unverified: found } = await judge(facts({ after, record }));
    expect(found).toEqual([expect.stringContaining('nobody asked for this tag')]);
  });
});

describe('hold', () => {
  const refused = [1, 2].map((at) => hit('PUT', '/manifests/3', { status: 403, at }));
  const broken = (record: readonly Hit[], must: Partial<Must>): readonly string[] => {
    const trial = { broken: [] as string[] };
    const verdict = { end: 'tag-failed', message: '', published: 'nothing' };
    const step = { verdict, seconds: 1, ended: 9_000, outputs: {}, log: '', record } as unknown as TriedStep;
    hold(trial as unknown as Trial, step, { end: 'tag-failed', ...must });
    return trial.broken;
  };
  const attempts = { method: 'PUT', path: '/manifests/3$', most: 1 };

  it('counts how often something was asked for', () => {
    expect(broken(refused.slice(1), { attempts })).toEqual([]);
    expect(broken(refused, { attempts }).join()).toMatch(/came 2 times, and 1 are allowed/);
    const asking = refused.map((request) => ({ ...request, authorization: '' }));
    expect(broken(asking, { attempts })).toEqual([]);
  });

  it('measures from the fault on', () => {
    const fault = hit('PUT', '/manifests/3', { at: 4_000, ruleIndex: 0 });
    expect(broken([fault], { atMostSeconds: 6 })).toEqual([]);
    expect(broken([fault], { atMostSeconds: 4 }).join()).toMatch(/took 5\.0 s, over 4/);
  });
});

describe('the totals', () => {
  const scenario: Scenario = { group: 'g', name: 'n', times: 1, play: async () => undefined };
  const verdict: Judgement = {
    end: 'succeeded',
    message: '',
    published: 'nothing',
    moved: [],
    unverified: ['a'],
    early: ['x'],
    untrue: ['b'],
    forged: ['c'],
  };
  const clean: Findings = {
    injected: true,
    verdicts: [],
    leaks: [],
    leftovers: [],
    abandoned: [],
    broken: [],
    received: [],
  };
  const bad: Findings = {
    ...clean,
    injected: false,
    verdicts: [verdict],
    leaks: ['d'],
    leftovers: ['e'],
    broken: ['f'],
  };
  const fatal = (rows: readonly Row[]): readonly number[] =>
    totals(rows)
      .filter((total) => total.fatal)
      .map(({ count }) => count);

  it('count each finding, and the row is marked', () => {
    const rows = [{ scenario, tries: [bad], without: [] }];
    expect(fatal(rows).every((count) => count === 1)).toBe(true);
    expect(renderReport(rows, 1)).toMatch(
      /\| n \*\*\(1 not as it must\)\*\* \*\*\(1 without the fault\)\*\* \| 1 .*\| no, 1 times \| e \|/,
    );
  });

  it('hold a try against the run whose fault did not happen, unless nothing was to happen', () => {
    const missed = { ...clean, injected: false };
    expect(
      fatal([{ scenario, tries: [missed], without: [] }])
        .toSorted()
        .at(-1),
    ).toBe(1);
    expect(fatal([{ scenario: { ...scenario, control: true }, tries: [missed], without: [] }])).toEqual(
      fatal([{ scenario, tries: [clean], without: [] }]),
    );
  });

  it('count what was found in plays that were repeated', () => {
    const rows = [{ scenario, tries: [clean], without: [bad] }];
    expect(fatal(rows).filter((count) => count === 1).length).toBe(fatal(rows).length - 1);
  });
});

describe('commandsIn', () => {
  it.each<[string, string, string | null]>([
    ['a command', '::error title=a::b', 'error'],
    ['after blanks', '  \t::set-output name=a::b', 'set-output'],
    ['after no width', '\u200b\ufeff::warning::b', 'warning'],
    ['of the old syntax, anywhere', 'text ##[add-mask]b', 'add-mask'],
    ['after a carriage return', 'text\r::group::b', 'group'],
    ['in other letters', '::ERROR::b', 'error'],
    ['of an unknown name', '::other::b', null],
    ['with text before it', 'x ::error::b', null],
    ['without an end', '::error b', null],
  ])('%s', (_, text, name) => {
    expect(commandsIn(text).map((command) => command.name)).toEqual(name === null ? [] : [name]);
  });

  it('undoes the escapes', () => {
    expect(commandsIn('::error title=a%2Cb::c%250A%0Ad')).toEqual([
      { name: 'error', properties: { title: 'a,b' }, value: 'c%0A\nd' },
    ]);
  });
});

describe('filesIn', () => {
  it('reads long names', () => {
    const path = `${'folder/'.repeat(30)}${'name'.repeat(20)}`;
    expect(filesIn(layer(path, elfHeader('s390x'))).get(`/${path}`)).toMatchObject({ kind: 'file' });
  });
});

describe('canaries', () => {
  it('are found in every form', () => {
    const canaries = newCanaries();
    for (const [name, form] of formsOf(canaries)) {
      expect(leaksIn(`x${form}y`, canaries)).toContain(name);
    }
    expect(leaksIn('nothing', canaries)).toEqual([]);
  });

  it('may be in the masks, and nowhere else in what the runner shows', () => {
    const canaries = newCanaries();
    const text = `::add-mask::${canaries.secret}\nit is ${canaries.secret}`;
    expect(leaksIn(withoutMasks(text), canaries)).toEqual(['secrets']);
    expect(shownLog(text)).toBe('it is ***');
  });

  it('must be masked before anything else is said', () => {
    const given = [['secrets', 'a%b']] as const;
    expect(unmasked('::add-mask::a%25b\nhello\n', given)).toEqual([]);
    expect(unmasked('hello\n::add-mask::a%25b\n', given)).toEqual(['secrets']);
    expect(unmasked('::add-mask::other\nhello\n', given)).toEqual(['secrets']);
    expect(unmasked('', given)).toEqual([]);
  });
});

describe('the watch', () => {
  const during = async (...args: readonly string[]): Promise<Watch> => {
    const watch = startWatch();
    const child = spawn('sh', ['-c', 'sleep 0.4', ...args], { env: { ...process.env, RUNNER_TEMP: '/one' } });
    await once(child, 'close');
    watch.end();
    return watch;
  };

  it('finds a secret on the command line of any process', async () => {
    const canaries = newCanaries();
    const watch = startWatch();
    const found = watch.over(canaries);
    const child = spawn('sh', ['-c', 'sleep 0.4', canaries.secret]);
    await once(child, 'close');
    watch.end();
    expect(found()).toEqual(['secrets on the command line of sh -c']);
  });

  it('knows which job had emulators registered, and for what', async () => {
    const watch = await during(
      'run',
      '--name',
      'multiarch-build-binfmt-x-y',
      'image',
      '--install',
      'arm64,arm',
    );
    expect(watch.registeredBy('/one')).toEqual(['arm64', 'arm']);
    expect(watch.registeredBy('/other')).toEqual([]);
  });
});

it('finds files and secrets that a step left', async () => {
  const job = startJob();
  try {
    const canaries = newCanaries();
    const file = join(job.folder, 'home', '.docker', 'config.json');
    mkdirSync(join(job.folder, 'home', '.docker'), { recursive: true });
    writeFileSync(file, Buffer.from(canaries.password).toString('base64'));
    writeFileSync(join(job.temp, 'left'), '');
    expect(await leftovers(job, Date.now())).toEqual([
      '~/.docker/config.json',
      'in the temporary folder: left',
    ]);
    expect(leaksInFiles([file], canaries)).toEqual([`password in ${file}`]);
  } finally {
    job.end();
  }
});
