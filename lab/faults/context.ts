// Build contexts that take no time: programs that are nothing but an ELF header, so that every check has its say.
import { randomBytes } from 'node:crypto';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** ELF machine numbers (elf.h). */
const machines = { amd64: 62, arm64: 183 } as const;

/** A program for each platform, another one with each call, and the Dockerfile that makes images of them. */
export function writeContext(folder: string, dockerfile = plain): void {
  writeFileSync(join(folder, 'Dockerfile'), dockerfile);
  for (const [name, machine] of Object.entries(machines)) {
    writeFileSync(join(folder, name), program(machine));
  }
}

const plain = 'FROM scratch\nARG TARGETARCH\nCOPY $TARGETARCH /app\nENTRYPOINT ["/app"]\n';

function program(machine: number): Buffer {
  const header = Buffer.alloc(64);
  header.write('\x7fELF', 'latin1');
  // 64 bits, little-endian, version 1; an executable.
  header.set([2, 1, 1], 4);
  header.writeUInt16LE(2, 16);
  header.writeUInt16LE(machine, 18);
  header.writeUInt32LE(1, 20);
  return Buffer.concat([header, randomBytes(32)]);
}
