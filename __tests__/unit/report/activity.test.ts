import { describe, expect, it } from 'vitest';
import { type ActivityFacts, describeActivity } from '../../../src/report/activity.ts';
import type { Phase } from '../../../src/session/session.ts';

const tag = (registry: string, name: string) => ({ registry, repository: `${registry}/x`, tag: name });
const tags = [tag('ghcr.io', '1'), tag('ghcr.io', '2'), tag('docker.io', '1')];
const nobody = { logins: [], skipped: [] };
const local: ActivityFacts = { tags, push: false, login: null, registryAuth: nobody };
const push: ActivityFacts = { ...local, push: true };
const login = { registry: 'ghcr.io', username: 'robot', password: 'secret' };

describe('describeActivity', () => {
  it.each<[phase: Phase, facts: ActivityFacts, text: string]>([
    ['setup', push, 'setting up buildx, the emulators and the builder (phase setup)'],
    [
      'setup',
      { ...push, login },
      'logging in to ghcr.io and setting up buildx, the emulators and the builder (phase setup)',
    ],
    [
      'setup',
      {
        ...push,
        login,
        registryAuth: {
          ...nobody,
          logins: [
            { ...login, registry: 'docker.io', scope: null },
            { ...login, scope: '@push' },
          ],
        },
      },
      'logging in to ghcr.io, docker.io and setting up buildx, the emulators and the builder (phase setup)',
    ],
    ['build', push, 'building and pushing to ghcr.io, docker.io (phase build)'],
    ['build', local, 'building (phase build)'],
    ['verify', push, 'verifying the image in ghcr.io, docker.io (phase verify)'],
    ['verify', local, 'verifying the image (phase verify)'],
    ['publish', push, 'tagging in ghcr.io, docker.io (phase publish)'],
    ['publish', local, 'exporting the image (phase publish)'],
  ])('phase %s, %o', (phase, facts, text) => {
    expect(describeActivity(phase, facts)).toBe(text);
  });

  it('names nobody and no password', () => {
    expect(describeActivity('setup', { ...push, login })).not.toMatch(/robot|secret/);
  });
});
