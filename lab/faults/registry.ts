// What a registry really holds, as crane reads it and as its bytes hash. Nothing of the action is used here.

import { spawn } from 'node:child_process';
import { digestOf } from '../../src/oci/digest.ts';
import { formatPlatform, normalizePlatform, type Platform } from '../../src/oci/platform.ts';

export interface Child {
  readonly platform: string;
  readonly digest: string;
  readonly size: number;
  readonly mediaType: string;
  readonly attestation: string | null;
}

export interface Held {
  /** Of the bytes. */
  readonly digest: string;
  /** The images, without attestations; of a plain manifest the one. */
  readonly children: readonly Child[];
  /** What is wrong with it; empty if every part is there and of the platform it claims. */
  readonly problems: readonly string[];
}

interface Descriptor {
  readonly digest: string;
  readonly size: number;
  readonly mediaType: string;
  readonly platform?: Platform;
  readonly annotations?: Readonly<Record<string, string>>;
}

interface Manifest {
  readonly mediaType?: string;
  readonly manifests?: readonly Descriptor[];
  readonly config?: Descriptor;
  readonly layers?: readonly Descriptor[];
}

/** The tags of a repository and the digest that crane computes for each; empty if there is no such repository. */
export async function tagsOf(registry: string, repository: string): Promise<ReadonlyMap<string, string>> {
  const listed = await crane('ls', `${registry}/${repository}`);
  // Where nobody listens, there is no tag.
  if (listed.code !== 0 && !/NAME_UNKNOWN|connection refused/.test(listed.stderr)) {
    throw new Error(listed.stderr);
  }
  const tags = listed.code === 0 ? listed.stdout.toString().split('\n').filter(Boolean) : [];
  const digests = tags.map(async (tag): Promise<[string, string]> => {
    const { code, stdout, stderr } = await crane('manifest', `${registry}/${repository}:${tag}`);
    if (code !== 0) {
      throw new Error(stderr);
    }
    return [tag, digestOf(stdout)];
  });
  return new Map(await Promise.all(digests));
}

/** What the registry holds under a digest, each part of it read and hashed; null if it holds nothing. */
export async function heldUnder(registry: string, repository: string, digest: string): Promise<Held | null> {
  const bytes = await read(registry, repository, 'manifests', digest);
  if (bytes === null) {
    return null;
  }
  const problems: string[] =
    digestOf(bytes) === digest ? [] : [`${digest} has the bytes of ${digestOf(bytes)}`];
  const manifest = JSON.parse(bytes.toString('utf8')) as Manifest;
  if (manifest.manifests === undefined) {
    const child = await heldImage(registry, repository, {
      digest,
      size: bytes.byteLength,
      mediaType: manifest.mediaType ?? '',
    });
    return { digest, children: [child.child], problems: [...problems, ...child.problems] };
  }
  const isAttestation = ({ annotations }: Descriptor): boolean =>
    annotations?.['vnd.docker.reference.type'] === 'attestation-manifest';
  const attestations = new Map(
    manifest.manifests
      .filter(isAttestation)
      .map(({ annotations, digest: of }) => [annotations?.['vnd.docker.reference.digest'], of]),
  );
  const images = await Promise.all(
    manifest.manifests
      .filter((entry) => !isAttestation(entry))
      .map(async (entry) => heldImage(registry, repository, entry)),
  );
  return {
    digest,
    children: images.map(({ child }) => ({ ...child, attestation: attestations.get(child.digest) ?? null })),
    problems: [...problems, ...images.flatMap((image) => image.problems)],
  };
}

async function heldImage(
  registry: string,
  repository: string,
  { digest, size, mediaType, platform }: Descriptor,
): Promise<{ child: Child; problems: readonly string[] }> {
  const problems: string[] = [];
  const part = async (kind: 'manifests' | 'blobs', of: string): Promise<Buffer | null> => {
    const bytes = await read(registry, repository, kind, of);
    if (bytes === null) {
      problems.push(`${of} is missing`);
    } else if (digestOf(bytes) !== of) {
      problems.push(`${of} has the bytes of ${digestOf(bytes)}`);
    }
    return bytes;
  };
  const bytes = await part('manifests', digest);
  const manifest = JSON.parse(bytes?.toString('utf8') ?? '{}') as Manifest;
  const config = manifest.config === undefined ? null : await part('blobs', manifest.config.digest);
  for (const layer of manifest.layers ?? []) {
    await part('blobs', layer.digest);
  }
  const said = JSON.parse(config?.toString('utf8') ?? '{}') as Partial<Platform>;
  if (platform !== undefined && nameOf(said) !== nameOf(platform)) {
    problems.push(`${digest} is listed as ${nameOf(platform)}, and its config says ${nameOf(said)}`);
  }
  if (bytes !== null && bytes.byteLength !== size) {
    problems.push(`${digest} is listed with another size`);
  }
  const child = { platform: nameOf(platform ?? said), digest, size, mediaType, attestation: null };
  return { child, problems };
}

/** As it is asked for, so that arm64 is v8 whether it is said or not. */
function nameOf(platform: Partial<Platform> | undefined): string {
  return formatPlatform(normalizePlatform({ os: '', architecture: '', ...platform }));
}

const accept = [
  'application/vnd.oci.image.index.v1+json',
  'application/vnd.oci.image.manifest.v1+json',
  'application/vnd.docker.distribution.manifest.list.v2+json',
  'application/vnd.docker.distribution.manifest.v2+json',
].join(', ');

async function read(
  registry: string,
  repository: string,
  kind: 'manifests' | 'blobs',
  digest: string,
): Promise<Buffer | null> {
  const answer = await fetch(`http://${registry}/v2/${repository}/${kind}/${digest}`, {
    headers: kind === 'manifests' ? { accept } : {},
  });
  if (answer.ok) {
    return Buffer.from(await answer.arrayBuffer());
  }
  await answer.body?.cancel();
  return null;
}

function crane(...args: readonly string[]): Promise<{ code: number | null; stdout: Buffer; stderr: string }> {
  return new Promise((resolve, reject) => {
    const child = spawn('crane', args, { stdio: ['ignore', 'pipe', 'pipe'] });
    const stdout: Buffer[] = [];
    let stderr = '';
    child.stdout.on('data', (chunk: Buffer) => stdout.push(chunk));
    child.stderr.on('data', (chunk: Buffer) => {
      stderr += chunk.toString('utf8');
    });
    child.on('error', reject);
    child.on('close', (code) => resolve({ code, stdout: Buffer.concat(stdout), stderr }));
  });
}
