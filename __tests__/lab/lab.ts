// What the lab's tests have in common: judges that owe nothing to the action, contexts made on the fly, and one
// builder a file where the builder is not what is tested.

import { type ChildProcess, spawn } from 'node:child_process';
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import process from 'node:process';
import { toolchainInputs } from '../../lab/derive.ts';
import { labEnvironment } from '../../lab/environment.ts';
import { discardBuilder } from '../../lab/faults/engine.ts';
import { digestOf } from '../../src/oci/digest.ts';
import type { Platform } from '../../src/oci/platform.ts';
import { type Job, type StepOptions, type StepResult, startJob } from '../harness/step.ts';

export const lab = labEnvironment();
Object.assign(process.env, lab);

export function setting(name: string): string {
  const value = lab[name];
  if (!value) {
    throw new Error(`The lab has no ${name}.`);
  }
  return value;
}

export const registry = setting('LAB_REGISTRY');
export const registry2 = setting('LAB_REGISTRY_2');
export const toolchain: Readonly<Record<string, string>> = toolchainInputs(lab);

/** With a builder that exists, nothing may be said about how to make one. Nothing foreign runs unless a test says so. */
const onExisting = {
  'buildx-version': toolchain['buildx-version'] ?? '',
  'buildx-sha256': toolchain['buildx-sha256'] ?? '',
  'buildx-mirror': toolchain['buildx-mirror'] ?? '',
  'binfmt-image': toolchain['binfmt-image'] ?? '',
  emulation: 'none',
};

export interface Ended {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

export function command(
  file: string,
  args: readonly string[],
  options: { readonly env?: NodeJS.ProcessEnv; readonly cwd?: string; readonly input?: string } = {},
): Promise<Ended> {
  return new Promise((resolve, reject) => {
    const env = { ...process.env, ...options.env };
    const child = spawn(file, args, { env, cwd: options.cwd, stdio: ['pipe', 'pipe', 'pipe'] });
    let [stdout, stderr] = ['', ''];
    child.stdout.on('data', (chunk: Buffer) => {
      stdout += chunk.toString('utf8');
    });
    child.stderr.on('data', (chunk: Buffer) => {
      stderr += chunk.toString('utf8');
    });
    child.stdin.on('error', () => undefined);
    child.stdin.end(options.input ?? '');
    child.on('error', reject);
    child.on('close', (code) => resolve({ code, stdout, stderr }));
  });
}

/** The trimmed output of a command that must succeed. */
export async function output(file: string, ...args: readonly string[]): Promise<string> {
  const { code, stdout, stderr } = await command(file, args);
  if (code !== 0) {
    throw new Error(`${file} ${args.join(' ')} ended with ${code}: ${stderr}`);
  }
  return stdout.trim();
}

/** The digest that crane reports for a reference; null where the registry has no such thing. */
export async function craneDigest(reference: string): Promise<string | null> {
  const { code, stdout, stderr } = await command('crane', ['digest', reference]);
  if (code === 0) {
    return stdout.trim();
  }
  if (/MANIFEST_UNKNOWN|NAME_UNKNOWN|404 Not Found/.test(stderr)) {
    return null;
  }
  throw new Error(`crane digest ${reference}: ${stderr}`);
}

/** All tags of a repository; none if it does not exist. */
export async function tagsOf(repository: string): Promise<readonly string[]> {
  const { code, stdout, stderr } = await command('crane', ['ls', repository]);
  if (code === 0) {
    return stdout.split('\n').filter(Boolean);
  }
  if (stderr.includes('NAME_UNKNOWN')) {
    return [];
  }
  throw new Error(`crane ls ${repository}: ${stderr}`);
}

export interface Served {
  readonly digest: string;
  readonly size: number;
  readonly mediaType: string;
  readonly document: Document;
}

export interface Descriptor {
  readonly mediaType: string;
  readonly digest: string;
  readonly size: number;
  readonly platform?: Platform;
  readonly annotations?: Readonly<Record<string, string>>;
}

interface Document {
  readonly manifests?: readonly Descriptor[];
  readonly config?: Descriptor;
  readonly layers?: readonly Descriptor[];
}

const manifestTypes = [
  'application/vnd.oci.image.index.v1+json',
  'application/vnd.oci.image.manifest.v1+json',
  'application/vnd.docker.distribution.manifest.list.v2+json',
  'application/vnd.docker.distribution.manifest.v2+json',
].join(', ');

/** The bytes that a registry sends for `host/repository:tag` or `…@digest`, hashed here. */
export async function served(reference: string): Promise<Served> {
  const [, host, name, which] = /^([^/]+)\/(.+?)(?:@|:(?=[^:@/]+$))(.+)$/.exec(reference) ?? [];
  const answer = await fetch(`http://${host}/v2/${name}/manifests/${which}`, {
    headers: { accept: manifestTypes },
  });
  if (!answer.ok) {
    throw new Error(`${reference} is answered with ${answer.status}`);
  }
  const bytes = Buffer.from(await answer.arrayBuffer());
  return {
    digest: digestOf(bytes),
    size: bytes.byteLength,
    mediaType: answer.headers.get('content-type') ?? '',
    document: JSON.parse(bytes.toString('utf8')) as Document,
  };
}

/** A folder with these files, and its end. Nothing here removes it if a test fails: `removeContexts` does. */
export function makeContext(files: Readonly<Record<string, string | Uint8Array>>): string {
  const folder = mkdtempSync(join(tmpdir(), 'multiarch-context-'));
  contexts.push(folder);
  for (const [name, content] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, name)), { recursive: true });
    writeFileSync(join(folder, name), content);
  }
  return folder;
}

const contexts: string[] = [];

export function removeContexts(): void {
  for (const folder of contexts.splice(0)) {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** One file and nothing to run: builds for any platform without an emulator, and is another image each time. */
export function scratchContext(content: string = `${process.pid} ${performance.now()}`): string {
  return makeContext({ Dockerfile: 'FROM scratch\nCOPY file /file\n', file: content });
}

/** A builder that outlives the steps that use it, and the job that they are steps of. */
export interface Workbench {
  readonly job: Job;
  readonly builder: string;
  /** The main step, on the shared builder. */
  step(inputs: Readonly<Record<string, string>>, options?: Omit<StepOptions, 'inputs'>): Promise<StepResult>;
  end(): Promise<void>;
}

export async function openWorkbench(): Promise<Workbench> {
  const job = startJob();
  const first = await job.step({
    inputs: { ...toolchain, context: scratchContext(), platforms: 'linux/amd64', cleanup: 'false' },
  });
  const builder = first.outputs['builder'];
  if (first.code !== 0 || !builder) {
    throw new Error(`The shared builder could not be made:\n${first.log}`);
  }
  return {
    job,
    builder,
    step: (inputs, options = {}) => job.step({ ...options, inputs: { ...onExisting, builder, ...inputs } }),
    end: async () => {
      await discardBuilder(builder);
      job.end();
      removeContexts();
    },
  };
}

/** The builder that a step says it starts. */
export function builderStartedIn(log: string): string {
  const name = /Starting the builder (multiarch-build-\S+) with/.exec(log)?.[1];
  if (!name) {
    throw new Error(`No builder was started:\n${log}`);
  }
  return name;
}

/** Containers and volumes on the engine whose name holds this text. */
export async function onEngine(text: string): Promise<readonly string[]> {
  const [containers, volumes] = await Promise.all([
    output('docker', 'ps', '--all', '--format', '{{.Names}}'),
    output('docker', 'volume', 'ls', '--format', '{{.Name}}'),
  ]);
  return `${containers}\n${volumes}`.split('\n').filter((name) => name.includes(text));
}

/** What is left of a job's steps: their temporary files, and what buildx remembers in the user's home. */
export function leftInJob(job: Job): readonly string[] {
  const instances = join(job.folder, 'home', '.docker', 'buildx', 'instances');
  return [
    ...readdirSync(job.temp).filter((name) => name.startsWith('multiarch-build')),
    ...(existsSync(instances) ? readdirSync(instances) : []),
  ];
}

/** The error annotation of a failed step, with its line breaks: `::error title=…::…`. */
export function errorOf(log: string): string {
  const line = log.split('\n').find((text) => text.startsWith('::error'));
  return (line ?? `no error in:\n${log}`)
    .replaceAll('%0A', '\n')
    .replaceAll('%0D', '\r')
    .replaceAll('%3A', ':')
    .replaceAll('%25', '%');
}

/** Waits until something holds, looking often. */
export async function until(
  what: string,
  holds: () => boolean | Promise<boolean>,
  limitMs = 30_000,
): Promise<void> {
  const started = performance.now();
  while (!(await holds())) {
    if (performance.now() - started > limitMs) {
      throw new Error(`Waited ${limitMs} ms in vain until ${what}.`);
    }
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
}

/** Whether a process has not ended; a zombie has. */
export function isAlive(child: ChildProcess): boolean {
  return child.exitCode === null && child.signalCode === null;
}

/** Every file below a folder with its bytes, but for what buildx notes of each use. */
export function snapshot(folder: string): Record<string, string> {
  const files = readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name))
    .filter((file) => !/\/buildx\/(activity|refs|\.lock|\.buildNodeID|defaults)/.test(file));
  return Object.fromEntries(files.map((file) => [file.slice(folder.length), readFileSync(file, 'base64')]));
}
