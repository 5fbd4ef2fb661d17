import { type Elf, parseElf } from './elf.ts';

/** What the first bytes of a file say that it is. */
export type FileKind =
  | { readonly kind: 'elf'; readonly elf: Elf }
  /** The words after `#!`: the interpreter, and at most one argument, as Linux takes the line apart. */
  | { readonly kind: 'script'; readonly interpreter: string; readonly argument: string | null }
  /** Executables of other systems, which no Linux runs, and files that nothing executes. */
  | { readonly kind: 'foreign'; readonly what: string }
  | { readonly kind: 'other'; readonly what: string };

/** Linux reads no more of the line (BINPRM_BUF_SIZE in include/uapi/linux/binfmts.h). */
const longestShebang = 256;

const magics: readonly {
  readonly bytes: readonly number[];
  readonly kind: 'foreign' | 'other';
  readonly what: string;
}[] = [
  { bytes: [0xcf, 0xfa, 0xed, 0xfe], kind: 'foreign', what: 'a Mach-O binary, built for macOS' },
  { bytes: [0xce, 0xfa, 0xed, 0xfe], kind: 'foreign', what: 'a 32-bit Mach-O binary, built for macOS' },
  {
    bytes: [0xca, 0xfe, 0xba, 0xbe, 0, 0, 0, 2],
    kind: 'foreign',
    what: 'a universal Mach-O binary, built for macOS',
  },
  { bytes: [0x4d, 0x5a], kind: 'foreign', what: 'a PE binary, built for Windows' },
  { bytes: [0, 0x61, 0x73, 0x6d], kind: 'other', what: 'a WebAssembly module' },
  { bytes: [0x7f, 0x45, 0x4c, 0x46], kind: 'other', what: 'a damaged ELF file' },
];

export function fileKind(head: Uint8Array): FileKind {
  if (head.byteLength === 0) {
    return { kind: 'foreign', what: 'an empty file' };
  }
  const elf = parseElf(head);
  if (elf) {
    return { kind: 'elf', elf };
  }
  if (head[0] === 0x23 && head[1] === 0x21) {
    return script(head.subarray(2, longestShebang));
  }
  const magic = magics.find(({ bytes }) => bytes.every((byte, index) => head[index] === byte));
  return magic
    ? { kind: magic.kind, what: magic.what }
    : { kind: 'other', what: 'neither an ELF binary nor a script' };
}

/** Everything after the first word is one argument (fs/binfmt_script.c). */
function script(line: Uint8Array): FileKind {
  const [first = ''] = new TextDecoder().decode(line).split('\n', 1);
  const [, interpreter = '', argument = ''] = /^[ \t]*([^ \t\r\0]*)[ \t]*([^\0]*)/.exec(first) ?? [];
  if (interpreter === '') {
    return { kind: 'other', what: 'a script that names no interpreter' };
  }
  return { kind: 'script', interpreter, argument: argument.trim() === '' ? null : argument.trim() };
}
