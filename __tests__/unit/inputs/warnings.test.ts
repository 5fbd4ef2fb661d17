import { describe, expect, it } from 'vitest';
import { type Given, type Machine, read } from './reading.ts';

describe('warnings', () => {
  it.each<[string, Given, RegExp | null, Machine?]>([
    [
      'a credential that provenance publishes',
      { 'build-args': 'NPM_TOKEN=x', provenance: 'mode=max' },
      /^'build-args': 'NPM_TOKEN' looks like a credential/,
    ],
    [
      'the same by attests',
      { 'build-args': 'dbPassword=x', attests: 'type=provenance,mode=max' },
      /'dbPassword' looks like a credential/,
    ],
    ['no credential', { 'build-args': 'TOKENIZER=x\nPATH_=y', provenance: 'mode=max' }, null],
    ['provenance that holds no arguments', { 'build-args': 'NPM_TOKEN=x', provenance: 'mode=min' }, null],
    [
      'provenance that is off',
      { 'build-args': 'NPM_TOKEN=x', attests: 'type=provenance,mode=max,disabled=true' },
      null,
    ],
    [
      'a build argument that nothing gives',
      { 'build-args': 'VERSION' },
      /^'build-args': 'VERSION' has no value, and there is no environment variable of that name/,
    ],
    [
      'a build argument from the environment',
      { 'build-args': 'VERSION' },
      null,
      { variables: { VERSION: '1' } },
    ],
  ])('%s', async (_, given, expected, machine) => {
    const { warnings } = await read(given, machine);
    if (expected === null) {
      expect(warnings).toEqual([]);
    } else {
      expect(warnings).toEqual([expect.stringMatching(expected)]);
    }
  });
});

it('warns of a Dockerfile that is not UTF-8, by the line', async () => {
  const { warnings } = await read({}, { damaged: { '/work/Dockerfile': 3 } });
  expect(warnings).toEqual([
    "'file': line 3 of 'Dockerfile' is not UTF-8; what of it goes into the image will be damaged.",
  ]);
});
