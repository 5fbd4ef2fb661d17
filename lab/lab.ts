// Up and down: the order in which the parts come and go.
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import process from 'node:process';
import { clientFolder, makeCertificates } from './certificates.ts';
import { run } from './command.ts';
import { installGo, installPackages } from './debian.ts';
import { endContainers, engineHost, enterHost, leaveHost, removeEngineData, startEngine } from './engine.ts';
import { actBinary, buildTools, buildxBinary } from './gomodules.ts';
import { builtImages, debianImages, publishImages } from './images.ts';
import { kubernetesPart, stopKubernetes } from './kubernetes/cluster.ts';
import { exclusively } from './lock.ts';
import { findMachineEngine, type MachineEngine } from './machine-engine.ts';
import { binDir, cacheDir, runDir, runsDir } from './paths.ts';
import { privateParts, startPrivateServices } from './private-services.ts';
import { during, say } from './progress.ts';
import { digestOfTag, startRegistry } from './registry.ts';
import { startReleases } from './releases.ts';
import { findService, isAlive, services, stopService } from './services.ts';
import { choosePorts, findState, type Ports, writeState } from './state.ts';
import { binfmtTag, buildkitVersion, buildxVersion } from './versions.ts';

const hubParts = ['hub', 'engine'];
const ownParts = ['registry', 'registry-2', 'releases', ...privateParts];

export async function up(): Promise<void> {
  if (isUp()) {
    return;
  }
  if (process.platform !== 'linux' || process.getuid?.() !== 0) {
    throw new Error('The lab starts a Docker engine and registers emulators, so it needs root on Linux.');
  }
  await exclusively(async () => {
    if (!isUp()) {
      await during('starting the lab', start);
    }
  });
}

export async function down(): Promise<void> {
  await exclusively(stop);
}

export function isRunning(name: string): boolean {
  const service = findService(name);
  return service !== undefined && isAlive(service);
}

/** Whether every part runs; without a request to any of them. */
export function isUp(): boolean {
  const state = findState();
  return state?.environment !== undefined && state.parts.every(isRunning);
}

async function start(): Promise<void> {
  // Of a lab that was killed, or of which a part has ended.
  if (existsSync(runDir)) {
    await stop();
  }
  mkdirSync(cacheDir, { recursive: true });
  mkdirSync(runDir, { recursive: true, mode: 0o700 });
  const machine = await findMachineEngine();
  const ports = await choosePorts();
  await installGo();
  // apt and the package mirrors are a matter of network and disk, the Go builds of the processors.
  const built = buildTools();
  built.catch(() => undefined);
  await installPackages({ engine: machine === undefined });
  const host = await enterHost();
  const parts = machine ? ownParts : [...hubParts, ...ownParts];
  writeState({ ports, host, parts });
  await makeCertificates();
  const registries = Promise.all([
    startRegistry('registry', ports.registry, join(runDir, 'registry')),
    startRegistry('registry-2', ports.registry2, join(runDir, 'registry-2')),
  ]);
  const guarded = startPrivateServices(ports);
  for (const started of [registries, guarded]) {
    started.catch(() => undefined);
  }
  const engine = machine ?? (await startEngineAndHub(ports, built));
  await built;
  await registries;
  await startReleases(ports.releases);
  linkCommands();
  const mirror = machine ? undefined : ports.hub;
  writeState({
    ports,
    host,
    parts,
    environment: {
      ...describe(ports, engine, writeBuildkitConfig(ports, mirror)),
      ...(machine ? {} : describeTlsEngine(ports)),
      ...(await guarded),
    },
  });
}

async function startEngineAndHub(ports: Ports, built: Promise<void>): Promise<MachineEngine> {
  await startRegistry('hub', ports.hub, join(cacheDir, 'hub'));
  const engine = startEngine(ports.hub, ports.engineTls);
  engine.catch(() => undefined);
  const hub = `127.0.0.1:${ports.hub}`;
  await publishImages(hub, debianImages);
  await built;
  await publishImages(hub, builtImages);
  await engine;
  const pull = async (repository: string, tag: string): Promise<string> => {
    const reference = `${repository}:${tag}@${await digestOfTag(hub, repository, tag)}`;
    await run('docker', ['pull', '-q', reference], { env: { DOCKER_HOST: engineHost } });
    return reference;
  };
  return {
    host: engineHost,
    buildkitImage: await pull('moby/buildkit', buildkitVersion),
    binfmtImage: await pull('tonistiigi/binfmt', binfmtTag),
  };
}

async function stop(): Promise<void> {
  const state = findState();
  if (isRunning('engine')) {
    await endContainers().catch((error: Error) => say(`containers could not be ended: ${error.message}`));
  }
  await stopKubernetes();
  for (const { name } of services()) {
    await stopService(name);
  }
  if (state) {
    await leaveHost(state.host);
  }
  await removeEngineData();
  // Of workflows that were killed; one that still runs has just lost its engine.
  rmSync(runsDir, { recursive: true, force: true });
  rmSync(runDir, { recursive: true, force: true });
}

function describe(ports: Ports, engine: MachineEngine, buildkitConfig: string): Record<string, string> {
  return {
    DOCKER_HOST: engine.host,
    LAB_REGISTRY: `127.0.0.1:${ports.registry}`,
    LAB_REGISTRY_2: `127.0.0.1:${ports.registry2}`,
    LAB_RELEASES: `http://127.0.0.1:${ports.releases}/docker/buildx/releases/download`,
    LAB_API: `http://127.0.0.1:${ports.releases}`,
    LAB_BUILDX: buildxBinary,
    LAB_BUILDX_VERSION: buildxVersion,
    LAB_BUILDX_SHA256: createHash('sha256').update(readFileSync(buildxBinary)).digest('hex'),
    LAB_BUILDKIT_IMAGE: engine.buildkitImage,
    LAB_BINFMT_IMAGE: `docker.io/${engine.binfmtImage}`,
    LAB_BUILDKITD_CONFIG: buildkitConfig,
    LAB_PROXY_PORTS: ports.proxies.join(','),
  };
}

/** The same engine over TLS: values for DOCKER_HOST and DOCKER_CERT_PATH. */
function describeTlsEngine(ports: Ports): Record<string, string> {
  return { LAB_DOCKER_TLS_HOST: `tcp://127.0.0.1:${ports.engineTls}`, LAB_DOCKER_CERT_PATH: clientFolder };
}

/** For builders: which registries speak plain HTTP, and where Docker Hub is. */
function writeBuildkitConfig(ports: Ports, mirror: number | undefined): string {
  const file = join(runDir, 'buildkitd.toml');
  const plain = [ports.hub, ports.registry, ports.registry2, ...ports.proxies];
  const text = [
    ...(mirror ? ['[registry."docker.io"]', `  mirrors = ["127.0.0.1:${mirror}"]`] : []),
    ...plain.flatMap((port) => [`[registry."127.0.0.1:${port}"]`, '  http = true']),
    '',
  ].join('\n');
  writeFileSync(file, text);
  return file;
}

function linkCommands(): void {
  rmSync(binDir, { recursive: true, force: true });
  mkdirSync(binDir, { recursive: true });
  const commands = {
    docker: '/usr/bin/docker',
    crane: '/usr/bin/crane',
    skopeo: '/usr/bin/skopeo',
    buildx: buildxBinary,
    act: actBinary,
    node: process.execPath,
  };
  for (const [name, target] of Object.entries(commands)) {
    symlinkSync(target, join(binDir, name));
  }
}

/** The state of each part, for `status`. */
export function parts(): readonly { name: string; state: string; version: string; address: string }[] {
  const always = findState()?.parts ?? [...hubParts, ...ownParts];
  return [...always, kubernetesPart].map((name) => {
    const service = findService(name);
    const state = service && isAlive(service) ? 'up' : 'down';
    return { name, state, version: service?.version ?? '', address: service?.address ?? '' };
  });
}
