import { posix } from 'node:path';
import type { Argv } from './shell-state.ts';
import { type Wrapper, wrappers } from './wrapper-table.ts';

/** What a wrapper starts: the words of another program, or text for a shell. */
export type Wrapped = { readonly argv: Argv } | { readonly shellText: string };

/** What this program starts; null if it is no wrapper that is known here, or does not say what. */
export function wrappedBy(name: string, args: Argv): Wrapped | null {
  const wrapper = wrapperNamed(posix.basename(name));
  if (wrapper === null) {
    return null;
  }
  if (wrapper.program) {
    return namedProgram(args, wrapper.program);
  }
  const text = args.findIndex((word) => /^(?:-[a-z]*c|--command)$/.test(word ?? '')) + 1;
  if (wrapper.shellText && text > 0) {
    return args[text] ? { shellText: args[text] } : null;
  }
  const start = wrapper.leading && args[0] && !args[0].startsWith('-') && args.length > 1 ? 1 : 0;
  let at = start + optionsEnd(args.slice(start), wrapper);
  while (wrapper.assignments && isAssignment(args[at])) {
    at++;
  }
  at += wrapper.operands ?? 0;
  const argv = args.slice(args[at] === '--' ? at + 1 : at);
  return argv.length === 0 ? null : { argv };
}

/** `--exec /app -- its words`. */
function namedProgram(args: Argv, names: readonly string[]): Wrapped | null {
  const at = args.findIndex((word) => names.some((name) => word === name || word?.startsWith(`${name}=`)));
  const [option, next] = at < 0 ? [] : args.slice(at);
  if (!option) {
    return null;
  }
  const program = option.includes('=') ? option.slice(option.indexOf('=') + 1) : next;
  const separator = args.indexOf('--');
  return program ? { argv: [program, ...(separator < 0 ? [] : args.slice(separator + 1))] } : null;
}

/** Loaders run a program that is given to them (ld.so(8), musl ldso/dynlink.c). */
const loader: Wrapper = {
  names: ['--library-path', '--inhibit-rpath', '--audit', '--preload', '--argv0', '--glibc-hwcaps-mask'],
};

function wrapperNamed(name: string): Wrapper | null {
  return wrappers[name] ?? (/^ld(?:64|-[\w.-]+)?\.so(?:\.\d+)?$/.test(name) ? loader : null);
}

export function isAssignment(word: string | null | undefined): boolean {
  return /^\w+=/.test(word ?? '');
}

/** Where the operands begin. */
export function optionsEnd(
  args: Argv,
  { letters = '', names = [] }: Pick<Wrapper, 'letters' | 'names'>,
): number {
  let at = 0;
  for (let word = args[at]; word?.startsWith('-'); word = args[at]) {
    at++;
    if (word === '--') {
      break;
    }
    if (names.includes(word) || endsInValueLetter(word, letters)) {
      at++;
    }
  }
  return at;
}

/** Of letters in one word, the first that takes a value takes the rest of the word, or else the next one. */
function endsInValueLetter(word: string, letters: string): boolean {
  if (word.startsWith('--')) {
    return false;
  }
  const first = [...word.slice(1)].findIndex((letter) => letters.includes(letter));
  return first >= 0 && first === word.length - 2;
}
