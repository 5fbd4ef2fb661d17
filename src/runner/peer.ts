import { readFileSync } from 'node:fs';
import type { Socket } from 'node:net';

/**
 * Whether the other end of a connection over 127.0.0.1 is known to belong to another user of the machine.
 * Linux tells the owner of each socket; elsewhere nothing is known.
 */
export function isForeign({ remotePort }: Socket): boolean {
  let table: string;
  try {
    table = readFileSync('/proc/net/tcp', 'utf8');
  } catch {
    return false;
  }
  const owner = ownerOf(table, remotePort ?? 0);
  return owner !== null && owner !== process.getuid?.();
}

/** The user id of a socket on 127.0.0.1, out of the kernel's table (net/ipv4/tcp_ipv4.c); null if it is not in it. */
export function ownerOf(table: string, port: number): number | null {
  const address = `0100007F:${port.toString(16).toUpperCase().padStart(4, '0')}`;
  const fields = table
    .split('\n')
    .map((line) => line.trim().split(/\s+/))
    .find(([, local]) => local === address);
  return fields === undefined ? null : Number(fields[7]);
}
