import type { Digest } from '../oci/digest.ts';

/**
 * Reads a release's checksums.txt: `<64 hex> *<file>` (binary) or `<64 hex>  <file>` (text), a line
 * each, with LF or CRLF. Throws a plain Error with the line that is none, or that contradicts another.
 */
export function parseChecksums(text: string): ReadonlyMap<string, Digest> {
  const digests = new Map<string, Digest>();
  for (const [index, line] of text.split(/\r?\n/).entries()) {
    if (line === '') {
      continue;
    }
    const [, hex, file] = /^([0-9a-f]{64}) [ *](\S.*)$/.exec(line) ?? [];
    if (hex === undefined || file === undefined) {
      throw new Error(`line ${index + 1} is '${line.slice(0, 100)}', not a SHA-256 and a file name`);
    }
    const digest = `sha256:${hex}` as Digest;
    if ((digests.get(file) ?? digest) !== digest) {
      throw new Error(`it holds two digests of ${file}`);
    }
    digests.set(file, digest);
  }
  return digests;
}
