/** A member of a tar archive. */
export interface TarEntry {
  /** As the archive writes it. */
  readonly path: string;
  readonly type: 'file' | 'hard link' | 'directory' | 'other';
  /** Permission bits. */
  readonly mode: number;
  /** What a hard link leads to, as a path in the archive; empty for everything else. */
  readonly target: string;
}

/** Takes the content of a member piece by piece. */
export interface TarContent {
  add(piece: Uint8Array): void;
  /** All of it has come. */
  end(): void;
}

/** Takes an archive piece by piece. */
export interface TarReader {
  /** Throws a plain Error if this is no archive. */
  add(piece: Uint8Array): void;
  /** Throws a plain Error if the archive is cut off. */
  end(): void;
}

const block = 512;
/** Long names and extended headers; more is no name. */
const longestHeader = 1 << 20;

/**
 * Reads the formats that layers have: ustar, pax and GNU's long names (pax of POSIX.1-2017; "Basic Tar
 * Format" of GNU tar). `visit` is asked for each member what takes its content; null for nothing.
 */
export function tarReader(visit: (entry: TarEntry) => TarContent | null): TarReader {
  const header = gatherer();
  /** What has been said about the next member by what stands before it. */
  let extensions: Extensions = {};
  let content: TarContent | null = null;
  let left = 0;
  let padding = 0;
  let ended = false;

  const begin = (bytes: Buffer): void => {
    if (bytes[0] === 0 && checksumOf(bytes) === zeroChecksum) {
      ended = true;
      return;
    }
    const parsed = parseHeader(bytes, extensions);
    left = parsed.size;
    padding = (block - (left % block)) % block;
    const extending = extensionOf(parsed.flag);
    if (extending === null) {
      content = visit(parsed.entry);
      extensions = {};
    } else {
      content = extensionContent(left, (text) => {
        extensions = { ...extensions, ...extending(text) };
      });
    }
    finish();
  };
  const finish = (): void => {
    if (left === 0) {
      content?.end();
      content = null;
    }
  };
  return {
    add(piece) {
      let rest = Buffer.from(piece.buffer, piece.byteOffset, piece.byteLength);
      while (rest.byteLength > 0 && !ended) {
        const taken = Math.min(rest.byteLength, left || padding || block - header.length());
        const part = rest.subarray(0, taken);
        rest = rest.subarray(taken);
        if (left > 0) {
          content?.add(part);
          left -= taken;
          finish();
        } else if (padding > 0) {
          padding -= taken;
        } else {
          header.add(part);
          if (header.length() === block) {
            begin(header.take());
          }
        }
      }
    },
    end() {
      if (left > 0 || header.length() > 0) {
        throw new Error('the archive is cut off');
      }
    },
  };
}

function gatherer(): { add(part: Uint8Array): void; length(): number; take(): Buffer } {
  let parts: Buffer[] = [];
  let length = 0;
  return {
    add(part) {
      parts.push(Buffer.from(part));
      length += part.byteLength;
    },
    length: () => length,
    take() {
      const all = Buffer.concat(parts);
      parts = [];
      length = 0;
      return all;
    },
  };
}

function extensionContent(size: number, take: (text: string) => void): TarContent {
  if (size > longestHeader) {
    throw new Error(`a header of ${size} bytes`);
  }
  const gathered = gatherer();
  return { add: gathered.add, end: () => take(gathered.take().toString('utf8')) };
}

interface Extensions {
  readonly path?: string;
  readonly target?: string;
  readonly size?: number;
}

/** How a member that only describes the next one is read; null for every other one. */
function extensionOf(flag: string): ((text: string) => Extensions) | null {
  switch (flag) {
    case 'L':
      return (text) => ({ path: text.replace(/\0.*$/s, '') });
    case 'K':
      return (text) => ({ target: text.replace(/\0.*$/s, '') });
    case 'x':
      return paxExtensions;
    // For all members: no path or size is among these.
    case 'g':
      return () => ({});
    default:
      return null;
  }
}

/** Records of the form `length key=value\n`, whose length, in bytes, counts all of it. */
function paxExtensions(text: string): Extensions {
  const bytes = Buffer.from(text, 'utf8');
  const values = new Map<string, string>();
  for (let at = 0; at < bytes.byteLength; ) {
    const [digits = ''] = /^\d+/.exec(bytes.toString('latin1', at, at + 12)) ?? [];
    const length = Number(digits);
    if (digits === '' || length <= digits.length) {
      throw new Error('a damaged extended header');
    }
    const record = bytes.toString('utf8', at + digits.length + 1, at + length - 1);
    const equals = record.indexOf('=');
    values.set(record.slice(0, equals), record.slice(equals + 1));
    at += length;
  }
  const [path, target, size] = ['path', 'linkpath', 'size'].map((key) => values.get(key));
  return {
    ...(path === undefined ? {} : { path }),
    ...(target === undefined ? {} : { target }),
    ...(size === undefined ? {} : { size: Number(size) }),
  };
}

interface Header {
  readonly entry: TarEntry;
  readonly flag: string;
  readonly size: number;
}

function parseHeader(bytes: Buffer, { path, target, size }: Extensions): Header {
  if (checksumOf(bytes) !== numberAt(bytes, 148, 8)) {
    throw new Error('a damaged header');
  }
  const flag = String.fromCharCode(bytes[156] ?? 0);
  const prefix = bytes.toString('latin1', 257, 262) === 'ustar' ? textAt(bytes, 345, 155) : '';
  const name = textAt(bytes, 0, 100);
  const type = typeOf(flag);
  const linked = target ?? textAt(bytes, 157, 100);
  return {
    flag,
    // Links and directories have no content, whatever they say.
    size: type === 'hard link' || type === 'directory' ? 0 : (size ?? numberAt(bytes, 124, 12)),
    entry: {
      path: path ?? (prefix === '' ? name : `${prefix}/${name}`),
      type,
      mode: numberAt(bytes, 100, 8) & 0o7777,
      target: type === 'hard link' ? linked : '',
    },
  };
}

/** The sum of all bytes, those of the checksum itself counted as blanks. */
function checksumOf(bytes: Buffer): number {
  let sum = zeroChecksum;
  for (let at = 0; at < block; at++) {
    sum += at >= 148 && at < 156 ? 0 : (bytes[at] ?? 0);
  }
  return sum;
}

/** Of a block of zeros, with which an archive ends. */
const zeroChecksum = 8 * 0x20;

function typeOf(flag: string): TarEntry['type'] {
  switch (flag) {
    case '0':
    case '\0':
    case '7':
      return 'file';
    case '1':
      return 'hard link';
    case '5':
      return 'directory';
    default:
      return 'other';
  }
}

function textAt(bytes: Buffer, at: number, length: number): string {
  return bytes.toString('utf8', at, at + length).replace(/\0.*$/s, '');
}

/** Octal digits, or, with the highest bit set, the bytes of a number that is too large for those. */
function numberAt(bytes: Buffer, at: number, length: number): number {
  const first = bytes[at] ?? 0;
  if (first >= 0x80) {
    return bytes.subarray(at + 1, at + length).reduce((value, byte) => value * 256 + byte, first & 0x7f);
  }
  return Number.parseInt(textAt(bytes, at, length).trim() || '0', 8);
}
