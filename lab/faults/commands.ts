// What GitHub's runner would take for a command in a step's log. Written after its own source and not after the
// action's: actions/runner src/Runner.Common/ActionCommand.cs and src/Runner.Worker/ActionCommandManager.cs.

export interface WorkflowCommand {
  readonly name: string;
  readonly properties: Readonly<Record<string, string>>;
  readonly value: string;
}

/** What the runner knows; it looks for no other name. */
const known = [
  'internal-set-repo-path',
  'set-env',
  'set-output',
  'save-state',
  'add-path',
  'add-mask',
  'add-matcher',
  'remove-matcher',
  'warning',
  'error',
  'notice',
  'debug',
  'group',
  'endgroup',
  'echo',
  'stop-commands',
];

/** The commands in a log, in order. */
export function commandsIn(log: string): readonly WorkflowCommand[] {
  return log.split(/\r\n|\n|\r/).flatMap((line) => parseNew(line) ?? parseOld(line) ?? []);
}

/** `::name key=value,key=value::value` at the beginning of a line, after white space. */
function parseNew(line: string): WorkflowCommand | null {
  // .NET compares by the rules of a culture here, and so skips what has no width.
  const text = line.replace(/^[\s\p{C}\p{Z}\p{Default_Ignorable_Code_Point}]*/u, '');
  if (!text.startsWith('::')) {
    return null;
  }
  const end = text.indexOf('::', 2);
  if (end < 0) {
    return null;
  }
  return command(text.slice(2, end), text.slice(end + 2), [
    ['%0D', '\r'],
    ['%0A', '\n'],
    ['%3A', ':'],
    ['%2C', ','],
    ['%25', '%'],
  ]);
}

/** `##[name key=value;key=value]value` anywhere in a line. */
function parseOld(line: string): WorkflowCommand | null {
  const begin = line.indexOf('##[');
  const end = line.indexOf(']', begin);
  if (begin < 0 || end < 0) {
    return null;
  }
  return command(
    line.slice(begin + 3, end),
    line.slice(end + 1),
    [
      ['%3B', ';'],
      ['%0D', '\r'],
      ['%0A', '\n'],
      ['%5D', ']'],
      ['%25', '%'],
    ],
    ';',
  );
}

function command(
  head: string,
  value: string,
  escapes: readonly (readonly [string, string])[],
  separator = ',',
): WorkflowCommand | null {
  const blank = head.indexOf(' ');
  const name = (blank < 0 ? head : head.slice(0, blank)).toLowerCase();
  if (!known.includes(name)) {
    return null;
  }
  const plain = (text: string): string =>
    escapes.reduce((done, [from, to]) => done.replaceAll(new RegExp(from, 'gi'), to), text);
  const properties = (blank < 0 ? '' : head.slice(blank + 1))
    .split(separator)
    .map((pair) => pair.trim().split(/=(.*)/s))
    .flatMap(([key = '', text = '']) => (key === '' ? [] : [[key, plain(text)] as const]));
  return { name, properties: Object.fromEntries(properties), value: plain(value) };
}
