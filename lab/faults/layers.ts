// The files of an image as its layers hold them, without any engine or builder: enough to see what a container of it
// would start.
import { posix } from 'node:path';
import { gunzipSync } from 'node:zlib';

/** What stands under a path in a layer: a file with its first bytes, or a link to another path. */
export type LayerEntry =
  | { readonly kind: 'file'; readonly head: Buffer }
  | { readonly kind: 'link'; readonly target: string };

/** By absolute path. */
export type LayerFiles = ReadonlyMap<string, LayerEntry>;

const headBytes = 64;
const block = 512;

/** Reads a layer, a tar archive that may be compressed with gzip (ustar, pax and GNU's long names). */
export function filesIn(layer: Buffer): LayerFiles {
  const bytes = layer.readUInt16BE(0) === 0x1f8b ? gunzipSync(layer) : layer;
  const files = new Map<string, LayerEntry>();
  let names: Names = {};
  for (let at = 0; at + block <= bytes.length && bytes[at] !== 0; ) {
    const header = bytes.subarray(at, at + block);
    const size = sizeIn(header);
    const content = bytes.subarray(at + block, at + block + size);
    at += block + Math.ceil(size / block) * block;
    const type = String.fromCharCode(header[156] ?? 0);
    const longer = longNames(type, content);
    if (longer !== null) {
      names = { ...names, ...longer };
      continue;
    }
    const path = posix.join('/', names.path ?? nameIn(header));
    const target = names.target ?? textIn(header, 157, 100);
    const entry = entryOf(type, path, target, content);
    if (entry !== null) {
      files.set(path, entry);
    }
    names = {};
  }
  return files;
}

/** Of the entry that follows, where its header has no room for them. */
interface Names {
  readonly path?: string;
  readonly target?: string;
}

function longNames(type: string, content: Buffer): Names | null {
  const text = content.toString('utf8');
  switch (type) {
    case 'x': {
      const records = Object.fromEntries(
        [...text.matchAll(/^\d+ ([^=\n]+)=(.*)$/gm)].map(([, key, value]) => [key, value]),
      );
      const { path, linkpath: target } = records as { readonly path?: string; readonly linkpath?: string };
      return { ...(path === undefined ? {} : { path }), ...(target === undefined ? {} : { target }) };
    }
    case 'L':
      return { path: text.replace(/\0.*$/s, '') };
    case 'K':
      return { target: text.replace(/\0.*$/s, '') };
    case 'g':
      return {};
    default:
      return null;
  }
}

function entryOf(type: string, path: string, target: string, content: Buffer): LayerEntry | null {
  switch (type) {
    case '0':
    case '\0':
      return { kind: 'file', head: Buffer.from(content.subarray(0, headBytes)) };
    case '1':
      return { kind: 'link', target: posix.join('/', target) };
    case '2':
      return { kind: 'link', target: posix.resolve(posix.dirname(path), target) };
    default:
      return null;
  }
}

function nameIn(header: Buffer): string {
  const prefix = textIn(header, 257, 5) === 'ustar' ? textIn(header, 345, 155) : '';
  return posix.join(prefix, textIn(header, 0, 100));
}

function sizeIn(header: Buffer): number {
  return Number.parseInt(textIn(header, 124, 12), 8) || 0;
}

function textIn(header: Buffer, at: number, length: number): string {
  return header
    .subarray(at, at + length)
    .toString('utf8')
    .replace(/\0.*$/s, '')
    .trimEnd();
}

/** Parts of an image's config that say what its containers start. */
export interface StartConfig {
  readonly Entrypoint?: readonly string[] | null;
  readonly Cmd?: readonly string[] | null;
  readonly Env?: readonly string[] | null;
  readonly WorkingDir?: string;
}

/** The path of the program that a container starts, with its first bytes; null if there is none in the layers. */
export function startedProgram(
  config: StartConfig,
  layers: readonly LayerFiles[],
): { readonly path: string; readonly head: Buffer } | null {
  const [word] = [...(config.Entrypoint ?? []), ...(config.Cmd ?? [])];
  if (!word) {
    return null;
  }
  const path = config.Env?.find((entry) => entry.startsWith('PATH='))?.slice('PATH='.length);
  const candidates = word.includes('/')
    ? [posix.resolve('/', config.WorkingDir ?? '', word)]
    : (path ?? defaultPath).split(':').map((folder) => posix.join(folder, word));
  for (const candidate of candidates) {
    const head = headOf(candidate, layers);
    if (head !== null) {
      return { path: candidate, head };
    }
  }
  return null;
}

const defaultPath = '/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin';
const mostLinks = 8;

function headOf(path: string, layers: readonly LayerFiles[]): Buffer | null {
  let at = path;
  for (let links = 0; links <= mostLinks; links++) {
    const entry = layers.findLast((files) => files.has(at))?.get(at);
    if (entry?.kind === 'file') {
      return entry.head;
    }
    const next = entry?.target ?? throughFolder(at, layers);
    if (next === null) {
      return null;
    }
    at = next;
  }
  return null;
}

/** The same path where one of the folders on the way is a link: /bin/sh where /bin leads to /usr/bin. */
function throughFolder(path: string, layers: readonly LayerFiles[]): string | null {
  for (let folder = posix.dirname(path); folder !== '/'; folder = posix.dirname(folder)) {
    const entry = layers.findLast((files) => files.has(folder))?.get(folder);
    if (entry?.kind === 'link') {
      return posix.join(entry.target, path.slice(folder.length));
    }
  }
  return null;
}
