import { describe, expect, it } from 'vitest';
import { digestOf, isDigest, isSameDigest, servedDigestOf } from '../../../src/oci/digest.ts';

/** SHA-256 of nothing and of "abc", as FIPS 180-2 gives them. */
const ofNothing = 'sha256:e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855';
const ofAbc = 'sha256:ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad';

describe('digestOf', () => {
  it.each<[name: string, bytes: Uint8Array | string, digest: string]>([
    ['nothing', '', ofNothing],
    ['a text', 'abc', ofAbc],
    ['the same in bytes', Buffer.from('abc'), ofAbc],
    ['a part of other bytes', Buffer.from('xabcx').subarray(1, 4), ofAbc],
  ])('%s', (_, bytes, digest) => {
    expect(digestOf(bytes)).toBe(digest);
    expect(servedDigestOf(Buffer.from(bytes))).toBe(digest);
  });

  it('tells apart what differs in white space alone', () => {
    expect(digestOf('{}\n')).not.toBe(digestOf('{}'));
  });
});

describe('isDigest', () => {
  it('takes what digestOf gives', () => {
    expect(isDigest(digestOf('x'))).toBe(true);
  });

  it.each([
    ['nothing', ''],
    ['the digits alone', ofAbc.slice(7)],
    ['one digit too few', ofAbc.slice(0, -1)],
    ['one digit too many', `${ofAbc}0`],
    ['capital digits', `sha256:${'A'.repeat(64)}`],
    ['a letter that is not a digit', `sha256:${'g'.repeat(64)}`],
    ['another algorithm', `sha512:${'a'.repeat(64)}`],
    ['a line break behind it', `${ofAbc}\n`],
    ['something before it', `x@${ofAbc}`],
  ])('refuses %s', (_, text) => {
    expect(isDigest(text)).toBe(false);
  });
});

describe('isSameDigest', () => {
  const [a, b] = [digestOf('a'), digestOf('b')];

  it('compares what it was given, whoever said it', () => {
    expect(isSameDigest(a, servedDigestOf(Buffer.from('a')))).toBe(true);
    expect(isSameDigest(a, b)).toBe(false);
    expect(isSameDigest(a, null)).toBe(false);
    expect(isSameDigest(null, b)).toBe(false);
  });
});
