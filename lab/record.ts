// What a server saw, one JSON object a line: kept by the servers of the lab, read by whoever judges a client.
import { appendFileSync, readFileSync } from 'node:fs';

export function note(file: string, entry: object): void {
  appendFileSync(file, `${JSON.stringify({ at: Date.now(), ...entry })}\n`);
}

/** Every entry from a moment on, in milliseconds since 1970; all entries by default. */
export function notes<T extends object>(file: string, since = 0): readonly (T & { readonly at: number })[] {
  return readFileSync(file, 'utf8')
    .split('\n')
    .filter(Boolean)
    .map((line) => JSON.parse(line) as T & { at: number })
    .filter(({ at }) => at >= since);
}
