import { expect, it } from 'vitest';
import { refusalOf } from '../reading.ts';

const lookedFor =
  'It is resolved in the workspace, /work. Check the path, and whether an earlier step (such as actions/checkout) created it.';

it('reports everything at once, one problem a line', async () => {
  const text = await refusalOf({ platforms: 'linux/amr64', push: 'yes', retries: 'many', context: 'app' });
  expect(text.split('\n')).toEqual([
    '4 problems in the inputs:',
    "- 'platforms': 'linux/amr64' is not a platform that images are built for. Did you mean 'linux/arm64'?",
    "- 'push': expected true or false, got 'yes'. Did you mean 'true'?",
    `- 'context': the directory 'app' does not exist. ${lookedFor}`,
    "- 'retries': expected a whole number from 0 to 10, got 'many'.",
  ]);
});

it('shows no sensitive value, even where another input repeats it', async () => {
  const text = await refusalOf({
    secrets: 'a=TOPSECRET\nTOPSECRET2',
    password: 'TOPSECRET3',
    tags: 'TOPSECRET/app:1,x:TOPSECRET2+1',
    target: 'TOPSECRET3 x',
    'cache-to': 'type=s4,secret_access_key=TOPSECRET4',
  });
  expect(text).not.toContain('TOPSECRET');
  expect(text.match(/\*\*\*/g)?.length).toBeGreaterThan(3);
});

it('cuts a long value, without cutting a sensitive value in half', async () => {
  const text = await refusalOf({ secrets: `a=${'S'.repeat(600)}`, target: `a b ${'S'.repeat(600)}` });
  expect(text).toBe("'target': 'a b ***' contains whitespace; expected the name of one build stage.");
  expect((await refusalOf({ target: `a ${'b'.repeat(9000)}` })).length).toBeLessThan(500);
});

it('takes an unreadable path for a problem of that input', async () => {
  const { readImageInputs } = await import('../../../../src/inputs/image.ts');
  const facts = {
    fileKind: () => Promise.reject(new Error('EACCES: permission denied')),
    damagedLine: async () => null,
    workspace: '/work',
    event: null,
    os: 'linux' as const,
    now: new Date(0),
  };
  await expect(readImageInputs({}, facts)).rejects.toThrow(
    "'context': '.' cannot be accessed: EACCES: permission denied.",
  );
});
