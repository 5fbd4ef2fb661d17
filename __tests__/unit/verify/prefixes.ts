import heads from './binaries.fixture.json' with { type: 'json' };

/** The first bytes of real binaries: Go 1.26 by GOOS, GOARCH and GOARM, and `hostname` of Debian 12 by its architecture. */
export type HeadName = keyof typeof heads;

export function headOf(name: HeadName): Uint8Array {
  return Buffer.from(heads[name], 'base64');
}
