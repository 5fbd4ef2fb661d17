import { describe, expect, it } from 'vitest';
import { type ImageFiles, layerReader } from '../../../../src/verify/binaries/image-files.ts';
import { type Member, tarOf } from '../../../harness/tar.ts';

/** What the layers leave, by path: the content of each file, and its mode where that is not the usual one. */
function filesOf(...layers: readonly (readonly Member[])[]): Readonly<Record<string, string>> {
  const files: ImageFiles<string> = new Map();
  for (const members of layers) {
    const reader = layerReader(files, (_path, mode) => {
      let content = '';
      return {
        add: (piece) => {
          content += Buffer.from(piece).toString();
        },
        end: () => (content === 'skip' ? null : content + (mode === 0o644 ? '' : ` ${mode.toString(8)}`)),
      };
    });
    reader.add(tarOf(...members));
    reader.end();
  }
  return Object.fromEntries([...files].toSorted(([a], [b]) => a.localeCompare(b)));
}

const file = (path: string, content = path): Member => ({ path, content });
const directory = (path: string): Member => ({ path, flag: '5' });

describe('layerReader', () => {
  it.each<[string, Member[][], Record<string, string>]>([
    [
      'files of one layer',
      [[directory('etc/'), file('etc/a', '1'), file('b', '2')]],
      { '/b': '2', '/etc/a': '1' },
    ],
    [
      'paths as they are meant',
      [[file('./a', '1'), file('/b', '2'), file('c/../d', '3')]],
      { '/a': '1', '/b': '2', '/d': '3' },
    ],
    ['modes', [[{ path: 'a', content: '1', mode: 0o755 }]], { '/a': '1 755' }],
    ['only what is to be kept', [[file('a', 'skip'), file('b', '1')]], { '/b': '1' }],
    [
      'no links, devices or directories',
      [[{ path: 'a', flag: '2', target: 'b' }, { path: 'c', flag: '3' }, directory('d')]],
      {},
    ],
    ['files of several layers', [[file('a', '1')], [file('b', '2')]], { '/a': '1', '/b': '2' }],
    ['the file of the highest layer', [[file('a', '1')], [file('a', '2')]], { '/a': '2' }],
    ['the last of equal files', [[file('a', '1'), file('a', '2')]], { '/a': '2' }],
    [
      'nothing of a file that is replaced by one that is not kept',
      [[file('a', '1')], [file('a', 'skip')]],
      {},
    ],
    [
      'nothing of a file that is replaced by one that is not kept, in one layer',
      [[file('a', '1'), file('a', 'skip')]],
      {},
    ],
    [
      'nothing of a file that is replaced by a link',
      [[file('a', '1')], [{ path: 'a', flag: '2', target: 'b' }]],
      {},
    ],
    [
      'nothing of a file that is replaced by a directory',
      [[file('a', '1')], [directory('a/'), file('a/b', '2')]],
      { '/a/b': '2' },
    ],
    [
      'nothing below a directory that is replaced by a file',
      [[file('a/b/c', '1'), file('ab', '2')], [file('a', '3')]],
      { '/a': '3', '/ab': '2' },
    ],
    [
      'what is in a directory that comes again',
      [[file('a/b', '1')], [directory('a/'), file('a/c', '2')]],
      { '/a/b': '1', '/a/c': '2' },
    ],
    [
      'nothing of a file that is removed',
      [[file('a/b', '1'), file('a/c', '2')], [file('a/.wh.b', '')]],
      { '/a/c': '2' },
    ],
    [
      'nothing of a directory that is removed',
      [[file('a/b/c', '1'), file('a/d', '2'), file('a/bc', '3')], [file('a/.wh.b', '')]],
      { '/a/bc': '3', '/a/d': '2' },
    ],
    [
      'nothing of what was in a directory that hides it',
      [
        [file('a/b', '1'), file('c', '2')],
        [file('a/.wh..wh..opq', ''), file('a/d', '3')],
      ],
      { '/a/d': '3', '/c': '2' },
    ],
    [
      'nothing of what was in a root that hides it',
      [
        [file('a', '1'), file('b/c', '2')],
        [file('.wh..wh..opq', ''), file('d', '3')],
      ],
      { '/d': '3' },
    ],
    [
      'what a layer adds, wherever its whiteouts stand',
      [[file('a/b', '1')], [file('a/b', '2'), file('a/.wh.b', ''), file('a/.wh..wh..opq', '')]],
      { '/a/b': '2' },
    ],
    ['what comes back', [[file('a', '1')], [file('.wh.a', '')], [file('a', '2')]], { '/a': '2' }],
    ['a whiteout of nothing', [[file('a', '1')], [file('.wh.b', ''), file('x/.wh.y', '')]], { '/a': '1' }],
    ['hard links', [[file('a', '1'), { path: 'b', flag: '1', target: 'a' }]], { '/a': '1', '/b': '1' }],
    [
      'hard links to a layer below',
      [[file('a', '1')], [{ path: 'b', flag: '1', target: './a' }]],
      { '/a': '1', '/b': '1' },
    ],
    ['no hard links to what is not kept', [[file('a', 'skip'), { path: 'b', flag: '1', target: 'a' }]], {}],
    [
      'a hard link in place of another file',
      [[file('b', '2')], [file('a', 'skip'), { path: 'b', flag: '1', target: 'a' }]],
      {},
    ],
    [
      'a hard link whose file is gone',
      [[file('a', '1'), { path: 'b', flag: '1', target: 'a' }], [file('.wh.a', '')]],
      { '/b': '1' },
    ],
  ])('has %s', (_, layers, files) => {
    expect(filesOf(...layers)).toEqual(files);
  });

  it('changes nothing for good before a layer has ended', () => {
    const files: ImageFiles<string> = new Map();
    const reader = layerReader(files, () => ({ add: () => undefined, end: () => 'x' }));
    const archive = tarOf(file('a'), file('b'));
    reader.add(archive.subarray(0, 1200));
    expect([...files]).toEqual([]);
    expect(() => reader.end()).toThrow('cut off');
  });
});
