import { expect, it } from 'vitest';
import { pathsMentioned } from '../../../../src/verify/binaries/mentions.ts';

it.each<[string, (string | null)[], string[]]>([
  ['reaper', ['/app'], ['/app']],
  ['reaper', ['run', '/opt/acme/bin/app', '--port', '80'], ['/opt/acme/bin/app']],
  ['reaper', [null, '/app'], ['/app']],
  ['reaper', ['/app', '/app'], ['/app']],
  // Options whose value is a program, and others.
  ['reaper', ['--exec', '/app'], ['/app']],
  ['reaper', ['-x', '/app'], ['/app']],
  ['reaper', ['--cmd=/app'], ['/app']],
  ['reaper', ['--data', '/data'], []],
  ['reaper', ['--storage.path=/data'], []],
  // Text of some language.
  ['perl', ['-e', 'exec "/app", "-v"'], ['/app']],
  ['python3', ['-c', 'import os; os.execv("/opt/app", ["/opt/app"])'], ['/opt/app']],
  ['fish', ['-c', 'exec /app'], ['/app']],
  ['socat', ['TCP-LISTEN:80,fork', 'EXEC:/app'], ['/app']],
  ['reaper', ['see https://example.com/app'], []],
  // What is read.
  ['reaper', ['/etc/app', '/var/lib/app', '/dev/null', '/proc/1', '/tmp/x', '/run/x'], []],
  ['reaper', ['/srv/config.yml', '/srv/app.jar', '/srv/main.py'], []],
  [
    'reaper',
    ['/srv/start.sh', '/srv/app.bin', '/srv/app-1.2'],
    ['/srv/start.sh', '/srv/app.bin', '/srv/app-1.2'],
  ],
  ['node', ['/app'], []],
  ['qemu-aarch64', ['/app'], []],
  ['gdb-multiarch', ['--args', '/app'], ['/app']],
  ['arm-none-eabi-gdb', ['/app'], []],
  ['reaper', [], []],
  ['reaper', ['app', '-v', '/'], []],
])('%s %j mentions %j', (name, args, paths) => {
  expect(pathsMentioned(name, args)).toEqual(paths);
});

it('ends somewhere', () => {
  expect(
    pathsMentioned(
      'reaper',
      Array.from({ length: 100 }, (_, n) => `/app${n}`),
    ),
  ).toHaveLength(4);
});
