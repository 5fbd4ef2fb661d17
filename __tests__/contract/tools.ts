// A folder of commands that stands first on a step's PATH.
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import process from 'node:process';

/** Within the checkout: two users of a machine cannot share a folder among the temporary files. */
const compiled = join(import.meta.dirname, '..', '..', 'node_modules', '.cache', 'contract-tools');

/** Makes `docker` and `buildx` of a script beside this file, and gives back the folder. The script learns as what it was run. */
export function toolFolder(folder: string, script: 'fake-tool.ts' | 'record-tool.ts'): string {
  mkdirSync(folder, { recursive: true });
  for (const tool of ['docker', 'buildx']) {
    // Without the cache of compiled scripts each call would take twice as long.
    const cache = `NODE_COMPILE_CACHE='${compiled}'`;
    const command = `${cache} exec '${process.execPath}' '${join(import.meta.dirname, script)}'`;
    writeFileSync(join(folder, tool), `#!/bin/sh\nRUN_AS="$0" ${command} ${tool} "$@"\n`, { mode: 0o755 });
  }
  return folder;
}

/** The titles of the error annotations in a log. */
export function errorTitles(log: string): readonly string[] {
  return [...log.matchAll(/^::error [^:]*?title=([^,:]*)/gm)].map((match) => match[1] ?? '');
}
