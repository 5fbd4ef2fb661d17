// The post step: whatever state the main step left, it never fails the job and removes what is ours, once.
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
  folderPrefix,
  journalState,
  type Leftover,
  recordPrefix,
  toolsPrefix,
} from '../../src/session/journal.ts';
import { type PlayResult, play, startPlay } from './play.ts';
import { edited, loadTranscript, silentFailure } from './transcript.ts';

const transcript = loadTranscript('two-platforms');
const removals = ({ calls }: PlayResult): number => calls.filter(({ args }) => args[0] === 'rm').length;

/** The text of another state, or null for none. */
type Forge = (leftovers: readonly Leftover[]) => string | null;

/** The folder of a step, that of its tools, or the record of its builder. */
function pathOf(leftovers: readonly Leftover[], kind: Exclude<Leftover['kind'], 'variable'>): string {
  const found = leftovers.find((entry) => entry.kind === kind);
  if (found === undefined) {
    throw new Error(`the state has no ${kind}`);
  }
  const path = 'path' in found ? found.path : '';
  return found.kind === 'builder' ? found.record : path;
}

describe('the post step', () => {
  let success: PlayResult;
  beforeAll(async () => {
    success = await startPlay('two-platforms', transcript);
  });
  afterAll(() => success.end());

  it('removes the builder and leaves no file', () => {
    expect(success.post.code).toBe(0);
    expect(removals(success)).toBe(1);
    expect(success.left).toEqual({});
  });

  it('runs the buildx that the main step has run, in a folder of its own', () => {
    const entries = JSON.parse(success.state[journalState] ?? '') as readonly Leftover[];
    const files = success.calls.filter(({ tool }) => tool === 'buildx').map(({ file }) => file);
    expect(success.calls.at(-1)?.args[0]).toBe('rm');
    expect(new Set(files)).toEqual(new Set([join(pathOf(entries, 'tools'), 'buildx')]));
  });

  describe('after the builder is gone', () => {
    let temp = '';
    let leftovers: readonly Leftover[] = [];
    /** What is not ours to remove, but could be named in a forged state. */
    let bystanders: readonly string[] = [];
    beforeAll(() => {
      leftovers = JSON.parse(success.state[journalState] ?? '') as readonly Leftover[];
      temp = dirname(pathOf(leftovers, 'folder'));
      bystanders = [
        join(dirname(temp), `${folderPrefix}abc123`, 'theirs'),
        join(dirname(temp), `${recordPrefix}abc123`),
        join(temp, 'theirs', `${folderPrefix}abc123`, 'theirs'),
        // A record as ours, of the builder that a case below names.
        join(temp, `${recordPrefix}abc123`),
        join(dirname(temp), `${toolsPrefix}abc123`, 'theirs'),
        join(temp, 'theirs', `${toolsPrefix}abc123`, 'theirs'),
      ];
      for (const path of bystanders) {
        mkdirSync(dirname(path), { recursive: true });
        writeFileSync(path, 'theirs');
      }
    });

    const changed =
      (kind: Leftover['kind'], change: (entry: Record<string, unknown>) => void): Forge =>
      (entries) =>
        JSON.stringify(
          entries.map((entry) => {
            const copy: Record<string, unknown> = { ...entry };
            if (entry.kind === kind) {
              change(copy);
            }
            return copy;
          }),
        );
    const without = (property: string): Forge => changed('builder', (entry) => delete entry[property]);
    const folderAt = (path: string): Forge =>
      changed('folder', (entry) => (entry['path'] = join(temp, path)));
    const toolsAt = (path: string): Forge => changed('tools', (entry) => (entry['path'] = join(temp, path)));
    const builderWith = (more: object): Forge =>
      changed('builder', (entry) =>
        Object.assign(entry, { record: join(temp, `${recordPrefix}abc123`) }, more),
      );

    it.each<readonly [string, Forge]>([
      ['the same state a second time', (entries) => JSON.stringify(entries)],
      ['no state', () => null],
      ['an empty state', () => ''],
      ['a state that is not JSON', () => '[{"kind":"folder"'],
      ['a state that is not a list', (entries) => JSON.stringify(entries[0])],
      ['a list of anything else', () => JSON.stringify([null, 1, 'folder', [], {}, { kind: 'volume' }])],
      ['the folder alone', (entries) => JSON.stringify(entries.filter(({ kind }) => kind === 'folder'))],
      ['the builder alone', (entries) => JSON.stringify(entries.filter(({ kind }) => kind === 'builder'))],
      ['a builder without the name of its record', without('record')],
      ['a builder without a name', without('name')],
      ['a builder without the path of buildx', without('buildx')],
      ['a folder without a path', changed('folder', (entry) => delete entry['path'])],
      ['a builder that is not ours', (...of) => builderWith({ name: 'production' })(...of)],
      [
        'a builder whose name begins as ours do',
        (...of) => builderWith({ name: 'multiarch-build-mhx1x5zk-0badcafe --all' })(...of),
      ],
      [
        'a record outside of the temporary folder',
        (...of) => builderWith({ record: join(dirname(temp), `${recordPrefix}abc123`) })(...of),
      ],
      ["a folder outside of the runner's", (...of) => folderAt(`../${folderPrefix}abc123`)(...of)],
      ['a folder deeper in it', (...of) => folderAt(`theirs/${folderPrefix}abc123`)(...of)],
      [
        'a folder behind one of ours',
        changed(
          'folder',
          (entry) => (entry['path'] = `${temp}/${folderPrefix}x/../../${folderPrefix}abc123`),
        ),
      ],
      ['the temporary folder itself', (...of) => folderAt('.')(...of)],
      ["a folder of somebody else's", (...of) => folderAt('theirs')(...of)],
      ["tools outside of the runner's folder", (...of) => toolsAt(`../${toolsPrefix}abc123`)(...of)],
      ['tools deeper in it', (...of) => toolsAt(`theirs/${toolsPrefix}abc123`)(...of)],
      ["tools of somebody else's", (...of) => toolsAt('theirs')(...of)],
    ])('has nothing to do and nothing to say with %s', async (_, forge) => {
      const text = forge(leftovers);
      const post = await success.again(text === null ? {} : { [journalState]: text });
      // A removal that the transcript does not have would be warned of.
      expect(post).toMatchObject({ code: 0, log: '', outputs: {}, summary: '' });
      expect(bystanders.filter((path) => !existsSync(path))).toEqual([]);
    });
  });

  it.concurrent('never runs a program that a forged state names', async () => {
    const result = await startPlay('two-platforms', transcript);
    try {
      const entries = JSON.parse(result.state[journalState] ?? '') as readonly Leftover[];
      const record = pathOf(entries, 'builder');
      const temp = dirname(record);
      const ran = join(temp, 'ran');
      const programs = [
        join(temp, 'evil'),
        join(dirname(temp), `${toolsPrefix}abc123`, 'evil'),
        join(temp, 'theirs', `${toolsPrefix}abc123`, 'evil'),
        join(temp, `${folderPrefix}abc123`, 'evil'),
      ];
      for (const program of programs) {
        mkdirSync(dirname(program), { recursive: true });
        writeFileSync(program, `#!/bin/sh\ntouch '${ran}'\n`, { mode: 0o755 });
        writeFileSync(record, 'as if nobody had removed it');
        const forged = entries.map((entry) =>
          entry.kind === 'builder' ? { ...entry, buildx: program } : entry,
        );
        const post = await result.again({ [journalState]: JSON.stringify(forged) });
        expect(post).toMatchObject({ code: 0, log: '' });
        expect([program, existsSync(ran), existsSync(record)]).toEqual([program, false, true]);
      }
    } finally {
      result.end();
    }
  });

  it.concurrent('removes the builder though its record was removed in between', async () => {
    const result = await play('two-platforms', transcript, {
      between: (job) => {
        for (const name of readdirSync(job.temp).filter((entry) => entry.startsWith(recordPrefix))) {
          rmSync(join(job.temp, name));
        }
        // As buildx writes it when it makes a builder; the fake does not.
        const name = readFileSync(join(job.folder, 'play', 'names', 'builder'), 'utf8');
        const instances = join(job.folder, 'home', '.docker', 'buildx', 'instances');
        mkdirSync(instances, { recursive: true });
        writeFileSync(join(instances, name), '{}');
      },
    });
    expect(result.code, result.log).toBe(0);
    expect(removals(result)).toBe(1);
    expect(result.post).toMatchObject({ code: 0, log: '' });
    expect(result.left).toEqual({});
  });

  it.concurrent('asks the daemon to remove the builder where its buildx is no longer there', async () => {
    const listing = transcript.calls.find(({ args }) => args.slice(0, 2).join(' ') === 'volume ls');
    const volume = listing?.stdout.trim() ?? '';
    const answer = { tool: 'docker', code: 0, stdout: '', stderr: '' } as const;
    const calls = [
      ...transcript.calls,
      { ...answer, args: ['rm', '--force', '--volumes', volume.replace(/_state$/, '')] },
      { ...answer, args: ['volume', 'rm', '--force', volume] },
    ];
    const result = await startPlay('two-platforms', { ...transcript, calls });
    try {
      const entries = JSON.parse(result.state[journalState] ?? '') as readonly Leftover[];
      const record = pathOf(entries, 'builder');
      writeFileSync(record, 'as if nobody had removed it');
      // The post step before this one has removed the program, too.
      const post = await result.again({ [journalState]: JSON.stringify(entries) });
      // The daemon's part of the transcript was played, or there would be a warning.
      expect(post).toMatchObject({ code: 0, log: '' });
      expect(existsSync(record)).toBe(false);
    } finally {
      result.end();
    }
  });

  it.concurrent('warns, and does not fail the job, if the builder cannot be removed', async () => {
    const stuck = edited(transcript, /^buildx rm /, silentFailure);
    const { code, post } = await play('two-platforms', stuck, { lenient: true });
    expect([code, post.code]).toEqual([0, 0]);
    expect(post.log).toMatch(/^::warning[^\n]*could not be removed/m);
  });

  it.concurrent('does not touch a builder that is to stay', async () => {
    // Such a builder has no owner whose end would make it an orphan.
    const withoutOwner = transcript.calls.map((call) => {
      const at = call.args.findIndex((arg) => arg.includes('MULTIARCH_BUILD_OWNER'));
      return at < 0 ? call : { ...call, args: call.args.toSpliced(at - 1, 2) };
    });
    const result = await play(
      'two-platforms',
      { ...transcript, calls: withoutOwner },
      { inputs: { cleanup: 'false' } },
    );
    expect(result.code, result.log).toBe(0);
    expect(result.outputs['builder']).toMatch(/^multiarch-build-/);
    expect(removals(result)).toBe(0);
  });

  it.concurrent('has no builder to remove on a machine that is thrown away', async () => {
    let folders: readonly string[] = ['not looked at'];
    const isFolder = (name: string): boolean => name.startsWith(folderPrefix) || name.startsWith(toolsPrefix);
    const result = await play('two-platforms', transcript, {
      env: { RUNNER_ENVIRONMENT: 'github-hosted' },
      between: (job) => {
        folders = readdirSync(job.temp).filter(isFolder);
      },
    });
    expect(result.code).toBe(0);
    expect(removals(result)).toBe(0);
    // What could hold a credential is gone all the same, and so is the program that nobody needs any more.
    expect(folders).toEqual([]);
  });
});
