// File trees of Debian packages, for architectures that are not this machine's: unpacked, never configured,
// so nothing foreign runs.
import { createHash } from 'node:crypto';
import {
  chmodSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  renameSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { dirname, join } from 'node:path';
import { run } from './command.ts';
import { newerSuite, ownSource } from './debian.ts';
import { cacheDir } from './paths.ts';

const debianArchs: Readonly<Record<string, string>> = {
  'linux/amd64': 'amd64',
  'linux/arm64': 'arm64',
  'linux/arm/v7': 'armhf',
  'linux/386': 'i386',
  'linux/ppc64le': 'ppc64el',
  'linux/s390x': 's390x',
  'linux/riscv64': 'riscv64',
};

export interface Tree {
  readonly name: string;
  readonly suite: 'own' | 'newer';
  readonly packages: readonly string[];
  /** What the packages' own scripts would have made. */
  readonly links: Readonly<Record<string, string>>;
}

/** The tree as a compressed layer; kept, since it takes seconds to make. */
export async function treeLayer(tree: Tree, platform: string): Promise<string> {
  const arch = debianArchs[platform] ?? '';
  const recipe = createHash('sha256')
    .update(JSON.stringify(tree))
    .update(readFileSync(import.meta.filename));
  const layer = join(cacheDir, 'trees', `${tree.name}-${arch}-${recipe.digest('hex').slice(0, 12)}.tar.gz`);
  if (existsSync(layer)) {
    return layer;
  }
  mkdirSync(dirname(layer), { recursive: true });
  const { suite, uri } = ownSource();
  const chosen = tree.suite === 'own' ? suite : newerSuite;
  const work = mkdtempSync(`${layer}.`);
  try {
    const root = join(work, 'root');
    await run('mmdebstrap', [
      '--quiet',
      '--variant=extract',
      '--format=directory',
      `--architectures=${arch}`,
      `--include=${tree.packages.join(',')}`,
      '--aptopt=Acquire::Check-Valid-Until "false"',
      '--aptopt=Acquire::Retries "3"',
      chosen,
      root,
      `deb ${uri} ${chosen} main`,
    ]);
    for (const folder of [
      'usr/share/doc',
      'usr/share/man',
      'usr/share/locale',
      'var/lib/apt',
      'var/cache',
      'dev',
    ]) {
      rmSync(join(root, folder), { recursive: true, force: true });
    }
    for (const [path, target] of Object.entries(tree.links)) {
      mkdirSync(join(root, dirname(path)), { recursive: true });
      symlinkSync(target, join(root, path));
    }
    for (const folder of ['etc', 'tmp', 'root']) {
      mkdirSync(join(root, folder), { recursive: true });
    }
    chmodSync(join(root, 'tmp'), 0o1777);
    writeFileSync(
      join(root, 'etc/passwd'),
      'root:x:0:0:root:/root:/bin/sh\nnobody:x:65534:65534::/:/bin/false\n',
    );
    writeFileSync(join(root, 'etc/group'), 'root:x:0:\nnogroup:x:65534:\n');
    await packLayer(root, join(work, 'layer'));
    renameSync(join(work, 'layer'), layer);
  } finally {
    rmSync(work, { recursive: true, force: true });
  }
  return layer;
}

/** Packs a folder so that the same files give the same bytes. */
export async function packLayer(root: string, output: string): Promise<void> {
  const tar = 'tar --sort=name --mtime=@0 --owner=0 --group=0 --numeric-owner -C "$1" -c .';
  await run('bash', ['-o', 'pipefail', '-c', `${tar} | gzip -1n > "$2"`, 'pack', root, output]);
}
