import { describe, expect, it } from 'vitest';
import { ActionError } from '../../../src/errors.ts';
import { planTable, readPlanInputs } from '../../../src/inputs/plan.ts';
import { variableOf } from '../../../src/inputs/syntax/form.ts';
import { formatPlatform } from '../../../src/oci/platform.ts';

type Given = Readonly<Partial<Record<keyof typeof planTable.defaults, string>>>;

async function read(given: Given) {
  const variables = Object.fromEntries(
    Object.keys(planTable.defaults).map((name) => [
      variableOf(name),
      given[name as keyof typeof planTable.defaults] ?? '',
    ]),
  );
  const facts = {
    fileKind: async () => null,
    damagedLine: async () => null,
    workspace: '/work',
    event: null,
    os: 'linux' as const,
    now: new Date(0),
  };
  return (await readPlanInputs(variables, facts)).inputs;
}

const refusalOf = (given: Given): Promise<string> =>
  read(given).then(
    () => 'accepted',
    (error: unknown) =>
      error instanceof ActionError ? `${error.message} ${error.hint ?? ''}` : String(error),
  );

it('asks for amd64 and arm64 of one image unless told otherwise', async () => {
  const inputs = await read({});
  expect(inputs.platforms.map(formatPlatform)).toEqual(['linux/amd64', 'linux/arm64']);
  expect(inputs).toMatchObject({ runners: [], groups: [], images: [{ name: '', context: '.' }] });
});

describe('runners', () => {
  it('are a label, or several in brackets, for what stands before the first =', async () => {
    const runners = 'linux/aarch64=ubuntu-24.04-arm\nlinux/arm=[self-hosted, arm]\ndefault=group/x=1';
    expect((await read({ runners })).runners).toEqual([
      { scope: 'linux/arm64', labels: 'ubuntu-24.04-arm' },
      { scope: 'linux/arm', labels: ['self-hosted', 'arm'] },
      { scope: 'default', labels: 'group/x=1' },
    ]);
  });

  it.each([
    ['ubuntu-latest', "'ubuntu-latest' is not a runner for a platform"],
    ['linux/amr64=x', "'linux/amr64=x' is not a runner"],
    ['linux/arm64=', 'is not a runner'],
    ['linux/arm64=[]', 'is not a runner'],
    ['linux/arm64=a b', 'is not a runner'],
    ['default=a\ndefault=b', 'names a second runner for default'],
    ['linux/arm64=a\nlinux/aarch64=b', 'names a second runner for linux/arm64'],
  ])('refuse %j', async (runners, refusal) => {
    expect(await refusalOf({ runners })).toContain(refusal);
  });
});

describe('groups', () => {
  const platforms = 'linux/amd64,linux/arm/v7,linux/arm/v6';
  it('are platforms of the image, however they are spelt', async () => {
    const { groups } = await read({ platforms, groups: 'linux/armhf, linux/arm/v6' });
    expect(groups.map((group) => group.map(formatPlatform))).toEqual([['linux/arm/v7', 'linux/arm/v6']]);
  });

  it.each([
    ['linux/s390x', "'linux/s390x' is not among the platforms"],
    ['linux/arm/v6\nlinux/arm/v6', 'is in two groups or twice in one'],
    ['linux/arm/v6,linux/arm/v6', 'is in two groups or twice in one'],
  ])('refuse %j', async (groups, refusal) => {
    expect(await refusalOf({ platforms, groups })).toContain(refusal);
  });
});

describe('images', () => {
  it('are names with a context', async () => {
    expect((await read({ images: 'api = services/api\nweb' })).images).toEqual([
      { name: 'api', context: 'services/api' },
      { name: 'web', context: 'web' },
    ]);
  });

  it.each([
    ['a/b=x', "'a/b=x' does not name an image"],
    ['api=', 'does not name an image'],
    ['api=a\napi=b', "'api' is listed twice"],
  ])('refuse %j', async (images, refusal) => {
    expect(await refusalOf({ images })).toContain(refusal);
  });
});
