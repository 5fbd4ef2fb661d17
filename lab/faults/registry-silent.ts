// A registry that takes a request and never answers it.
import { type Fault, lasting } from './registry-lasting.ts';
import type { Scenario } from './scenario.ts';

const group = 'A registry that never answers';

const byDigest = '/manifests/sha256:';
const upload = { method: 'POST|PATCH|PUT', path: '/blobs/uploads/' };
const tag = (name: string): string => `/manifests/${name}$`;

const faults: readonly Fault[] = [
  ...(
    [
      ['login', { method: 'GET', path: '^/v2/$' }, 'setup', { timeout: 'setup=5s' }],
      ['uploads', upload, 'build', { timeout: '6s' }],
      ['read-back', { method: 'GET', path: byDigest }, 'verify', { timeout: 'verify=5s' }],
      ['tags', { method: 'PUT', path: tag('\\w+') }, 'publish', { timeout: 'publish=5s' }],
    ] as const
  ).map(
    ([what, where, phase, inputs]): Fault => ({
      name: `the registry never answers (${what}), with timeout: ${inputs.timeout}`,
      rules: [{ kind: 'hang', ...where }],
      inputs: () => inputs,
      must: {
        end: 'timeout',
        published: {
          setup: 'nothing',
          build: 'nothing',
          verify: 'its digest, no tag',
          publish: 'its digest, no tag',
        }[phase],
        says: [/127\.0\.0\.1:\d+/, new RegExp(`phase ${phase}`)],
        atMostSeconds: 14,
      },
      quick: what === 'read-back' ? 1 : 0,
    }),
  ),
  {
    name: 'the registry never answers at the second tag, with timeout: publish=5s',
    rules: [{ kind: 'hang', method: 'PUT', path: tag('latest') }],
    inputs: () => ({ timeout: 'publish=5s' }),
    must: {
      end: 'timeout',
      published: '1 of 2 tags',
      says: [/:1: moved/, /phase publish/],
      atMostSeconds: 14,
    },
  },
  ...(
    [
      ['a read of the image', { method: 'GET', path: byDigest }],
      ['a tag', { method: 'PUT', path: tag('latest') }],
    ] as const
  ).map(
    ([what, where]): Fault => ({
      name: `the registry does not answer once, at ${what}, and there is no timeout`,
      rules: [{ kind: 'hang', times: 1, ...where }],
      slow: true,
      // The attempt is ended after two minutes, and made again.
      must: { end: 'succeeded', published: 'all tags', atLeastSeconds: 120, atMostSeconds: 180 },
    }),
  ),
];

export const registrySilent: readonly Scenario[] = lasting(group, faults);
