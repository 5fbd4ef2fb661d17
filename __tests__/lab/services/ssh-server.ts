// An SSH server on loopback, as on the machine of a node. Its program is unpacked and not installed: nothing of the
// machine changes.
import { spawn } from 'node:child_process';
import { chmodSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import process from 'node:process';
import { output, until } from '../lab.ts';
import { freePort } from './buildkitd.ts';

export interface SshServer {
  /** `root@127.0.0.1:port`, for `ssh://`. */
  readonly address: string;
  /** A folder to be the first on PATH: its `ssh` has the key, and knows the server. */
  readonly bin: string;
  /** The same for one that does not know the server. */
  readonly strangerBin: string;
  end(): Promise<void>;
}

export async function startSshServer(): Promise<SshServer> {
  const folder = mkdtempSync(join(tmpdir(), 'ssh-'));
  const at = (name: string): string => join(folder, name);
  const root = await unpacked(folder, ['openssh-server', 'libwrap0']);
  const keygen = (name: string) => output('ssh-keygen', '-q', '-t', 'ed25519', '-N', '', '-f', at(name));
  await Promise.all(['host', 'user'].map(keygen));
  const port = await freePort();
  writeFileSync(at('authorized'), readFileSync(at('user.pub')), { mode: 0o600 });
  writeFileSync(at('known'), `[127.0.0.1]:${port} ${readFileSync(at('host.pub'), 'utf8')}`);
  writeFileSync(
    at('sshd_config'),
    [
      `ListenAddress 127.0.0.1:${port}`,
      `HostKey ${at('host')}`,
      `AuthorizedKeysFile ${at('authorized')}`,
      `PidFile ${at('pid')}`,
      `SetEnv PATH=${process.env['PATH']}`,
      ...['UsePAM no', 'StrictModes no', 'PermitRootLogin yes', 'PasswordAuthentication no', ''],
    ].join('\n'),
  );
  // It wants a user and a folder of its own, which the machine need not have.
  writeFileSync(
    at('passwd'),
    `${readFileSync('/etc/passwd', 'utf8')}sshd:x:65533:65534::/nonexistent:/usr/sbin/nologin\n`,
  );
  const libraries = `${root}/usr/lib/x86_64-linux-gnu:${root}/lib/x86_64-linux-gnu`;
  const child = spawn(
    'unshare',
    [
      ...['--mount', 'sh', '-c'],
      `mount --bind ${at('passwd')} /etc/passwd && mount -t tmpfs tmpfs /run && mkdir /run/sshd && ` +
        `exec env LD_LIBRARY_PATH=${libraries} ${root}/usr/sbin/sshd -D -e -f ${at('sshd_config')}`,
    ],
    { stdio: ['ignore', 'ignore', 'pipe'] },
  );
  let log = '';
  child.stderr.on('data', (chunk: Buffer) => {
    log += chunk.toString('utf8');
  });
  await until('the SSH server listens', () => {
    if (child.exitCode !== null) {
      throw new Error(`sshd ended: ${log}`);
    }
    return log.includes('Server listening');
  });
  return {
    address: `root@127.0.0.1:${port}`,
    bin: client(at('bin'), ['-i', at('user'), '-o', `UserKnownHostsFile=${at('known')}`]),
    strangerBin: client(at('stranger'), ['-i', at('user'), '-o', 'UserKnownHostsFile=/dev/null']),
    end: async () => {
      child.kill('SIGTERM');
      await until('the SSH server has ended', () => child.exitCode !== null || child.signalCode !== null);
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

async function unpacked(folder: string, packages: readonly string[]): Promise<string> {
  await output('sh', '-c', `cd ${folder} && apt-get download -q ${packages.join(' ')}`);
  const root = join(folder, 'root');
  for (const name of readdirSync(folder).filter((entry) => entry.endsWith('.deb'))) {
    await output('dpkg-deb', '-x', join(folder, name), root);
  }
  return root;
}

function client(bin: string, options: readonly string[]): string {
  mkdirSync(bin);
  const file = join(bin, 'ssh');
  writeFileSync(file, `#!/bin/sh\nexec /usr/bin/ssh -F none ${options.join(' ')} "$@"\n`);
  chmodSync(file, 0o755);
  return bin;
}
