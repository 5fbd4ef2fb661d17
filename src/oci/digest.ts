import { createHash } from 'node:crypto';

/** `sha256:` and 64 lower-case hexadecimal digits. */
export type Digest = `sha256:${string}` & { readonly brand: 'Digest' };

/** What BuildKit says that it exported. Nobody has looked yet; nothing that a workflow reads is made of it. */
export type ClaimedDigest = Digest & { readonly source: 'BuildKit' };

/** Of the very bytes that a registry, or a layout on disk, returned when they were read back. */
export type ServedDigest = Digest & { readonly source: 'read back' };

export function isDigest(text: string): text is Digest {
  return /^sha256:[0-9a-f]{64}$/.test(text);
}

/** Twelve hexadecimal digits: enough to tell digests apart, and fit for a name. */
export function shortHex(digest: Digest): string {
  return digest.slice('sha256:'.length).slice(0, 12);
}

/** The digest of exactly these bytes. */
export function digestOf(bytes: Uint8Array | string): Digest {
  return `sha256:${createHash('sha256').update(bytes).digest('hex')}` as Digest;
}

/** The same, of bytes that were read back. */
export function servedDigestOf(bytes: Uint8Array): ServedDigest {
  return digestOf(bytes) as ServedDigest;
}

/** Whoever says it: the same content. */
export function isSameDigest(a: Digest | null, b: Digest | null): boolean {
  return a === b;
}
