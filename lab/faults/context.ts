// Build contexts that take no time: programs that are nothing but an ELF header, so that every check has its say.
import { randomBytes } from 'node:crypto';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { elfHeader } from '../../__tests__/harness/elf.ts';

/** A program for each platform, another one with each call, and the Dockerfile that makes images of them. */
export function writeContext(folder: string, dockerfile = plain): void {
  writeFileSync(join(folder, 'Dockerfile'), dockerfile);
  for (const name of ['amd64', 'arm64']) {
    writeFileSync(join(folder, name), Buffer.concat([elfHeader(name), randomBytes(32)]));
  }
}

const plain = 'FROM scratch\nARG TARGETARCH\nCOPY $TARGETARCH /app\nENTRYPOINT ["/app"]\n';
