import { posix } from 'node:path';
import type { Argv } from './shell-state.ts';

/**
 * Programs of which nobody knows here whether the one with these words starts them: it is no wrapper that is
 * known. A file for another architecture that a container is told of is hardly there to be read.
 */
export function pathsMentioned(name: string, args: Argv): readonly string[] {
  if (readsFiles.test(name)) {
    return [];
  }
  const paths = args.flatMap((arg, index) => pathsIn(arg ?? '', args[index - 1] ?? ''));
  return [...new Set(paths)].filter((path) => !isData(path)).slice(0, most);
}

const most = 4;

/** Programs whose words are files that they read, those of other machines too: emulators, debuggers, languages, servers. */
const readsFiles =
  /^(?:qemu-.*|box(?:64|86)|FEX.*|wine.*|.*gdb|lldb|openocd|probe-rs|esptool.*|avrdude|git|node|nodejs|bun|deno|java|php.*|ruby|nginx|caddy|httpd|apache2.*|serve|ls|cat|cp|mv|rm|ln|tail|head|find|grep|tar|chmod|chown|mkdir|touch|test|echo|printf|sleep|true|false)$/;

/** A path as a word of its own, or in a text of some language. */
const path = /(?<![\w./])\/[\w.@%+-]+(?:\/[\w.@%+-]+)*/g;
const whole = new RegExp(`^${path.source}$`);

/** Options with a program as their value; behind others stands mostly something else. */
const starting = /^--?(?:a|c|e|x|args|bin|binary|cmd|command|entrypoint|exec|main|program|run|start)$/i;

function pathsIn(arg: string, before: string): readonly string[] {
  const [, option = before, value = arg] = /^(-[^=]*)=(.*)$/s.exec(arg) ?? [];
  if (whole.test(value)) {
    return !option.startsWith('-') || starting.test(option) ? [value] : [];
  }
  // Text with a command in it, such as `exec "/app"`.
  return /\bexec|\bsystem\b|\bspawn|\bsubprocess/i.test(value) ||
    /^(?:EXEC|SYSTEM):/.test(value) ||
    starting.test(option)
    ? (value.match(path) ?? [])
    : [];
}

/** What is read, and not started, by its place or the end of its name. */
function isData(found: string): boolean {
  return (
    /^\/(?:run\/|(?:dev|proc|sys|etc|tmp|var)(?:\/|$))/.test(found) ||
    (/\.[A-Za-z]\w{0,9}$/.test(posix.basename(found)) && !/\.(?:sh|bin|elf|out|run|AppImage)$/.test(found))
  );
}
