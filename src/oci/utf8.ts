/** The first line of a text that is not UTF-8, counted from 1; null if all of it is. */
export function firstDamagedLine(bytes: Uint8Array): number | null {
  let start = 0;
  for (let line = 1; start <= bytes.byteLength; line++) {
    const found = bytes.indexOf(0x0a, start);
    const end = found < 0 ? bytes.byteLength : found;
    if (!isUtf8(bytes.subarray(start, end))) {
      return line;
    }
    start = end + 1;
  }
  return null;
}

function isUtf8(bytes: Uint8Array): boolean {
  try {
    new TextDecoder('utf-8', { fatal: true }).decode(bytes);
    return true;
  } catch {
    return false;
  }
}
