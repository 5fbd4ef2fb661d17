import { describe, expect, it } from 'vitest';
import { type Handler, parseHandler } from '../../../src/emulation/handlers.ts';

const mask = 'ffffffffffffff00fffffffffffffffffeffffff';

/** An entry of /proc/sys/fs/binfmt_misc as Linux prints it (fs/binfmt_misc.c, entry_status). */
function entry(magic: string, { flags = 'POCF', state = 'enabled', offset = '0' } = {}): string {
  return `${state}\ninterpreter /usr/bin/any\nflags: ${flags}\noffset ${offset}\nmagic ${magic}\nmask ${mask}\n`;
}

const of = (architecture: string, everywhere = true): Handler => ({ architecture, everywhere });
const aarch64 = '7f454c460201010000000000000000000200b700';

describe('parseHandler', () => {
  it.each<[name: string, text: string, handler: Handler]>([
    ['qemu-aarch64', entry(aarch64), of('arm64')],
    ['qemu-arm', entry('7f454c4601010100000000000000000002002800'), of('arm')],
    ['qemu-i386', entry('7f454c4601010100000000000000000002000300'), of('386')],
    ['qemu-x86_64', entry('7f454c4602010100000000000000000002003e00'), of('amd64')],
    ['qemu-ppc64le', entry('7f454c4602010100000000000000000002001500'), of('ppc64le')],
    ['qemu-s390x, big-endian', entry('7f454c4602020100000000000000000000020016'), of('s390x')],
    ['qemu-riscv64', entry('7f454c460201010000000000000000000200f300'), of('riscv64')],
    ['qemu-mips64, big-endian', entry('7f454c4602020100000000000000000000020008'), of('mips64')],
    ['qemu-mips64el', entry('7f454c4602010100000000000000000002000800'), of('mips64le')],
    ['qemu-loongarch64', entry('7f454c4602010100000000000000000002000201'), of('loong64')],
    [
      'FEX under a name of its own',
      entry('7f454c4602010100000000000000000002003e00', { flags: 'POCF' }),
      of('amd64'),
    ],
    [
      'rosetta, whose magic goes on',
      entry('7f454c4602010100000000000000000002003e0001', { flags: 'OCF' }),
      of('amd64'),
    ],
    [
      'with blanks that Linux does not print',
      entry(aarch64).replaceAll('\n', ' \r\n').replace('offset ', 'offset  '),
      of('arm64'),
    ],
    ['without F', entry(aarch64, { flags: 'OC' }), of('arm64', false)],
    ['without any flag', entry(aarch64, { flags: '' }), of('arm64', false)],
  ])('%s', (_, text, handler) => {
    expect(parseHandler(text)).toEqual(handler);
  });

  it.each<[name: string, text: string]>([
    ['disabled', entry(aarch64, { state: 'disabled' })],
    ['python', 'enabled\ninterpreter /usr/bin/python3.12\nflags: \noffset 0\nmagic cb0d0d0a\n'],
    ['WSLInterop', 'enabled\ninterpreter /init\nflags: PF\noffset 0\nmagic 4d5a\n'],
    ['jar, by its extension', 'enabled\ninterpreter /usr/bin/jexec\nflags: \nextension .jar\n'],
    ['a magic that stands elsewhere', entry(aarch64, { offset: '4' })],
    ['a magic that is too short to name a machine', entry(aarch64.slice(0, 36))],
    ['a magic that only ends like that of ELF', entry(aarch64.replace('7f454c46', '7f454c47'))],
    ['a machine that no image is built for', entry('7f454c4601020100000000000000000000020012')],
    ['arm64 in 32 bits', entry('7f454c460101010000000000000000000200b700')],
    ['an entry that was unregistered while it was read', ''],
    ['the list of its own', 'enabled'],
  ])('null: %s', (_, text) => {
    expect(parseHandler(text)).toBeNull();
  });
});
