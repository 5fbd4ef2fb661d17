// The judges of the fault lab must find what they look for: each row here is a violation, and where it must show.
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import {
  formsOf,
  leaksIn,
  leaksInFiles,
  newCanaries,
  shownLog,
  withoutMasks,
} from '../../lab/faults/canaries.ts';
import { commandsIn } from '../../lab/faults/commands.ts';
import { leftovers } from '../../lab/faults/engine.ts';
import { askedTags, judge, type StepFacts, type Verdict } from '../../lab/faults/judge.ts';
import { renderReport, totals } from '../../lab/faults/report.ts';
import type { Scenario } from '../../lab/faults/scenario.ts';
import { startJob } from '../harness/step.ts';
import { registry } from './lab.ts';

const repository = 'faults/judges';
const [one, two] = [`${registry}/${repository}:1`, `${registry}/${repository}:2`];
const digest = `sha256:${'1'.repeat(64)}`;
const log = `\n${digest} holds linux/amd64, each with …\n::endgroup::\n::group::Publish\n::endgroup::\n`;
const inputs = { platforms: 'linux/amd64', push: 'true', publish: 'staged' };

function facts(changes: {
  code?: number | null;
  log?: string;
  outputs?: Record<string, string>;
  after?: Record<string, string>;
}): StepFacts {
  const { code = 0, outputs = {}, after = {} } = changes;
  return {
    inputs,
    result: { code, took: 0, log: changes.log ?? log, outputs, state: {}, summary: '' },
    asked: askedTags(`${one}\n${two}`, (host) => host),
    before: new Map(),
    after: new Map(Object.entries(after)),
  };
}

const failed = (message: string): string =>
  `::error title=tag-failed::${message.replaceAll('%', '%25').replaceAll('\n', '%0A')}\n`;

describe('judge', () => {
  it.each<[string, Parameters<typeof facts>[0], keyof Verdict, RegExp]>([
    [
      'a tag on what the registry does not hold',
      { after: { [one]: digest } },
      'unverified',
      /does not hold it/,
    ],
    ['a tag without a verification', { after: { [one]: digest }, log: '' }, 'unverified', /was not verified/],
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

  it('counts in the totals, and marks the row', () => {
    const scenario: Scenario = { group: 'g', name: 'n', times: 1, play: async () => undefined };
    const verdict: Verdict = {
      end: 'succeeded',
      message: '',
      published: 'nothing',
      moved: [],
      unverified: ['a'],
      untrue: ['b'],
      forged: ['c'],
    };
    const findings = { verdicts: [verdict], leaks: ['d'], leftovers: ['e'], broken: ['f'] };
    const rows = [
      { scenario, tries: [findings], idle: 0 },
      { scenario, tries: [], idle: 1 },
    ];
    expect(totals(rows).filter(({ fatal, count }) => fatal && count !== 1)).toEqual([]);
    expect(renderReport(rows, 1)).toMatch(/\| n \*\*\(1 not as it must\)\*\* \| 1 .*\| no, 1 times \| e \|/);
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
});

it('finds files and secrets that a step left', async () => {
  const job = startJob();
  try {
    const canaries = newCanaries();
    const file = join(job.folder, 'home', '.docker', 'config.json');
    mkdirSync(join(job.folder, 'home', '.docker'), { recursive: true });
    writeFileSync(file, Buffer.from(canaries.password).toString('base64'));
    writeFileSync(join(job.temp, 'left'), '');
    expect(await leftovers(job, [], Date.now())).toEqual([
      '~/.docker/config.json',
      'in the temporary folder: left',
    ]);
    expect(leaksInFiles([file], canaries)).toEqual([`password in ${file}`]);
  } finally {
    job.end();
  }
});
