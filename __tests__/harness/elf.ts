// Programs that are nothing but the header of an ELF file: they can be looked at, and not run.

/** e_machine with the class (32 or 64 bits) and byte order of each architecture's ELF files. */
const machines: Readonly<Record<string, readonly [machine: number, bits: 32 | 64, order: 'LE' | 'BE']>> = {
  amd64: [62, 64, 'LE'],
  arm64: [183, 64, 'LE'],
  arm: [40, 32, 'LE'],
  '386': [3, 32, 'LE'],
  ppc64le: [21, 64, 'LE'],
  s390x: [22, 64, 'BE'],
  riscv64: [243, 64, 'LE'],
  loong64: [258, 64, 'LE'],
};

export const elfArchitectures = Object.keys(machines);

/** The header of an executable for the architecture, and nothing behind it: enough to be verified. */
export function elfHeader(architecture: string): Uint8Array {
  const [machine, bits, order] = machines[architecture] ?? [0, 64, 'LE'];
  const header = Buffer.alloc(64);
  header.set([0x7f, 0x45, 0x4c, 0x46, bits === 64 ? 2 : 1, order === 'LE' ? 1 : 2, 1]);
  for (const [at, value] of [
    [16, 2],
    [18, machine],
  ] as const) {
    if (order === 'LE') {
      header.writeUInt16LE(value, at);
    } else {
      header.writeUInt16BE(value, at);
    }
  }
  return header;
}

/** The architecture whose programs begin like this, `unknown` for an ELF file of another one; null for no ELF file. */
export function elfArchitectureOf(head: Uint8Array): string | null {
  const bytes = Buffer.from(head);
  if (bytes.length < 20 || bytes.readUInt32BE(0) !== 0x7f454c46) {
    return null;
  }
  const found = Object.entries(machines).find(([, [machine, bits, order]]) => {
    const own = order === 'LE' ? bytes.readUInt16LE(18) : bytes.readUInt16BE(18);
    return own === machine && bytes[4] === bits / 32 && bytes[5] === (order === 'LE' ? 1 : 2);
  });
  return found?.[0] ?? 'unknown';
}
