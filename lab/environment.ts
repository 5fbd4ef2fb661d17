import { delimiter } from 'node:path';
import process from 'node:process';
import { binDir } from './paths.ts';
import { findService, isAlive } from './services.ts';
import { readState } from './state.ts';

/** What a process needs to use the lab that is up: its addresses, pins and files, and its commands on PATH. */
export function labEnvironment(): Record<string, string> {
  const { environment } = readState();
  const registry = findService('registry');
  if (!environment || !registry || !isAlive(registry)) {
    throw new Error('The lab is not up; start it with: npm run lab -- up');
  }
  return { ...environment, PATH: [binDir, process.env['PATH']].join(delimiter) };
}
