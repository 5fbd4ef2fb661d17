// What a registry really holds, as crane reads it and as its bytes hash.
import { spawn } from 'node:child_process';
import { elfArchitectureOf } from '../../__tests__/harness/elf.ts';
import { digestOf } from '../../src/oci/digest.ts';
import { formatPlatform, normalizePlatform, type Platform } from '../../src/oci/platform.ts';
import { filesIn, type LayerFiles, type StartConfig, startedProgram } from './layers.ts';

export interface Child {
  readonly platform: string;
  readonly digest: string;
  readonly size: number;
  readonly mediaType: string;
  readonly attestation: string | null;
}

export interface HeldImage {
  readonly child: Child;
  /** The digest of its config. */
  readonly config: string;
  /** What a container of it starts, if that is in its layers, and the architecture of that program's ELF header. */
  readonly program: { readonly path: string; readonly architecture: string | null } | null;
}

export interface Held {
  /** Of the bytes. */
  readonly digest: string;
  /** Without attestations; of a plain manifest the one. */
  readonly images: readonly HeldImage[];
  /** What is wrong with it; empty if every part is there, and made for the platform that it is listed for. */
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

interface Config extends Partial<Platform> {
  readonly config?: StartConfig;
}

/** Where something is read from, and what is found wrong there. */
interface Reading {
  readonly registry: string;
  readonly repository: string;
  readonly problems: string[];
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

/**
 * What the registry holds under a digest, each part of it read and hashed, attestations too; null if it holds nothing
 * there.
 */
export async function heldUnder(registry: string, repository: string, digest: string): Promise<Held | null> {
  const bytes = await read(registry, repository, 'manifests', digest);
  if (bytes === null) {
    return null;
  }
  const reading: Reading = { registry, repository, problems: [] };
  if (digestOf(bytes) !== digest) {
    reading.problems.push(`${digest} has the bytes of ${digestOf(bytes)}`);
  }
  const manifest = parsed<Manifest>(bytes);
  const entries = manifest.manifests ?? [
    { digest, size: bytes.byteLength, mediaType: manifest.mediaType ?? '' },
  ];
  const attestations = new Map(
    entries.filter(isAttestation).map((entry) => [entry.annotations?.[subject] ?? '', entry]),
  );
  const images = await Promise.all(
    entries.filter((entry) => !isAttestation(entry)).map((entry) => heldImage(reading, entry)),
  );
  for (const [of, entry] of attestations) {
    await partsOf(reading, entry);
    if (!images.some(({ child }) => child.digest === of)) {
      reading.problems.push(
        `the attestation ${entry.digest} is of ${of || 'nothing'}, which is not listed beside it`,
      );
    }
  }
  return {
    digest,
    images: images.map(({ child, ...image }) => ({
      ...image,
      child: { ...child, attestation: attestations.get(child.digest)?.digest ?? null },
    })),
    problems: reading.problems,
  };
}

const subject = 'vnd.docker.reference.digest';

function isAttestation({ annotations }: Descriptor): boolean {
  return annotations?.['vnd.docker.reference.type'] === 'attestation-manifest';
}

async function heldImage(reading: Reading, descriptor: Descriptor): Promise<HeldImage> {
  const { digest, size, mediaType, platform } = descriptor;
  const { config, layers, manifest } = await partsOf(reading, descriptor);
  const said = parsed<Config>(config);
  const name = nameOf(platform ?? said);
  if (nameOf(said) !== name) {
    reading.problems.push(`${digest} is listed as ${name}, and its config says ${nameOf(said)}`);
  }
  const started = startedProgram(said.config ?? {}, layers.map(layerFiles));
  const program = started && { path: started.path, architecture: elfArchitectureOf(started.head) };
  if (program?.architecture && program.architecture !== name.split('/')[1]) {
    reading.problems.push(
      `${program.path} in the image for ${name} is a program for ${program.architecture}`,
    );
  }
  return {
    child: { platform: name, digest, size, mediaType, attestation: null },
    config: manifest.config?.digest ?? '',
    program,
  };
}

/** A manifest's own bytes, its config and its layers. */
async function partsOf(
  reading: Reading,
  descriptor: Descriptor,
): Promise<{ readonly manifest: Manifest; readonly config: Buffer; readonly layers: readonly Buffer[] }> {
  const manifest = parsed<Manifest>(await part(reading, 'manifests', descriptor));
  const config = manifest.config === undefined ? Buffer.of() : await part(reading, 'blobs', manifest.config);
  const layers = await Promise.all((manifest.layers ?? []).map((layer) => part(reading, 'blobs', layer)));
  return { manifest, config, layers };
}

async function part(
  { registry, repository, problems }: Reading,
  kind: 'manifests' | 'blobs',
  { digest, size }: Descriptor,
): Promise<Buffer> {
  const bytes = await read(registry, repository, kind, digest);
  if (bytes === null) {
    problems.push(`${digest} is missing`);
    return Buffer.of();
  }
  if (digestOf(bytes) !== digest) {
    problems.push(`${digest} has the bytes of ${digestOf(bytes)}`);
  }
  if (bytes.byteLength !== size) {
    problems.push(`${digest} is listed with another size`);
  }
  return bytes;
}

/** Base layers come again and again. */
const known = new Map<string, LayerFiles>();

function layerFiles(bytes: Buffer): LayerFiles {
  const digest = digestOf(bytes);
  const files = known.get(digest) ?? (bytes.length === 0 ? new Map() : filesIn(bytes));
  known.set(digest, files);
  return files;
}

/** What is no JSON is already a problem, for its digest: here it is a document that says nothing. */
function parsed<Document extends object>(bytes: Buffer): Partial<Document> {
  try {
    return JSON.parse(bytes.toString('utf8')) as Document;
  } catch {
    return {};
  }
}

/** As it is asked for, so that arm64 is v8 whether it is said or not. */
function nameOf(platform: Partial<Platform>): string {
  const { os = '', architecture = '', variant = '' } = platform;
  return formatPlatform(normalizePlatform({ os, architecture, variant }));
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
