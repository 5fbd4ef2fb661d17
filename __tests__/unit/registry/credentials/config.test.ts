import { describe, expect, it } from 'vitest';
import { withoutHelper } from '../../../../src/registry/credentials/config.ts';

describe('withoutHelper', () => {
  const hub = { 'https://index.docker.io/v1/': '', 'docker.io': '', 'index.docker.io': '' };
  it.each<[name: string, config: object, registry: string, expected: object]>([
    ['an empty configuration', {}, 'ghcr.io', { credHelpers: { 'ghcr.io': '' } }],
    [
      'a store for all registries stays for all others',
      { credsStore: 'osxkeychain', auths: { 'quay.io': { auth: 'x' } } },
      'ghcr.io',
      { credsStore: 'osxkeychain', auths: { 'quay.io': { auth: 'x' } }, credHelpers: { 'ghcr.io': '' } },
    ],
    [
      'a helper for this registry goes, those for others stay',
      { credHelpers: { 'ghcr.io': 'gh', 'gcr.io': 'gcloud' } },
      'ghcr.io',
      { credHelpers: { 'ghcr.io': '', 'gcr.io': 'gcloud' } },
    ],
    [
      'Docker Hub under all its names',
      { credsStore: 'pass' },
      'docker.io',
      { credsStore: 'pass', credHelpers: hub },
    ],
    ['a registry with a port', {}, 'r.acme.io:5000', { credHelpers: { 'r.acme.io:5000': '' } }],
    ['helpers that are null', { credHelpers: null }, 'ghcr.io', { credHelpers: { 'ghcr.io': '' } }],
    ['helpers that are no object', { credHelpers: 'x' }, 'ghcr.io', { credHelpers: { 'ghcr.io': '' } }],
    [
      'what it does not know',
      { proxies: { default: { httpProxy: 'http://p' } }, HttpHeaders: { a: 'b' } },
      'ghcr.io',
      {
        proxies: { default: { httpProxy: 'http://p' } },
        HttpHeaders: { a: 'b' },
        credHelpers: { 'ghcr.io': '' },
      },
    ],
  ])('%s', (_, config, registry, expected) => {
    const problems: string[] = [];
    const text = withoutHelper(JSON.stringify(config), registry, (problem) => problems.push(problem));
    expect(JSON.parse(text)).toEqual(expected);
    expect(problems).toEqual([]);
  });

  it.each([
    ['no JSON', '{"auths":'],
    ['nothing', ''],
    ['null', 'null'],
    ['a list', '[]'],
    ['a text', '"x"'],
  ])('warns and begins anew if it is %s', (_, config) => {
    const problems: string[] = [];
    const text = withoutHelper(config, 'ghcr.io', (problem) => problems.push(problem));
    expect(JSON.parse(text)).toEqual({ credHelpers: { 'ghcr.io': '' } });
    expect(problems).toEqual([
      'The docker configuration of this runner is not a JSON object; this step ignores it.',
    ]);
  });
});
