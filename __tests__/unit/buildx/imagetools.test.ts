import { describe, expect, it } from 'vitest';
import { inspectArguments, tagArguments } from '../../../src/buildx/imagetools.ts';
import type { Tag } from '../../../src/oci/reference.ts';

const app = 'ghcr.io/acme/app';
const source = `${app}@sha256:${'a'.repeat(64)}`;
const tags: readonly Tag[] = ['1', 'latest'].map((tag) => ({ registry: 'ghcr.io', repository: app, tag }));
const ofBuilder = { builder: { name: 'b' } };
const ofNone = { builder: null };

describe('inspectArguments', () => {
  it.each([
    ['with the registry settings of a builder', ofBuilder, ['--builder', 'b']],
    ['without any', ofNone, []],
  ])('%s', (_, settings, builder) => {
    expect(inspectArguments(source, ['--raw'], settings)).toEqual([
      ...['imagetools', 'inspect', ...builder],
      ...['--raw', source],
    ]);
  });
});

describe('tagArguments', () => {
  it.each([
    ['with the registry settings of a builder', ofBuilder, ['--builder', 'b']],
    ['without any', ofNone, []],
  ])('moves tags to the same bytes, and never wraps a plain manifest, %s', (_, settings, builder) => {
    expect(tagArguments(tags, source, settings)).toEqual([
      ...['imagetools', 'create', ...builder, '--progress', 'plain', '--prefer-index=false'],
      ...['--tag', `${app}:1`, '--tag', `${app}:latest`],
      source,
    ]);
  });
});
