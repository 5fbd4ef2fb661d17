import { expect, it } from 'vitest';
import { readLogin } from '../../../../src/inputs/login.ts';
import { readInputs } from '../../../../src/inputs/read.ts';
import type { Facts } from '../../../../src/inputs/syntax/facts.ts';
import { Form } from '../../../../src/inputs/syntax/form.ts';
import { Problems } from '../../../../src/inputs/syntax/problems.ts';

const facts: Facts = {
  fileKind: async () => null,
  damagedLine: async () => null,
  workspace: '/work',
  event: null,
  os: 'linux',
  now: new Date(0),
};

/** Another action than the one that builds. */
const table = {
  defaults: { registry: 'ghcr.io', username: '', password: '', 'dry-run': 'false' },
  freeText: [],
  replacements: {},
};

it('lets a reader serve every action that has its inputs', async () => {
  const variables = { INPUT_USERNAME: 'acme', INPUT_PASSWORD: 'pass', 'INPUT_DRY-RUN': 'true' };
  const { inputs } = await readInputs(table, variables, facts, async (form) => ({
    login: readLogin(form, true),
    dryRun: form.flag('dry-run'),
  }));
  expect(inputs).toEqual({
    login: { registry: 'ghcr.io', username: 'acme', password: 'pass' },
    dryRun: true,
  });
});

it('gives a reader nothing that the action does not have', () => {
  const form = new Form(
    { defaults: { registry: '' }, freeText: [], replacements: {} },
    {},
    facts,
    new Problems(),
  );
  // @ts-expect-error 'username' and 'password' are not in the table.
  expect(readLogin(form, false)).toBeNull();
});
