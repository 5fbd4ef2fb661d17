/** What stands somewhere in a program about the processors that it was built for. */
export interface Marks {
  /** What .ARM.attributes says of the whole file, tag by tag; null if there is none. */
  readonly arm: Uint8Array | null;
  /** Go's build info, as `go version -m` lists it; null for programs of other languages. */
  readonly go: string | null;
}

/** Takes a file piece by piece, and keeps little of it: a file may be larger than the memory. */
export interface MarkScanner {
  add(piece: Uint8Array): void;
  marks(): Marks;
}

/**
 * Finds the marks by what they begin with: the table of sections that leads to them mostly stands behind
 * them. What only looks like one is unsound inside. Of several (a program may carry other ones in its
 * data), the attributes that count are the last, behind all data, and the build info is the first.
 */
export function markScanner(): MarkScanner {
  let arm: Uint8Array | null = null;
  let go: string | null = null;
  const searches = [
    search({ needle: attributesStart, before: 4, longest: longestAttributes }, (found) => {
      arm = armAttributesIn(found) ?? arm;
    }),
    search({ needle: buildInfoStart, before: 0, longest: longestBuildInfo }, (found) => {
      go ??= buildInfoIn(found);
    }),
  ];
  return {
    add(piece) {
      const buffer = Buffer.from(piece.buffer, piece.byteOffset, piece.byteLength);
      for (const { add } of searches) {
        add(buffer);
      }
    },
    marks() {
      for (const { end } of searches) {
        end();
      }
      return { arm, go };
    },
  };
}

/** The vendor's name in section .ARM.attributes, and Tag_File. */
const attributesStart = Buffer.from('aeabi\0\x01');
/** Some 60 bytes are usual. */
const longestAttributes = 4096;
/** How section .go.buildinfo begins (debug/buildinfo of Go). */
const buildInfoStart = Buffer.from('\xff Go buildinf:', 'latin1');
/** It lists all modules before the settings. */
const longestBuildInfo = 1 << 20;

interface Wanted {
  readonly needle: Buffer;
  /** How many bytes before the needle are wanted too. */
  readonly before: number;
  readonly longest: number;
}

/** Hands over what stands around each needle, up to the next one, the longest length or the end. */
function search(
  { needle, before, longest }: Wanted,
  take: (found: Buffer) => void,
): { add(piece: Buffer): void; end(): void } {
  /** What may be the start of a needle yet. */
  let rest = Buffer.alloc(0);
  let open: Buffer[] | null = null;
  const close = (): void => {
    if (open !== null) {
      take(Buffer.concat(open).subarray(0, longest));
      open = null;
    }
  };
  const collect = (piece: Buffer): void => {
    if (open !== null && open.reduce((sum, part) => sum + part.byteLength, 0) < longest) {
      open.push(Buffer.from(piece.subarray(0, longest)));
    }
  };
  const kept = before + needle.byteLength - 1;
  return {
    add(piece) {
      const bytes = Buffer.concat([rest, piece]);
      const end = Math.max(0, bytes.byteLength - kept);
      let from = 0;
      for (let at = bytes.indexOf(needle, before); at >= 0; at = bytes.indexOf(needle, at + 1)) {
        const start = at - before;
        collect(bytes.subarray(from, start));
        close();
        open = [];
        from = start;
      }
      collect(bytes.subarray(from, end));
      rest = Buffer.from(bytes.subarray(Math.max(from, end)));
    },
    end() {
      collect(rest);
      rest = Buffer.alloc(0);
      close();
    },
  };
}

/**
 * The attributes behind the lengths of the vendor's part and of the file's part in it (Addenda to the ABI
 * for the Arm Architecture, "Build attributes"); null if the lengths do not fit. Linux on ARM is little-endian.
 */
function armAttributesIn(found: Buffer): Uint8Array | null {
  const fromTag = 4 + 'aeabi\0'.length;
  const header = 1 + 4;
  if (found.byteLength < fromTag + header) {
    return null;
  }
  const size = found.readUInt32LE(fromTag + 1);
  const sound = size >= header && found.readUInt32LE(0) >= fromTag + size;
  return sound && found.byteLength >= fromTag + size
    ? found.subarray(fromTag + header, fromTag + size)
    : null;
}

/** Go 1.18 and later write the texts behind a header of 32 bytes; before, there are no settings. */
const inlineTexts = 2;
/** Around the module information, so that it is found in the memory of a program too. */
const sentinel = 16;

function buildInfoIn(found: Buffer): string | null {
  if (((found[15] ?? 0) & inlineTexts) === 0) {
    return null;
  }
  const version = textAt(found, 32);
  const modules = version && textAt(found, version.end);
  if (!modules || !/^(?:go\d|devel)/.test(version.text)) {
    return null;
  }
  return modules.text.slice(sentinel, -sentinel);
}

/** A text behind its length, which is a varint of Go. */
function textAt(buffer: Buffer, at: number): { readonly text: string; readonly end: number } | null {
  const length = readLeb128(buffer, at);
  const end = length.end + length.value;
  if (end > buffer.byteLength) {
    return null;
  }
  return { text: buffer.toString('latin1', length.end, end), end };
}

/** A number in groups of seven bits, the lowest first; what is beyond the end counts as 0. */
export function readLeb128(bytes: Uint8Array, at: number): { readonly value: number; readonly end: number } {
  let value = 0;
  for (let index = at; ; index++) {
    const byte = bytes[index] ?? 0;
    value += (byte & 0x7f) * 2 ** (7 * (index - at));
    if (byte < 0x80) {
      return { value, end: index + 1 };
    }
  }
}
