import { describe, expect, it } from 'vitest';
import { ActionError } from '../../../src/errors.ts';
import { readSetupInputs, setupTable } from '../../../src/inputs/setup.ts';
import { variableOf } from '../../../src/inputs/syntax/form.ts';
import { formatPlatforms } from '../../../src/oci/platform.ts';

const read = async (given: Readonly<Record<string, string>>) => {
  const variables = Object.fromEntries(
    Object.entries(given).map(([name, value]) => [variableOf(name), value]),
  );
  const facts = {
    fileKind: async () => null,
    workspace: '/work',
    event: null,
    os: 'linux',
    damagedLine: async () => null,
    now: new Date(0),
  } as const;
  return (await readSetupInputs(variables, facts)).inputs;
};

describe('the set-up action', () => {
  it('emulates every architecture once, uses the builder and cleans up by default', async () => {
    const inputs = await read({});
    expect(formatPlatforms(inputs.platforms ?? [], ',')).toBe(
      'linux/386,linux/amd64,linux/arm64,linux/arm/v5,linux/ppc64le,linux/s390x,linux/riscv64,linux/mips64,linux/mips64le,linux/loong64',
    );
    expect(inputs).toMatchObject({ use: true, install: false, cleanup: true, emulation: 'auto' });
  });

  it('registers nothing for a builder elsewhere, unless that is asked for', async () => {
    const remote = { driver: 'remote', endpoint: 'tcp://buildkit.example.com:1234' };
    expect((await read(remote)).platforms).toBeNull();
    expect(formatPlatforms((await read({ ...remote, platforms: 'arm64' })).platforms ?? [])).toBe(
      'linux/arm64',
    );
  });

  it.each(Object.entries(setupTable.replacements))('names what takes the place of %s', async (name, hint) => {
    const error = await read({ [name]: 'x' }).catch((thrown: unknown) => thrown);
    expect(error).toBeInstanceOf(ActionError);
    expect(error).toMatchObject({ code: 'input-invalid', hint });
  });
});
