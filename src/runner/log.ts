import { EOL } from 'node:os';
import type { SourceLocation } from '../errors.ts';
import { issueCommand } from './core.ts';

/** The step's log. Whatever text it is given, no line of it can act as a workflow command. */
export interface Log {
  info(line: string): void;
  /** An annotation, and a line in the log. */
  warning(message: string, title?: string, location?: SourceLocation): void;
  notice(message: string, title?: string): void;
  /** The error annotation of a failed step; the caller sets the exit code. */
  error(message: string, title: string, location?: SourceLocation): void;
  /** A collapsed section of the log; the titles read as a table of contents. */
  group<T>(title: string, body: () => Promise<T>): Promise<T>;
  /** From now on the runner prints *** for this text, and for each line of it, wherever the job's log holds it. */
  mask(secret: string): void;
}

export function actionsLog(): Log {
  const annotate = (kind: 'error' | 'warning' | 'notice', message: string, properties: object): void =>
    issueCommand(kind, { ...properties }, printable(message));
  return {
    info: (line) => {
      for (const part of line.split('\n')) {
        process.stdout.write(`${harmless(part)}${EOL}`);
      }
    },
    warning: (message, title, location) =>
      annotate('warning', message, { ...(title === undefined ? {} : { title }), ...location }),
    notice: (message, title) => annotate('notice', message, title === undefined ? {} : { title }),
    error: (message, title, location) =>
      annotate('error', message, location ? { title, file: location.file, line: location.line } : { title }),
    async group(title, body) {
      issueCommand('group', {}, harmless(title));
      try {
        return await body();
      } finally {
        issueCommand('endgroup', {}, '');
      }
    },
    mask: (secret) => {
      // The runner masks line by line, so each line of a multi-line secret is a secret of its own.
      for (const text of new Set([secret, ...secret.split(/\r?\n/)])) {
        if (text.trim() !== '') {
          issueCommand('add-mask', {}, text);
        }
      }
    },
  };
}

/**
 * What .NET skips when it compares strings by the rules of a culture, as the runner does: zero-width
 * spaces and joiners, byte order marks, variation selectors.
 */
const unseen = '\\p{C}\\p{M}\\p{Default_Ignorable_Code_Point}';
const commandKey = new RegExp(`^[\\s\\p{Z}${unseen}]*:[${unseen}]*:`, 'u');
const oldPrefix = new RegExp(`#([${unseen}]*)#([${unseen}]*)\\[`, 'gu');

/**
 * A line that the runner only prints. The runner takes a line for a command if it begins with `::`
 * after white space, and, for the older syntax, wherever it holds `##[` (actions/runner
 * src/Runner.Common/ActionCommand.cs). Escape sequences could hide either from a reader.
 */
export function harmless(line: string): string {
  const text = printable(line).replace(oldPrefix, '#$1#$2 [');
  return commandKey.test(text) ? `| ${text}` : text;
}

/** Without terminal escape sequences and control characters other than tab and newline. */
export function printable(text: string): string {
  return text
    .replace(
      /(?:\u001b\[|\u009b)[0-?]*[ -/]*[@-~]|\u001b(?:\][^\u0007\u001b]*(?:\u0007|\u001b\\)?|[@-Z\\-_])/g,
      '',
    )
    .replace(/[\u0000-\u0008\u000b-\u001f\u007f-\u009f]/g, '');
}
