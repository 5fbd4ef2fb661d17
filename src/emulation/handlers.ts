import { architectureOf, parseElfMachine } from '../oci/elf-machines.ts';

/**
 * Reads entries of /proc/sys/fs/binfmt_misc. The names are whatever registered them (qemu-aarch64,
 * FEX-x86, rosetta), so the architecture comes from the ELF header that the entry matches.
 */
export interface Handler {
  readonly architecture: string;
  /** The kernel opened the interpreter when it was registered (flag F), so it works in every container. */
  readonly everywhere: boolean;
}

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
  const machine = parseElfMachine(Buffer.from(field('magic'), 'hex'));
  const architecture = machine && architectureOf(machine);
  return architecture === null ? null : { architecture, everywhere: field('flags').includes('F') };
}
