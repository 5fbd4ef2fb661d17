import { describe, expect, it } from 'vitest';
import { newBuilderName } from '../../../src/builder/name.ts';
import { Journal, type Leftover, parseJournal } from '../../../src/session/journal.ts';

const folder = { kind: 'folder', path: '/temp/multiarch-build-step-00abc1' } as const;
const builder = {
  kind: 'builder',
  name: newBuilderName(Date.UTC(2026, 10, 24), () => 0.5),
  record: '/temp/multiarch-build-builder-0123456789abcdef',
  buildx: '/temp/multiarch-build-tools-00abc1/buildx',
} as const;
const tools = { kind: 'tools', path: '/temp/multiarch-build-tools-00abc1' } as const;

describe('Journal', () => {
  it('saves all that was noted, each time', () => {
    const saved: string[] = [];
    const journal = new Journal((text) => saved.push(text));
    expect(journal.leftovers).toEqual([]);
    journal.note(folder);
    journal.note(builder);
    expect(journal.leftovers).toEqual([folder, builder]);
    expect(saved.map((text) => parseJournal(text, '/temp'))).toEqual([[folder], [folder, builder]]);
  });

  it('is one line, which is all that a state of the runner may be', () => {
    let saved = '';
    new Journal((text) => {
      saved = text;
    }).note({ ...builder, buildx: '/opt/odd\nplace/buildx' });
    expect(saved.split('\n')).toHaveLength(1);
  });
});

describe('parseJournal', () => {
  const reading = (entry: unknown, temp = '/temp'): readonly Leftover[] =>
    parseJournal(JSON.stringify([entry]), temp);

  it.each(['/temp', '/temp/', '/temp//', '/temp/x/..'])('takes what is ours below %s', (temp) => {
    expect(parseJournal(JSON.stringify([builder, tools, folder]), temp)).toEqual([builder, tools, folder]);
  });

  it('takes a builder whose name will be longer in 2059', () => {
    const later = { ...builder, name: newBuilderName(Date.UTC(2060, 0), () => 0.5) };
    expect(reading(later)).toEqual([later]);
  });

  it('takes nothing along that it does not know', () => {
    expect(reading({ ...folder, name: 'x' })).toEqual([folder]);
    expect(reading({ ...builder, path: '/', force: true })).toEqual([builder]);
  });

  it('takes the rest of a journal, part of which is not ours', () => {
    const text = JSON.stringify([{ kind: 'folder', path: '/' }, null, folder, 7, [folder], builder]);
    expect(parseJournal(text, '/temp')).toEqual([folder, builder]);
  });

  it.each<[name: string, text: string]>([
    ['nothing', ''],
    ['what is not JSON', `[${JSON.stringify(folder)}`],
    ['an object', JSON.stringify(folder)],
    ['an object like a list', JSON.stringify({ length: 1, 0: folder })],
    ['null', 'null'],
    ['a text', JSON.stringify(folder.path)],
    ['a path alone', folder.path],
    ['an empty list', '[]'],
  ])('takes nothing from %s', (_, text) => {
    expect(parseJournal(text, '/temp')).toEqual([]);
  });

  /** Neither a folder to empty nor a record to remove may be anything else than a file of ours. */
  const foreign: readonly (readonly [name: string, path: (prefix: string) => unknown])[] = [
    ['the temporary folder itself', () => '/temp'],
    ['the temporary folder, with a slash', () => '/temp/'],
    ['the root', () => '/'],
    ['nothing', () => ''],
    ['only the prefix', (prefix) => prefix],
    ['another folder', (prefix) => `/home/${prefix}0`],
    ['a longer folder that begins like it', (prefix) => `/temporary/${prefix}0`],
    ['a folder of as many letters', (prefix) => `/tamp/${prefix}0`],
    ['a folder below it', (prefix) => `/temp/x/${prefix}0`],
    ['something inside of ours', (prefix) => `/temp/${prefix}0/x`],
    ['a way out of ours', (prefix) => `/temp/${prefix}0/../../home`],
    ['a way out and back', (prefix) => `/temp/${prefix}0/../${prefix}1`],
    ['dots behind the prefix', (prefix) => `/temp/${prefix}..`],
    ['a way out of the temporary folder', (prefix) => `/temp/../home/${prefix}0`],
    ['a detour', (prefix) => `/temp/./${prefix}0`],
    ['two slashes', (prefix) => `/temp//${prefix}0`],
    ['a slash behind it', (prefix) => `/temp/${prefix}0/`],
    ['a backslash', (prefix) => `/temp/${prefix}0\\..\\x`],
    ['a relative path', (prefix) => `temp/${prefix}0`],
    ['a name of somebody else', () => '/temp/someone-elses'],
    ['a name that only ends like ours', (prefix) => `/temp/my-${prefix}0`],
    ['capital letters', (prefix) => `/temp/${prefix.toUpperCase()}0`],
    ['a null byte', (prefix) => `/temp/${prefix}0\0`],
    ['a line break', (prefix) => `/temp/${prefix}0\n`],
    ['a space', (prefix) => `/temp/${prefix}0 x`],
    ['a glob', (prefix) => `/temp/${prefix}*`],
    ['a number', () => 0],
    ['null', () => null],
    ['a list', (prefix) => [`/temp/${prefix}0`]],
    ['an object', (prefix) => ({ path: `/temp/${prefix}0` })],
    ['nothing at all', () => undefined],
  ];

  it.each(foreign)('takes no folder that is %s', (_, path) => {
    expect(reading({ ...folder, path: path('multiarch-build-step-') })).toEqual([]);
  });

  it.each(foreign)('takes no builder whose record is %s', (_, path) => {
    expect(reading({ ...builder, record: path('multiarch-build-builder-') })).toEqual([]);
  });

  it.each(foreign)('takes no tools that are %s', (_, path) => {
    expect(reading({ ...tools, path: path('multiarch-build-tools-') })).toEqual([]);
  });

  // The post step runs it: whoever may write a state must not choose the program.
  it.each(foreign)('takes no builder whose buildx lies in a folder that is %s', (_, path) => {
    const folderOfBuildx = path('multiarch-build-tools-');
    const buildx = typeof folderOfBuildx === 'string' ? `${folderOfBuildx}/buildx` : folderOfBuildx;
    expect(reading({ ...builder, buildx })).toEqual([]);
  });

  it.each(['/usr/bin/buildx', 'buildx', './buildx', tools.path, `${folder.path}/buildx`, '/temp/buildx'])(
    'takes no builder that %s is to remove',
    (buildx) => {
      expect(reading({ ...builder, buildx })).toEqual([]);
    },
  );

  it('takes no other kind of thing, wherever it lies', () => {
    expect(reading({ ...folder, kind: 'volume' })).toEqual([]);
    expect(reading({ path: folder.path })).toEqual([]);
  });

  it('does not take one for the other', () => {
    expect(reading({ kind: 'folder', path: builder.record })).toEqual([]);
    expect(reading({ kind: 'folder', path: tools.path })).toEqual([]);
    expect(reading({ kind: 'tools', path: folder.path })).toEqual([]);
    expect(reading({ ...builder, record: folder.path })).toEqual([]);
  });

  it.each<[name: string, builder: unknown]>([
    ['of the user', 'default'],
    ['of another tool', 'builder-5c7f0'],
    ['that begins like ours', 'multiarch-build-x'],
    ['of a container', `buildx_buildkit_${builder.name}0`],
    ['with something before it', `x${builder.name}`],
    ['with something behind it', `${builder.name}0`],
    ['behind a line break', `x\n${builder.name}`],
    ['before a line break', `${builder.name}\n`],
    ['that is an option', '--all-inactive'],
    ['in capital letters', builder.name.toUpperCase()],
    ['that is nothing', ''],
    ['that is a list', [builder.name]],
    ['that is null', null],
    ['that is missing', undefined],
  ])('takes no builder with a name %s', (_, name) => {
    expect(reading({ ...builder, name })).toEqual([]);
  });

  it.each<[name: string, changes: object]>([
    ['a kind that it does not know', { kind: 'volume' }],
    ['a kind that is not a text', { kind: ['builder'] }],
    ['no kind', { kind: undefined }],
    ['no buildx', { buildx: undefined }],
    ['a buildx that is not a text', { buildx: ['rm'] }],
  ])('takes nothing with %s', (_, changes) => {
    expect(reading({ ...builder, ...changes })).toEqual([]);
  });
});
