// File trees of images around programs of this machine, and around those that the lab builds.
import { appendFileSync, chmodSync, copyFileSync, mkdirSync, readFileSync, symlinkSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { publicAuthority } from './certificates.ts';
import { run } from './command.ts';
import { versionOf } from './debian.ts';
import { buildkitDir, buildOwn } from './gomodules.ts';

/** What a busybox of the lab's is called by. */
export const applets = 'sh cat cp echo env ls mkdir rm sleep test true uname'.split(' ');

/** Built-in emulators of the BuildKit image, by the names under which BuildKit looks for them. */
const builtinEmulators = ['aarch64', 'arm', 'i386', 'ppc64le', 'riscv64', 's390x'];
const binfmtEmulators = [...builtinEmulators, 'loongarch64', 'mips64', 'mips64el'];

/** Of git: what fetches over HTTP, and what looks after submodules, which are scripts. */
const gitHelpers = ['git-remote-http', 'git-submodule', 'git-sh-setup', 'git-sh-i18n'];

/** The daemon and what it starts: runc and git with their libraries, the emulators, a shell. */
export async function buildkitTree(root: string): Promise<void> {
  const bin = join(root, 'usr/bin');
  for (const program of ['buildkitd', 'buildctl']) {
    place(join(buildkitDir, program), join(bin, program));
  }
  await placeWithLibraries(root, '/usr/sbin/runc', 'usr/bin/buildkit-runc');
  await placeWithLibraries(root, '/usr/bin/git');
  const core = '/usr/lib/git-core';
  for (const helper of gitHelpers) {
    await placeWithLibraries(root, join(core, helper));
  }
  symlinkSync('git-remote-http', join(root, core, 'git-remote-https'));
  for (const name of builtinEmulators) {
    place(`/usr/bin/qemu-${name}`, join(bin, `buildkit-qemu-${name}`));
  }
  place('/bin/busybox', join(bin, 'busybox'));
  symlinkSync('usr/bin', join(root, 'bin'));
  for (const applet of ['sh', 'basename', 'sed', 'uname']) {
    symlinkSync('busybox', join(bin, applet));
  }
  const certificates = '/etc/ssl/certs/ca-certificates.crt';
  place(certificates, join(root, certificates));
  appendFileSync(join(root, certificates), readFileSync(publicAuthority.certificate));
  makeTemporary(root);
}

export async function binfmtTree(root: string): Promise<void> {
  const bin = join(root, 'usr/bin');
  const qemu = (await versionOf('qemu-user')).replace(/^\d+:|\+.*$/g, '');
  await buildOwn(join(import.meta.dirname, 'binfmt'), join(bin, 'binfmt'), {
    variables: [`main.qemuVersion=v${qemu}`],
  });
  for (const name of binfmtEmulators) {
    place(`/usr/bin/qemu-${name}`, join(bin, `qemu-${name}`));
  }
  makeTemporary(root);
}

/** A busybox whose every instruction an ARMv6 has. */
export async function armv6Tree(root: string): Promise<void> {
  const busybox = join(root, 'usr/bin/busybox');
  await buildOwn(join(import.meta.dirname, 'applets'), busybox, { env: { GOARCH: 'arm', GOARM: '6' } });
  mkdirSync(join(root, 'bin'));
  for (const applet of applets) {
    symlinkSync('/usr/bin/busybox', join(root, 'bin', applet));
  }
  makeTemporary(root);
}

/** At its own path by default. A script has no libraries; its interpreter is another matter. */
async function placeWithLibraries(root: string, program: string, target = program): Promise<void> {
  place(program, join(root, target));
  const listing = await run('ldd', [program]).catch(() => '');
  for (const [library] of listing.matchAll(/\/\S+/g)) {
    place(library, join(root, library));
  }
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
