import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { digestOf } from '../../../src/oci/digest.ts';
import type { Completed, Processes } from '../../../src/runner/processes.ts';

export interface FakeImage {
  readonly config: Readonly<Record<string, unknown>>;
  /** By absolute path; no links. */
  readonly files: Readonly<Record<string, Uint8Array | string>>;
}

/** A layer of an image, which every image of the index has. */
export interface FakeLayer {
  readonly mediaType: string;
  readonly content: Uint8Array;
}

export interface FakeBuildx extends Processes {
  /** What was run, without the reference and the options around it: `raw`, `configs`, `build`, `copy`. */
  readonly runs: readonly string[];
  readonly index: Buffer;
}

interface More {
  /** What stands before the configs where buildx prints the details of an image. */
  readonly attested?: string;
  /** By platform. */
  readonly layers?: Readonly<Record<string, readonly FakeLayer[]>>;
}

/** Answers as buildx does for an index that holds these images, by platform. */
export function fakeBuildx(
  images: Readonly<Record<string, FakeImage>>,
  { attested = '', layers = {} }: More = {},
): FakeBuildx {
  const runs: string[] = [];
  const mediaType = 'application/vnd.oci.image.index.v1+json';
  const manifests = Object.keys(images).map((name) => {
    const [os, architecture, variant] = name.split('/');
    return {
      mediaType: 'application/vnd.oci.image.manifest.v1+json',
      digest: digestOf(manifestOf(layers[name] ?? [], name)),
      size: 7,
      platform: { os, architecture, variant },
    };
  });
  const index = Buffer.from(JSON.stringify({ schemaVersion: 2, mediaType, manifests }));
  const said = (stdout: string | Buffer): Completed => ({ code: 0, stdout: Buffer.from(stdout), stderr: '' });
  return {
    runs,
    index,
    async run(_, args, options) {
      if (args.includes('--raw')) {
        runs.push('raw');
        return said(index);
      }
      if (args.includes('--format')) {
        runs.push('configs');
        const configs = Object.entries(images).map(([name, { config }]) => [name, config]);
        const document = configs.length === 1 ? configs[0]?.[1] : Object.fromEntries(configs);
        return said(`{${attested}"configs":${JSON.stringify(document)}}`);
      }
      if (args[1] === 'create') {
        runs.push('copy');
        const directory = /^oci-layout:\/\/(.*):copy$/.exec(args.at(-2) ?? '')?.[1] ?? '';
        for (const [name, own] of Object.entries(layers)) {
          writeLayout(directory, manifestOf(own, name), own);
        }
        return said('');
      }
      runs.push('build');
      return copyOut(images, args, options?.input ?? '');
    },
  };
}

/** Of an image with these layers; the name makes it another one than that of every other platform. */
export function manifestOf(layers: readonly FakeLayer[], name: string): string {
  const descriptors = layers.map(({ mediaType, content }) => ({ mediaType, digest: digestOf(content) }));
  return JSON.stringify({ annotations: { name }, layers: descriptors });
}

/** Puts an image into an OCI layout on disk. */
export function writeLayout(directory: string, manifest: string, layers: readonly FakeLayer[]): void {
  const blobs = join(directory, 'blobs', 'sha256');
  mkdirSync(blobs, { recursive: true });
  for (const content of [manifest, ...layers.map((layer) => layer.content)]) {
    writeFileSync(join(blobs, digestOf(content).replace('sha256:', '')), content);
  }
}

const done: Completed = { code: 0, stdout: Buffer.of(), stderr: '' };

/** Does what the Dockerfile says, which copies files of the images to a folder for each platform. */
function copyOut(
  images: Readonly<Record<string, FakeImage>>,
  args: readonly string[],
  dockerfile: string,
): Completed {
  const destination = /dest=(.*)$/.exec(args.find((arg) => arg.startsWith('type=local')) ?? '')?.[1] ?? '';
  const platforms = (args[args.indexOf('--platform') + 1] ?? '').split(',');
  const copies = dockerfile.split('\n').flatMap((line, index) => copiesOf(line, index + 1));
  for (const [copy, platform] of copies.flatMap((copy) => platforms.map((name) => [copy, name] as const))) {
    const file = images[platform]?.files[copy.path];
    if (file !== undefined) {
      const output = join(destination, platform.replaceAll('/', '_'), copy.target);
      mkdirSync(dirname(output), { recursive: true });
      writeFileSync(output, file);
    } else if (!copy.optional) {
      return notFound(copy);
    }
  }
  return done;
}

interface Copy {
  readonly line: string;
  readonly number: number;
  readonly path: string;
  /** A file, below the destination. */
  readonly target: string;
  /** It is named by a pattern, which need not match anything. */
  readonly optional: boolean;
}

function copiesOf(line: string, number: number): readonly Copy[] {
  const words = /^COPY .*? (\[.*\])$/.exec(line)?.[1];
  if (words === undefined) {
    return [];
  }
  const patterns = (JSON.parse(words) as string[]).map((word) => word.replace(/\\(.)/gs, '$1'));
  const target = patterns.pop() ?? '';
  return patterns.map((pattern) => {
    const path = pattern.replace(/\[\\?(.)\]/gs, '$1');
    const name = target.endsWith('/') ? `${target}${path.slice(path.lastIndexOf('/') + 1)}` : target;
    return { line, number, path, target: name, optional: pattern !== path };
  });
}

function notFound({ path, line, number }: Copy): Completed {
  const stderr = `   ${number} | >>> ${line}\nERROR: failed to build: failed to solve: failed to compute cache key: failed to calculate checksum of ref x::y: "${path}": not found`;
  return { ...done, code: 1, stderr };
}
