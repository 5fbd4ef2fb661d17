import { expect, it } from 'vitest';
import { givenInputs } from '../../../src/inputs/given.ts';

const defaults = { context: '.', retries: '3', secrets: '', password: '', 'github-token': '' };
const given = (variables: Readonly<Record<string, string>>, names: readonly string[] = []) =>
  givenInputs(defaults, variables, names);

it.each<[name: string, variables: Readonly<Record<string, string>>, shown: object]>([
  ['nothing', {}, []],
  ['a default', { INPUT_CONTEXT: '.', INPUT_RETRIES: ' 3 ' }, []],
  ['another value', { INPUT_RETRIES: '0' }, [['retries', '0']]],
  ['a password', { INPUT_PASSWORD: 'secret' }, [['password', '***']]],
  ['the token of the job', { 'INPUT_GITHUB-TOKEN': 'secret' }, []],
  ['secrets whose names are unknown', { INPUT_SECRETS: 'a=secret' }, [['secrets', '***']]],
])('shows %s', (_, variables, shown) => {
  expect(given(variables)).toEqual(shown);
});

it('shows secrets by their names', () => {
  expect(given({ INPUT_SECRETS: 'a=secret\nb=secret' }, ['a', 'b'])).toEqual([['secrets', 'a, b']]);
});
