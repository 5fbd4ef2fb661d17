import { expect, it } from 'vitest';
import { type ClaimedDigest, digestOf } from '../../../src/oci/digest.ts';
import {
  buildContextOf,
  inspectReference,
  type Staged,
  type StagingTarget,
} from '../../../src/stage/staged.ts';

const digest = digestOf('x') as ClaimedDigest;

it.each<[name: string, target: StagingTarget, context: string, reference: string]>([
  [
    'the first of the repositories: all hold the same bytes',
    { kind: 'repositories', repositories: ['ghcr.io/acme/app', 'docker.io/acme/app'] },
    `docker-image://ghcr.io/acme/app@${digest}`,
    `ghcr.io/acme/app@${digest}`,
  ],
  [
    'a layout',
    { kind: 'layout', directory: '/temp/step/layout' },
    `oci-layout:///temp/step/layout@${digest}`,
    `oci-layout:///temp/step/layout@${digest}`,
  ],
])('is found by its digest in %s', (_, target, context, reference) => {
  const staged: Staged = { target, digest };
  expect(buildContextOf(staged)).toBe(context);
  expect(inspectReference(staged)).toBe(reference);
});
