import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { digestOf } from '../../../src/oci/digest.ts';
import type { Completed, Processes } from '../../../src/runner/processes.ts';

export interface FakeImage {
  readonly config: Readonly<Record<string, unknown>>;
  /** By absolute path; no links. */
  readonly files: Readonly<Record<string, Uint8Array | string>>;
}

export interface FakeBuildx extends Processes {
  /** What was run, without the reference and the options around it: `raw`, `configs`, `build`. */
  readonly runs: readonly string[];
  readonly index: Buffer;
}

/** Answers as buildx does for an index that holds these images, by platform. */
export function fakeBuildx(images: Readonly<Record<string, FakeImage>>): FakeBuildx {
  const runs: string[] = [];
  const mediaType = 'application/vnd.oci.image.index.v1+json';
  const manifests = Object.keys(images).map((name) => {
    const [os, architecture, variant] = name.split('/');
    return {
      mediaType: 'application/vnd.oci.image.manifest.v1+json',
      digest: digestOf(name),
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
        return said(JSON.stringify(configs.length === 1 ? configs[0]?.[1] : Object.fromEntries(configs)));
      }
      runs.push('build');
      return copyOut(images, args, options?.input ?? '');
    },
  };
}

function copyOut(
  images: Readonly<Record<string, FakeImage>>,
  args: readonly string[],
  dockerfile: string,
): Completed {
  const destination = /dest=(.*)$/.exec(args.find((arg) => arg.startsWith('type=local')) ?? '')?.[1] ?? '';
  const platforms = (args[args.indexOf('--platform') + 1] ?? '').split(',');
  for (const [number, line] of dockerfile.split('\n').entries()) {
    const words = /^COPY .*? (\[.*\])$/.exec(line)?.[1];
    if (words === undefined) {
      continue;
    }
    const paths = (JSON.parse(words) as string[]).map((word) => word.replace(/\\(.)/gs, '$1'));
    const target = paths.pop() ?? '';
    for (const platform of platforms) {
      for (const pattern of paths) {
        const path = pattern.replace(/\[\\?(.)\]/gs, '$1');
        const file = images[platform]?.files[path];
        if (file === undefined) {
          if (pattern !== path) {
            continue;
          }
          const stderr = `   ${number + 1} | >>> ${line}\nERROR: failed to build: failed to solve: failed to compute cache key: failed to calculate checksum of ref x::y: "${path}": not found`;
          return { code: 1, stdout: Buffer.of(), stderr };
        }
        const name = target.endsWith('/') ? `${target}${path.slice(path.lastIndexOf('/') + 1)}` : target;
        const output = join(destination, platform.replaceAll('/', '_'), name);
        mkdirSync(dirname(output), { recursive: true });
        writeFileSync(output, file);
      }
    }
  }
  return { code: 0, stdout: Buffer.of(), stderr: '' };
}
