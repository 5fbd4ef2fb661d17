import { describe, expect, it } from 'vitest';
import { type TarEntry, tarReader } from '../../../src/oci/tar.ts';
import { type Member, paxRecord, tarHeader, tarMember, tarOf } from '../../harness/tar.ts';

interface Found extends TarEntry {
  readonly content: string | null;
}

/** What a reader finds that gets the bytes in pieces of so many. */
function read(archive: Uint8Array, step = archive.byteLength, wanted = true): readonly Found[] {
  const found: Found[] = [];
  const reader = tarReader((entry) => {
    const parts: Buffer[] = [];
    const at = found.push({ ...entry, content: null }) - 1;
    return wanted
      ? {
          add: (piece) => void parts.push(Buffer.from(piece)),
          end() {
            found[at] = { ...entry, content: Buffer.concat(parts).toString() };
          },
        }
      : null;
  });
  for (let at = 0; at < archive.byteLength; at += step) {
    reader.add(archive.subarray(at, at + step));
  }
  reader.end();
  return found;
}

const file = (path: string, content: string, mode = 0o644): Found => ({
  path,
  type: 'file',
  mode,
  target: '',
  content,
});
const long = `${'directory/'.repeat(30)}file`;

describe('tarReader', () => {
  const archive = tarOf(
    { path: 'etc/', flag: '5', mode: 0o755 },
    { path: 'etc/empty' },
    { path: 'etc/short', content: 'abc', mode: 0o4755 },
    { path: 'etc/block', content: 'x'.repeat(512) },
    { path: 'etc/longer', content: 'y'.repeat(1300) },
    { path: 'etc/hard', flag: '1', target: 'etc/short' },
    { path: 'etc/soft', flag: '2', target: 'short' },
    { path: 'last', content: 'z' },
  );

  it.each([1, 7, 511, 512, 513, 4096, archive.byteLength])('reads pieces of %i bytes', (step) => {
    expect(read(archive, step)).toEqual([
      { path: 'etc/', type: 'directory', mode: 0o755, target: '', content: '' },
      file('etc/empty', ''),
      file('etc/short', 'abc', 0o4755),
      file('etc/block', 'x'.repeat(512)),
      file('etc/longer', 'y'.repeat(1300)),
      { path: 'etc/hard', type: 'hard link', mode: 0o644, target: 'etc/short', content: '' },
      { path: 'etc/soft', type: 'other', mode: 0o644, target: '', content: '' },
      file('last', 'z'),
    ]);
  });

  it('goes on behind content that nobody takes', () => {
    expect(read(archive, 700, false).map(({ path }) => path)).toEqual([
      'etc/',
      'etc/empty',
      'etc/short',
      'etc/block',
      'etc/longer',
      'etc/hard',
      'etc/soft',
      'last',
    ]);
  });

  const member: Member = { path: 'short', content: 'abc' };
  it.each<[string, readonly Member[], Partial<Found>]>([
    ['the prefix of ustar', [{ ...member, prefix: 'usr/share' }], { path: 'usr/share/short' }],
    [
      'a long name of GNU',
      [{ path: '././@LongLink', flag: 'L', content: `${long}\0` }, member],
      { path: long },
    ],
    [
      'a long target of GNU',
      [
        { path: '././@LongLink', flag: 'K', content: `${long}\0` },
        { path: 'short', flag: '1', target: 'cut' },
      ],
      { target: long, content: '' },
    ],
    [
      'both of GNU',
      [
        { path: '././@LongLink', flag: 'K', content: `${long}\0` },
        { path: '././@LongLink', flag: 'L', content: `${long}2\0` },
        { path: 'short', flag: '1', target: 'cut' },
      ],
      { target: long, path: `${long}2`, content: '' },
    ],
    [
      'a path of pax, which may have a sign of equality',
      [
        { path: 'PaxHeaders/x', flag: 'x', content: paxRecord('mtime', '1') + paxRecord('path', 'ä=ö') },
        member,
      ],
      { path: 'ä=ö' },
    ],
    [
      'a target of pax',
      [
        { path: 'PaxHeaders/x', flag: 'x', content: paxRecord('linkpath', long) },
        { path: 'short', flag: '1', target: 'cut' },
      ],
      { target: long, content: '' },
    ],
    [
      'a size of pax, where the header has none',
      [
        { path: 'PaxHeaders/x', flag: 'x', content: paxRecord('size', '3') },
        { ...member, size: '00000000000\0' },
      ],
      { content: 'abc' },
    ],
    [
      'a size in bytes, as GNU writes large ones',
      [{ ...member, size: Uint8Array.from([0x80, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 3]) }],
      { content: 'abc' },
    ],
    ['a size that ends in a blank', [{ ...member, size: '3 ' }], { content: 'abc' }],
    ['the flag of old archives', [{ ...member, flag: '\0' }], { type: 'file', content: 'abc' }],
    ['the flag of contiguous files', [{ ...member, flag: '7' }], { type: 'file', content: 'abc' }],
    ['a device', [{ ...member, flag: '3', content: '' }], { type: 'other', content: '' }],
    [
      'a global header, which says nothing here',
      [{ path: 'pax_global_header', flag: 'g', content: paxRecord('path', 'no') }, member],
      { path: 'short' },
    ],
    [
      'a link that claims to have content',
      [{ path: 'short', flag: '1', target: 'x', size: '00000000777\0' }],
      { content: '' },
    ],
  ])('understands %s', (_, members, expected) => {
    const [first, after, ...more] = read(tarOf(...members, { path: 'after', content: 'b' }), 100);
    expect(first).toMatchObject(expected);
    expect([after, more]).toEqual([file('after', 'b'), []]);
  });

  it('has what an extended header says for one member alone', () => {
    const archive = tarOf({ path: 'x', flag: 'L', content: long }, member, { path: 'other' });
    expect(read(archive).map(({ path }) => path)).toEqual([long, 'other']);
  });

  it('ends at the first block of zeros, whatever follows', () => {
    expect(read(Buffer.concat([tarOf(member), Buffer.from('garbage')]))).toHaveLength(1);
  });

  it('takes an archive that nothing ends', () => {
    expect(read(tarMember(member))).toHaveLength(1);
  });

  it.each([
    ['a header that is cut off', tarOf(member).subarray(0, 300), 'the archive is cut off'],
    ['content that is cut off', tarMember(member).subarray(0, 513), 'the archive is cut off'],
    ['text', Buffer.alloc(512, 'text'), 'a damaged header'],
    [
      'a name of two megabytes',
      tarHeader({ path: 'x', flag: 'L', size: '00010000000\0' }),
      'a header of 2097152 bytes',
    ],
    [
      'a damaged extended header',
      tarOf({ path: 'x', flag: 'x', content: 'path=x\n' }),
      'a damaged extended header',
    ],
    [
      'an extended header whose length is 1',
      tarOf({ path: 'x', flag: 'x', content: '1 path=x\n' }),
      'a damaged extended header',
    ],
  ])('refuses %s', (_, archive, message) => {
    expect(() => read(archive)).toThrow(message);
  });

  it('counts the checksum in', () => {
    const header = tarHeader(member);
    header[0] = 'S'.charCodeAt(0);
    expect(() => read(header)).toThrow('a damaged header');
  });
});
