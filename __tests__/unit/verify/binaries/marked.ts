// What compilers and linkers leave in programs, made byte by byte.

/** Section .ARM.attributes with these attributes of the file. */
export function armSection(attributes: Uint8Array, lengths: { vendor?: number; file?: number } = {}): Buffer {
  const file = lengths.file ?? 1 + 4 + attributes.byteLength;
  const vendor = lengths.vendor ?? 4 + 'aeabi\0'.length + file;
  return Buffer.concat([
    Buffer.from('A'),
    littleEndian(vendor),
    Buffer.from('aeabi\0\x01'),
    littleEndian(file),
    attributes,
  ]);
}

/** Section .go.buildinfo with these settings. */
export function goBuildInfo(version: string, settings: string, { flags = 2 } = {}): Buffer {
  const header = Buffer.alloc(32);
  header.write('\xff Go buildinf:', 'latin1');
  header.set([8, flags], 14);
  const sentinel = Buffer.alloc(16, 's');
  const modules = Buffer.concat([sentinel, Buffer.from(settings), sentinel]);
  return Buffer.concat([
    header,
    uvarint(version.length),
    Buffer.from(version),
    uvarint(modules.length),
    modules,
  ]);
}

function littleEndian(value: number): Buffer {
  const bytes = Buffer.alloc(4);
  bytes.writeUInt32LE(value);
  return bytes;
}

function uvarint(value: number): Buffer {
  const bytes: number[] = [];
  let rest = value;
  for (; rest >= 0x80; rest = Math.floor(rest / 128)) {
    bytes.push((rest % 128) + 0x80);
  }
  return Buffer.from([...bytes, rest]);
}
