import { expect, it } from 'vitest';
import { assembleArguments, plannedDigest } from '../../../src/buildx/assemble.ts';
import { digestOf } from '../../../src/oci/digest.ts';

const create = ['imagetools', 'create', '--progress', 'plain', '--prefer-index=false'];

it('prints the index, or pushes it by its digest', () => {
  expect(assembleArguments(null, ['r/a@1', 'r/a@2'], [], { builder: null })).toEqual([
    ...create,
    ...['--dry-run', 'r/a@1', 'r/a@2'],
  ]);
  expect(assembleArguments('r/a@3', ['r/a@1'], ['index:a=b'], { builder: null })).toEqual([
    ...create,
    ...['--annotation', 'index:a=b', '--tag', 'r/a@3', 'r/a@1'],
  ]);
});

it('leaves out the one newline that buildx prints behind the index', () => {
  expect(plannedDigest(Buffer.from('{}\n'))).toBe(digestOf('{}'));
  expect(plannedDigest(Buffer.from('{}'))).toBe(digestOf('{}'));
  expect(plannedDigest(Buffer.from('{}\n\n'))).toBe(digestOf('{}\n'));
});
