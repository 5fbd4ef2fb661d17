// Packages of this machine's own Debian and, for an engine and static emulators, of a newer one. All of it
// goes through a private apt configuration, so the machine's sources, pins and lists stay as they are.
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { run, succeeds } from './command.ts';
import { cacheDir } from './paths.ts';
import { during } from './progress.ts';

export const newerSuite = 'forky';
const aptDir = join(cacheDir, 'apt');
const aptConfig = join(aptDir, 'apt.conf');
const machineSources = '/etc/apt/sources.list.d/debian.sources';

interface Package {
  readonly name: string;
  /** The file that shows that it is there. */
  readonly shows: string;
}

/** What an engine of the lab's own needs, and the images that it then cannot pull. */
const enginePackages: readonly Package[] = [
  { name: `docker.io/${newerSuite}`, shows: '/usr/sbin/dockerd' },
  { name: `docker-cli/${newerSuite}`, shows: '/usr/bin/docker' },
  { name: `qemu-user/${newerSuite}`, shows: '/usr/bin/qemu-aarch64' },
  { name: 'busybox-static', shows: '/bin/busybox' },
  { name: 'mmdebstrap', shows: '/usr/bin/mmdebstrap' },
  { name: 'iproute2', shows: '/bin/ip' },
];
const packages: readonly Package[] = [
  { name: `crane/${newerSuite}`, shows: '/usr/bin/crane' },
  { name: 'docker-registry', shows: '/usr/bin/docker-registry' },
  { name: 'skopeo', shows: '/usr/bin/skopeo' },
  { name: 'git', shows: '/usr/bin/git' },
  { name: 'openssl', shows: '/usr/bin/openssl' },
  { name: 'ca-certificates', shows: '/etc/ssl/certs/ca-certificates.crt' },
];

export async function installPackages(options: { engine: boolean }): Promise<void> {
  const wanted = options.engine ? [...enginePackages, ...packages] : packages;
  const missing = wanted.filter(({ shows }) => !existsSync(shows)).map(({ name }) => name);
  if (missing.length > 0) {
    await installNamed(missing);
  }
}

export async function installGo(): Promise<void> {
  if (!(await succeeds('go', ['version']))) {
    await installNamed([`golang-go/${newerSuite}`]);
  }
}

/** Of the newer Debian, unpacked and never configured: their scripts want a newer machine than this one. */
const kubernetesPackages = { etcd: 'etcd-server', kubectl: 'kubectl' };
const unpacked = join(cacheDir, 'tools', 'unpacked');

export const unpackedPrograms = {
  etcd: join(unpacked, 'usr/bin/etcd'),
  kubectl: join(unpacked, 'usr/bin/kubectl'),
};

/** What the cluster needs besides the program that is built for it. */
export async function installKubernetesPackages(): Promise<void> {
  if (!existsSync('/usr/bin/containerd')) {
    await installNamed([`containerd/${newerSuite}`]);
  }
  const wanted = Object.entries(kubernetesPackages)
    .filter(([program]) => !existsSync(join(unpacked, 'usr/bin', program)))
    .map(([, name]) => `${name}/${newerSuite}`);
  if (wanted.length === 0) {
    return;
  }
  await during(`unpacking ${wanted.join(', ')} from Debian`, async () => {
    await prepareApt();
    const archives = join(unpacked, 'archives');
    rmSync(archives, { recursive: true, force: true });
    mkdirSync(archives, { recursive: true });
    await run('apt-get', ['-c', aptConfig, 'download', '-q', ...wanted], { cwd: archives });
    for (const archive of readdirSync(archives)) {
      await run('dpkg-deb', ['--extract', join(archives, archive), unpacked]);
    }
    rmSync(archives, { recursive: true, force: true });
  });
}

/** What the linters of the project's workflows need besides Go. */
export async function installLinterPackages(): Promise<void> {
  const packageOf = { pip3: 'python3-pip', shellcheck: 'shellcheck' };
  const missing: string[] = [];
  for (const [command, name] of Object.entries(packageOf)) {
    if (!(await succeeds(command, ['--version']))) {
      missing.push(name);
    }
  }
  if (missing.length > 0) {
    await installNamed(missing);
  }
}

/** A browser, with fonts for what GitHub shows in it. */
export async function installBrowser(): Promise<string> {
  const browser = '/usr/bin/chromium';
  const wanted: readonly Package[] = [
    { name: 'chromium', shows: browser },
    { name: 'fonts-liberation', shows: '/usr/share/fonts/truetype/liberation' },
    { name: 'fonts-noto-color-emoji', shows: '/usr/share/fonts/truetype/noto/NotoColorEmoji.ttf' },
  ];
  const missing = wanted.filter(({ shows }) => !existsSync(shows)).map(({ name }) => name);
  if (missing.length > 0) {
    await installNamed(missing);
  }
  return browser;
}

export async function versionOf(name: string): Promise<string> {
  // biome-ignore lint/suspicious/noTemplateCurlyInString: dpkg's own placeholder
  return run('dpkg-query', ['-W', '-f', '${Version}', name]);
}

/** The machine's own suite and its package source, as mmdebstrap takes them. */
export function ownSource(): { suite: string; uri: string } {
  const stanza = machineStanza();
  const field = (name: string) => new RegExp(`^${name}: *(\\S+)`, 'm').exec(stanza)?.[1] ?? '';
  return { suite: field('Suites'), uri: field('URIs') };
}

let installing = Promise.resolve();

/** One at a time: dpkg has one lock, and two parts of the lab may find something missing at once. */
function installNamed(names: readonly string[]): Promise<void> {
  installing = installing.then(() =>
    during(`installing ${names.join(', ')} from Debian (about 1 min)`, async () => {
      await prepareApt();
      const release = forbidServiceStarts();
      try {
        await apt(['install', '-y', '-q', '--no-install-recommends', '--no-remove', ...names]);
      } finally {
        release();
      }
    }),
  );
  return installing;
}

async function prepareApt(): Promise<void> {
  for (const folder of ['sources', 'preferences', 'lists/partial', 'archives/partial']) {
    mkdirSync(join(aptDir, folder), { recursive: true });
  }
  const own = machineStanza();
  writeFileSync(join(aptDir, 'sources/own.sources'), own);
  writeFileSync(join(aptDir, 'sources/newer.sources'), own.replace(/^Suites:.*$/m, `Suites: ${newerSuite}`));
  // Below the 500 of the machine's own suite: only what is asked for by suite comes from the newer one.
  writeFileSync(
    join(aptDir, 'preferences/newer'),
    `Package: *\nPin: release n=${newerSuite}\nPin-Priority: 100\n`,
  );
  writeFileSync(
    aptConfig,
    [
      'Dir::Etc::sourcelist "/dev/null";',
      `Dir::Etc::sourceparts "${join(aptDir, 'sources')}";`,
      'Dir::Etc::preferences "/dev/null";',
      `Dir::Etc::preferencesparts "${join(aptDir, 'preferences')}";`,
      `Dir::State::lists "${join(aptDir, 'lists')}";`,
      `Dir::Cache "${aptDir}";`,
      // A testing suite read through a mirror that lags behind has a Release file past its date.
      'Acquire::Check-Valid-Until "false";',
      'Acquire::Languages "none";',
      'Acquire::Retries "3";',
      // The cache may lie in a home folder that apt's unprivileged user cannot enter.
      'APT::Sandbox::User "root";',
      'DPkg::Lock::Timeout "120";',
      '',
    ].join('\n'),
  );
  await apt(['update', '-q']);
}

function apt(args: readonly string[]): Promise<string> {
  return run('apt-get', ['-c', aptConfig, ...args], {
    env: { DEBIAN_FRONTEND: 'noninteractive', NEEDRESTART_SUSPEND: '1' },
  });
}

/** The lab starts an engine of its own; the packages would start the machine's. */
function forbidServiceStarts(): () => void {
  const policy = '/usr/sbin/policy-rc.d';
  if (existsSync(policy)) {
    return () => undefined;
  }
  writeFileSync(policy, '#!/bin/sh\nexit 101\n', { mode: 0o755 });
  return () => rmSync(policy, { force: true });
}

function machineStanza(): string {
  if (!existsSync(machineSources)) {
    const found = existsSync('/etc/apt') ? readdirSync('/etc/apt').join(', ') : 'no apt';
    throw new Error(`The lab installs Debian packages and needs ${machineSources} (found: ${found}).`);
  }
  const first = readFileSync(machineSources, 'utf8')
    .split(/\n\s*\n/)
    .find((stanza) => /^URIs:/m.test(stanza));
  if (!first) {
    throw new Error(`${machineSources} names no package source.`);
  }
  return `${first.replace(/^Suites: *(\S+).*$/m, 'Suites: $1').trim()}\n`;
}
