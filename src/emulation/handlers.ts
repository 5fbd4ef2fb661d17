/**
 * Reads entries of /proc/sys/fs/binfmt_misc. The names are whatever registered them (qemu-aarch64,
 * FEX-x86, rosetta), so the architecture comes from the ELF header that the entry matches.
 */
export interface Handler {
  readonly architecture: string;
  /** The kernel opened the interpreter when it was registered (flag F), so it works in every container. */
  readonly everywhere: boolean;
}

/** e_machine of the ELF header, with its class (1: 32 bits) and byte order (1: little). */
const machines: Readonly<Record<string, string>> = {
  '2:1:62': 'amd64',
  '2:1:183': 'arm64',
  '1:1:40': 'arm',
  '1:1:3': '386',
  '2:1:21': 'ppc64le',
  '2:2:22': 's390x',
  '2:1:243': 'riscv64',
  '2:1:8': 'mips64le',
  '2:2:8': 'mips64',
  '2:1:258': 'loong64',
};

/** null if the entry is disabled or matches something else than ELF files of an architecture we know. */
export function parseHandler(entry: string): Handler | null {
  const lines = entry.split('\n').map((line) => line.trim());
  if (lines[0] !== 'enabled') {
    return null;
  }
  const field = (name: string): string =>
    lines
      .find((line) => line.startsWith(`${name} `) || line.startsWith(`${name}:`))
      ?.slice(name.length + 1)
      .trim() ?? '';
  if (field('offset') !== '0') {
    return null;
  }
  const magic = Buffer.from(field('magic'), 'hex');
  if (magic.length < 20 || magic.readUInt32BE(0) !== 0x7f454c46) {
    return null;
  }
  const [bits, order] = [magic.readUInt8(4), magic.readUInt8(5)];
  const machine = order === 2 ? magic.readUInt16BE(18) : magic.readUInt16LE(18);
  const architecture = machines[`${bits}:${order}:${machine}`];
  return architecture ? { architecture, everywhere: field('flags').includes('F') } : null;
}
