// Archives made byte by byte, so that a test knows each of them.

export interface Member {
  readonly path: string;
  /** The flag of its type; left out, it is a file. */
  readonly flag?: string;
  readonly content?: Uint8Array | string;
  readonly mode?: number;
  readonly target?: string;
  /** What stands before the name in a ustar header. */
  readonly prefix?: string;
  /** In place of the length of the content, as it stands in the header. */
  readonly size?: string | Uint8Array;
}

export function tarHeader({
  path,
  flag = '0',
  content = '',
  mode = 0o644,
  target = '',
  prefix = '',
  size,
}: Member): Buffer {
  const header = Buffer.alloc(512);
  const length = Buffer.byteLength(content);
  header.write(path, 0, 100);
  header.write(`${mode.toString(8).padStart(7, '0')}\0`, 100);
  const digits = size ?? `${length.toString(8).padStart(11, '0')}\0`;
  header.set(typeof digits === 'string' ? Buffer.from(digits) : digits, 124);
  header.write(flag, 156, 'latin1');
  header.write(target, 157, 100);
  header.write('ustar\x0000', 257, 'latin1');
  header.write(prefix, 345, 155);
  header.fill(' ', 148, 156);
  const sum = header.reduce((total, byte) => total + byte, 0);
  header.write(`${sum.toString(8).padStart(6, '0')}\0 `, 148);
  return header;
}

/** A header with its content, filled up to a whole block. */
export function tarMember(member: Member): Buffer {
  const content = Buffer.from(member.content ?? '');
  return Buffer.concat([tarHeader(member), content, Buffer.alloc((512 - (content.byteLength % 512)) % 512)]);
}

export function tarOf(...members: readonly Member[]): Buffer {
  return Buffer.concat([...members.map(tarMember), Buffer.alloc(1024)]);
}

/** A record of an extended header. */
export function paxRecord(key: string, value: string): string {
  const rest = ` ${key}=${value}\n`;
  const length = Buffer.byteLength(rest);
  const digits = String(length + String(length).length).length;
  return `${length + digits}${rest}`;
}
