// The images that the lab publishes under their Docker Hub names in its stand-in for the Hub.
import { createHash } from 'node:crypto';
import {
  chmodSync,
  copyFileSync,
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { dirname, join } from 'node:path';
import { run } from './command.ts';
import { versionOf } from './debian.ts';
import { buildkitDir, buildOwn, toolchain } from './gomodules.ts';
import { cacheDir } from './paths.ts';
import { during } from './progress.ts';
import { digestOfTag } from './registry.ts';
import { packLayer, type Tree, treeLayer } from './rootfs.ts';
import { binfmtTag, buildkitVersion, goVersion } from './versions.ts';

interface Image {
  readonly repository: string;
  readonly tags: readonly [string, ...string[]];
  readonly platforms: readonly string[];
  readonly entrypoint?: string;
  readonly command?: string;
  readonly environment?: readonly string[];
  readonly layers: (platform: string) => Promise<readonly string[]>;
}

const debianPackages = [
  'base-files',
  'bash',
  'coreutils',
  'dash',
  'findutils',
  'grep',
  'sed',
  'ca-certificates',
];
const debian: Tree = { name: 'debian', suite: 'own', packages: debianPackages, links: {} };
const gcc: Tree = {
  name: 'gcc',
  suite: 'own',
  packages: [...debianPackages, 'gcc', 'libc6-dev', 'make'],
  links: {},
};
const applets = ['sh', 'cat', 'cp', 'echo', 'env', 'ls', 'mkdir', 'rm', 'sleep', 'test', 'true', 'uname'];
const busybox: Tree = {
  name: 'busybox',
  suite: 'newer',
  packages: ['busybox-static'],
  links: Object.fromEntries(applets.map((applet) => [`bin/${applet}`, '/usr/bin/busybox'])),
};
const path = 'PATH=/usr/local/go/bin:/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin';
const both = ['linux/amd64', 'linux/arm64'];

/** Built-in emulators of the BuildKit image, by the names under which BuildKit looks for them. */
const builtinEmulators = ['aarch64', 'arm', 'i386', 'ppc64le', 'riscv64', 's390x'];
const binfmtEmulators = [...builtinEmulators, 'loongarch64', 'mips64', 'mips64el'];

/** What needs nothing that is built here, so it can be made while the Go builds run. */
export const debianImages: readonly Image[] = [
  {
    repository: 'library/busybox',
    tags: ['latest'],
    platforms: [...both, 'linux/arm/v7', 'linux/386', 'linux/ppc64le', 'linux/s390x', 'linux/riscv64'],
    command: 'sh',
    layers: async (platform) => [await treeLayer(busybox, platform)],
  },
  {
    repository: 'library/debian',
    tags: ['bookworm-slim', 'bookworm'],
    platforms: both,
    command: 'bash',
    layers: async (platform) => [await treeLayer(debian, platform)],
  },
  {
    repository: 'library/gcc',
    tags: ['bookworm', 'latest'],
    platforms: both,
    command: 'bash',
    layers: async (platform) => [await treeLayer(gcc, platform)],
  },
  {
    repository: 'library/golang',
    tags: ['bookworm', '1', 'latest'],
    platforms: both,
    command: 'bash',
    environment: ['GOTOOLCHAIN=local', 'GOPATH=/go'],
    layers: async (platform) => [
      await treeLayer(debian, platform),
      await layerOf(`golang-${platform.replaceAll('/', '-')}`, async (root) => {
        const source = await toolchain(goVersion, platform.replace('linux/', ''));
        const target = join(root, 'usr/local/go');
        cpSync(source, target, {
          recursive: true,
          filter: (file) => !/\/(api|doc|test|testdata)$/.test(file.slice(source.length)),
        });
        // A module's files are read-only and lose their execute bits.
        await run('chmod', ['-R', 'u+w', target]);
        await run('find', [
          join(target, 'bin'),
          join(target, 'pkg/tool'),
          '-type',
          'f',
          '-exec',
          'chmod',
          '0755',
          '{}',
          '+',
        ]);
      }),
    ],
  },
];

export const builtImages: readonly Image[] = [
  {
    repository: 'moby/buildkit',
    tags: [buildkitVersion, 'buildx-stable-1'],
    platforms: ['linux/amd64'],
    entrypoint: 'buildkitd',
    layers: async () => [await layerOf('buildkit', buildkitTree)],
  },
  {
    repository: 'tonistiigi/binfmt',
    tags: [binfmtTag, 'latest'],
    platforms: ['linux/amd64'],
    entrypoint: '/usr/bin/binfmt',
    environment: ['QEMU_PRESERVE_ARGV0=1'],
    layers: async () => [await layerOf('binfmt', binfmtTree)],
  },
];

export async function publishImages(hub: string, images: readonly Image[]): Promise<void> {
  const inputs = await inputsOf();
  for (const image of images) {
    const stamp = join(cacheDir, 'published', image.repository.replace('/', '-'));
    const published = existsSync(stamp) && readFileSync(stamp, 'utf8') === inputs;
    if (published && (await digestOfTag(hub, image.repository, image.tags[0]))) {
      continue;
    }
    await during(`making the image ${image.repository}`, () => publishImage(hub, image));
    mkdirSync(dirname(stamp), { recursive: true });
    writeFileSync(stamp, inputs);
  }
}

async function publishImage(hub: string, image: Image): Promise<void> {
  const repository = `${hub}/${image.repository}`;
  const members: string[] = [];
  for (const platform of image.platforms) {
    const layers = await image.layers(platform);
    const bare = `${repository}:${platform.replaceAll('/', '-')}`;
    const append = ['append', '--oci-empty-base', ...layers.flatMap((layer) => ['-f', layer]), '-t', bare];
    await run('crane', append);
    const mutate = ['mutate', bare, '-t', bare, '--set-platform', platform, '--env', path];
    mutate.push(...(image.environment ?? []).flatMap((entry) => ['--env', entry]));
    mutate.push(...(image.entrypoint ? ['--entrypoint', image.entrypoint] : []));
    mutate.push(...(image.command ? ['--cmd', image.command] : []));
    const reference = await run('crane', mutate);
    members.push('-m', reference.trim());
  }
  for (const tag of image.tags) {
    await run('crane', ['index', 'append', ...members, '-t', `${repository}:${tag}`]);
  }
}

async function layerOf(name: string, fill: (root: string) => Promise<void>): Promise<string> {
  const work = mkdtempSync(join(cacheDir, `${name}.`));
  try {
    const layer = join(cacheDir, 'trees', `${name}.tar.gz`);
    mkdirSync(dirname(layer), { recursive: true });
    await fill(join(work, 'root'));
    await packLayer(join(work, 'root'), layer);
    return layer;
  } finally {
    rmSync(work, { recursive: true, force: true });
  }
}

/** The daemon and what it starts: runc with its libraries, the emulators, a shell for looking around. */
async function buildkitTree(root: string): Promise<void> {
  const bin = join(root, 'usr/bin');
  for (const program of ['buildkitd', 'buildctl']) {
    place(join(buildkitDir, program), join(bin, program));
  }
  const runc = '/usr/sbin/runc';
  place(runc, join(bin, 'buildkit-runc'));
  for (const [library] of (await run('ldd', [runc])).matchAll(/\/\S+/g)) {
    place(library, join(root, library));
  }
  for (const name of builtinEmulators) {
    place(`/usr/bin/qemu-${name}`, join(bin, `buildkit-qemu-${name}`));
  }
  place('/bin/busybox', join(bin, 'busybox'));
  symlinkSync('usr/bin', join(root, 'bin'));
  symlinkSync('busybox', join(bin, 'sh'));
  const certificates = '/etc/ssl/certs/ca-certificates.crt';
  place(certificates, join(root, certificates));
  makeTemporary(root);
}

async function binfmtTree(root: string): Promise<void> {
  const bin = join(root, 'usr/bin');
  const qemu = (await versionOf('qemu-user')).replace(/^\d+:|\+.*$/g, '');
  await buildOwn(join(import.meta.dirname, 'binfmt'), join(bin, 'binfmt'), [`main.qemuVersion=v${qemu}`]);
  for (const name of binfmtEmulators) {
    place(`/usr/bin/qemu-${name}`, join(bin, `qemu-${name}`));
  }
  makeTemporary(root);
}

/** Copies what a path leads to, through any links. */
function place(source: string, target: string): void {
  mkdirSync(dirname(target), { recursive: true });
  copyFileSync(source, target);
}

function makeTemporary(root: string): void {
  mkdirSync(join(root, 'tmp'));
  chmodSync(join(root, 'tmp'), 0o1777);
}

/** Of everything that decides what the images hold: another value makes them afresh. */
async function inputsOf(): Promise<string> {
  const hash = createHash('sha256');
  for (const file of ['images.ts', 'rootfs.ts', 'versions.ts', 'binfmt/main.go', 'binfmt/architectures.go']) {
    hash.update(readFileSync(join(import.meta.dirname, file)));
  }
  for (const name of ['qemu-user', 'runc', 'busybox-static']) {
    hash.update(await versionOf(name));
  }
  return hash.digest('hex');
}
