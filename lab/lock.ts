import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import process from 'node:process';
import { setTimeout as sleep } from 'node:timers/promises';
import { runDir } from './paths.ts';
import { say } from './progress.ts';

const lockFile = `${runDir}.lock`;

/** Lets one `up` or `down` work at a time; a lock whose process has ended is nobody's. */
export async function exclusively<T>(work: () => Promise<T>): Promise<T> {
  for (let tries = 0; !take(); tries += 1) {
    if (tries === 0) {
      say('another process is starting or stopping the lab; waiting for it …');
    }
    await sleep(100);
  }
  try {
    return await work();
  } finally {
    rmSync(lockFile, { force: true });
  }
}

function take(): boolean {
  try {
    writeFileSync(lockFile, String(process.pid), { flag: 'wx' });
    return true;
  } catch {
    if (!isHeld()) {
      rmSync(lockFile, { force: true });
    }
    return false;
  }
}

function isHeld(): boolean {
  try {
    return process.kill(Number(readFileSync(lockFile, 'utf8')), 0);
  } catch {
    return false;
  }
}
