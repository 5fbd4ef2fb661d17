import { describe, expect, it } from 'vitest';
import { type Marks, markScanner, readLeb128 } from '../../../../src/verify/binaries/marks.ts';
import { armSection, goBuildInfo } from './marked.ts';

function scan(bytes: Buffer, step = bytes.byteLength): Marks {
  const scanner = markScanner();
  for (let at = 0; at < bytes.byteLength; at += step) {
    scanner.add(bytes.subarray(at, at + step));
  }
  return scanner.marks();
}

const filling = (length: number): Buffer => Buffer.alloc(length, 'code');
/** Tag_CPU_name "5TE", Tag_CPU_arch 4, Tag_ARM_ISA_use 1. */
const attributes = Buffer.from('05355445000604080' + '1', 'hex');
const settings = 'path\texample.com/app\nbuild\tGOARCH=arm\nbuild\tGOARM=6\n';

describe('markScanner', () => {
  it.each([1, 3, 16, 1000, 65_536])('finds both marks in pieces of %i bytes', (step) => {
    const file = Buffer.concat([
      filling(997),
      goBuildInfo('go1.26.0', settings),
      filling(5000),
      armSection(attributes),
      filling(333),
    ]);
    expect(scan(file, step)).toEqual({ arm: attributes, go: settings });
  });

  it('finds nothing in other programs', () => {
    expect(scan(filling(100_000), 4096)).toEqual({ arm: null, go: null });
    expect(scan(Buffer.of())).toEqual({ arm: null, go: null });
  });

  it('takes the last attributes and the first build info', () => {
    const other = Buffer.from('060a', 'hex');
    const file = Buffer.concat([
      armSection(other),
      goBuildInfo('go1.26.0', settings),
      goBuildInfo('go1.26.0', 'build\tGOARM=7\n'),
      armSection(attributes),
    ]);
    expect(scan(file)).toEqual({ arm: attributes, go: settings });
  });

  it('finds marks at the end of the file, and marks that touch each other', () => {
    expect(scan(Buffer.concat([goBuildInfo('devel go1.27-1234', settings)]))).toEqual({
      arm: null,
      go: settings,
    });
    expect(scan(Buffer.concat([armSection(Buffer.of(6, 4)), armSection(attributes)]), 5).arm).toEqual(
      attributes,
    );
  });

  it.each([
    ['the name of the vendor in a text', Buffer.from('xxxx aeabi\0 xxxx')],
    ['the name and the tag alone', Buffer.concat([filling(8), Buffer.from('aeabi\0\x01')])],
    ['attributes that are cut off', armSection(attributes).subarray(0, -1)],
    ['a vendor that is shorter than its file', armSection(attributes, { vendor: 10 })],
    ['a file that is shorter than its header', armSection(attributes, { file: 4 })],
  ])('takes no notice of %s', (_, bytes) => {
    expect(scan(bytes).arm).toBeNull();
  });

  it('keeps the attributes it has where something unsound follows', () => {
    const unsound = armSection(Buffer.of(6, 10), { file: 4 });
    expect(scan(Buffer.concat([armSection(attributes), unsound])).arm).toEqual(attributes);
  });

  it.each([
    ['of Go before 1.18, which has pointers there', goBuildInfo('go1.17', settings, { flags: 0 })],
    ['of no version', goBuildInfo('version 1', settings)],
    ['that is cut off', goBuildInfo('go1.26.0', settings).subarray(0, -1)],
    ['whose version is cut off', goBuildInfo('go1.26.0', settings).subarray(0, 36)],
    ['of which there is the magic alone', Buffer.from('\xff Go buildinf:', 'latin1')],
  ])('takes no notice of a build info %s', (_, bytes) => {
    expect(scan(bytes).go).toBeNull();
  });

  it('goes on to the build info behind the magic in a text', () => {
    const file = Buffer.concat([
      Buffer.from('\xff Go buildinf: text', 'latin1'),
      goBuildInfo('go1.26.0', settings),
    ]);
    expect(scan(file, 7).go).toBe(settings);
  });

  it('reads a build info with many modules', () => {
    const text = `${'dep\texample.com/module\tv1.2.3\th1:0000000000\n'.repeat(10_000)}build\tGOARM=7\n`;
    expect(scan(goBuildInfo('go1.26.0', text), 65_536).go).toBe(text);
  });

  it('finds nothing in a file that is full of beginnings', () => {
    const needles = Buffer.concat(Array.from({ length: 50_000 }, () => Buffer.from('aeabi\0\x01')));
    expect(scan(needles, 65_536)).toEqual({ arm: null, go: null });
  });
});

describe('readLeb128', () => {
  it.each([
    ['00', 0, 1],
    ['7f', 127, 1],
    ['8001', 128, 2],
    ['e58e26', 624485, 3],
    ['ffffffff0f', 0xffffffff, 5],
    ['80', 0, 2],
  ])('%s is %i, and ends before %i', (bytes, value, end) => {
    expect(readLeb128(Buffer.from(bytes, 'hex'), 0)).toEqual({ value, end });
  });

  it('begins where it is told to', () => {
    expect(readLeb128(Buffer.from('ff8203', 'hex'), 1)).toEqual({ value: 386, end: 3 });
  });
});
