import { describe, expect, it } from 'vitest';
import { wantsSummary } from '../../../src/inputs/summary.ts';
import { read, refusalOf } from './reading.ts';

describe('the summary', () => {
  it.each<[variables: Readonly<Record<string, string>>, wanted: boolean]>([
    [{}, true],
    [{ INPUT_SUMMARY: 'true' }, true],
    [{ INPUT_SUMMARY: ' False ' }, false],
    [{ DOCKER_BUILD_SUMMARY: 'false', INPUT_SUMMARY: 'true' }, false],
    [{ DOCKER_BUILD_SUMMARY: '0' }, false],
    [{ DOCKER_BUILD_SUMMARY: '' }, true],
  ])('%j', (variables, wanted) => {
    expect(wantsSummary(variables)).toBe(wanted);
  });

  it('is an input, and a variable of the job', async () => {
    expect((await read({})).inputs.summary).toBe(true);
    expect((await read({ summary: 'false' })).inputs.summary).toBe(false);
    const variables = { DOCKER_BUILD_SUMMARY: 'false' };
    expect((await read({}, { variables })).inputs.summary).toBe(false);
    expect(await refusalOf({ summary: 'no' })).toContain('expected true or false');
  });
});
