// The images that the lab publishes under their Docker Hub names in its stand-in for the Hub.
import { createHash } from 'node:crypto';
import { cpSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { publicAuthority } from './certificates.ts';
import { run } from './command.ts';
import { versionOf } from './debian.ts';
import { toolchain } from './gomodules.ts';
import { cacheDir } from './paths.ts';
import { applets, armv6Tree, binfmtTree, buildkitTree } from './program-trees.ts';
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
const busybox: Tree = {
  name: 'busybox',
  suite: 'newer',
  packages: ['busybox-static'],
  links: Object.fromEntries(applets.map((applet) => [`bin/${applet}`, '/usr/bin/busybox'])),
};
const path = 'PATH=/usr/local/go/bin:/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin';
const both = ['linux/amd64', 'linux/arm64'];

/** What needs nothing that is built here, so it can be made while the Go builds run. */
export const debianImages: readonly Image[] = [
  {
    repository: 'library/busybox',
    tags: ['latest'],
    platforms: [
      ...both,
      'linux/arm/v7',
      'linux/arm/v6',
      'linux/386',
      'linux/ppc64le',
      'linux/s390x',
      'linux/riscv64',
    ],
    command: 'sh',
    layers: async (platform) => [
      // Debian's oldest hard-float ARM is v7, and its soft-float one is v5.
      platform === 'linux/arm/v6'
        ? await layerOf('busybox-armv6', armv6Tree)
        : await treeLayer(busybox, platform),
    ],
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

/** Of everything that decides what the images hold: another value makes them afresh. */
async function inputsOf(): Promise<string> {
  const hash = createHash('sha256');
  for (const file of [
    ...['images.ts', 'program-trees.ts', 'rootfs.ts', 'versions.ts', 'applets/main.go', 'applets/go.sum'],
    ...['binfmt/main.go', 'binfmt/architectures.go'],
  ]) {
    hash.update(readFileSync(join(import.meta.dirname, file)));
  }
  hash.update(readFileSync(publicAuthority.certificate));
  for (const name of ['qemu-user', 'runc', 'git', 'busybox-static']) {
    hash.update(await versionOf(name));
  }
  return hash.digest('hex');
}
