// Programs put before the real ones on a step's PATH: they note how they were called, and then are them.
import { chmodSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import process from 'node:process';
import { output, setting } from './lab.ts';

export interface Call {
  readonly program: 'docker' | 'buildx';
  /** Separated by blanks. */
  readonly args: string;
}

export interface Shims {
  readonly path: string;
  calls(): readonly Call[];
  remove(): void;
}

export async function makeShims(): Promise<Shims> {
  const folder = mkdtempSync(join(tmpdir(), 'multiarch-shims-'));
  const log = join(folder, 'calls');
  const bin = join(folder, 'bin');
  mkdirSync(bin);
  const real = { docker: await output('sh', '-c', 'command -v docker'), buildx: setting('LAB_BUILDX') };
  for (const [program, file] of Object.entries(real)) {
    writeFileSync(join(bin, program), `#!/bin/sh\necho "${program} $*" >> '${log}'\nexec '${file}' "$@"\n`);
    chmodSync(join(bin, program), 0o755);
  }
  return {
    path: [bin, process.env['PATH']].join(delimiter),
    calls: () => {
      const lines = existsSync(log) ? readFileSync(log, 'utf8').split('\n').filter(Boolean) : [];
      return lines.map((line) => {
        const [program = '', ...args] = line.split(' ');
        return { program: program as Call['program'], args: args.join(' ') };
      });
    },
    remove: () => rmSync(folder, { recursive: true, force: true }),
  };
}
