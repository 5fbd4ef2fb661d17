import { describe, expect, it } from 'vitest';
import { isRegistryHost, isTagName, parseReference } from '../../../src/oci/reference.ts';

const hex = 'a'.repeat(64);

describe('parseReference', () => {
  it.each([
    ['app', 'docker.io', 'docker.io/library/app', null, null],
    ['app:1.0', 'docker.io', 'docker.io/library/app', '1.0', null],
    ['acme/app', 'docker.io', 'docker.io/acme/app', null, null],
    ['docker.io/app', 'docker.io', 'docker.io/library/app', null, null],
    ['index.docker.io/app', 'docker.io', 'docker.io/library/app', null, null],
    ['index.docker.io/acme/app:x', 'docker.io', 'docker.io/acme/app', 'x', null],
    ['ghcr.io/acme/app:1.4.0', 'ghcr.io', 'ghcr.io/acme/app', '1.4.0', null],
    ['ghcr.io/acme/deep/er/app', 'ghcr.io', 'ghcr.io/acme/deep/er/app', null, null],
    ['localhost/app:x', 'localhost', 'localhost/app', 'x', null],
    ['localhost:5000/app', 'localhost:5000', 'localhost:5000/app', null, null],
    ['localhost:5000', 'docker.io', 'docker.io/library/localhost', '5000', null],
    ['127.0.0.1:5000/a/b:1', '127.0.0.1:5000', '127.0.0.1:5000/a/b', '1', null],
    ['[::1]:5000/app:1', '[::1]:5000', '[::1]:5000/app', '1', null],
    ['[2001:db8::1]/app', '[2001:db8::1]', '[2001:db8::1]/app', null, null],
    ['host:5000/app', 'host:5000', 'host:5000/app', null, null],
    ['acme/a-b--c_d__e.f', 'docker.io', 'docker.io/acme/a-b--c_d__e.f', null, null],
    ['app:Tag_With.All-1', 'docker.io', 'docker.io/library/app', 'Tag_With.All-1', null],
    [`app:${'t'.repeat(128)}`, 'docker.io', 'docker.io/library/app', 't'.repeat(128), null],
    [`app@sha256:${hex}`, 'docker.io', 'docker.io/library/app', null, `sha256:${hex}`],
    [`ghcr.io/app:1@sha256:${hex}`, 'ghcr.io', 'ghcr.io/app', '1', `sha256:${hex}`],
    ['Acme/app', 'Acme', 'Acme/app', null, null],
  ])('reads %s', (text, registry, repository, tag, digest) => {
    expect(parseReference(text)).toEqual({ registry, repository, tag, digest });
  });

  it.each([
    ['nothing', ''],
    ['an upper-case path', 'ghcr.io/Acme/app'],
    ['an upper-case name', 'App'],
    ['a long tag', `app:${'t'.repeat(129)}`],
    ['a slash in the tag', 'ghcr.io/acme/app:feature/x'],
    ['a scheme', 'https://ghcr.io/acme/app'],
    ['a trailing slash', 'ghcr.io/acme/app/'],
    ['an empty tag', 'app:'],
    ['a tag that begins with a dot', 'app:.1'],
    ['three underscores', 'acme/a___b'],
    ['a dot at the end', 'acme/app.'],
    ['an image ID', hex],
    ['a short digest', 'app@sha256:abc'],
    ['a blank', 'acme/my app'],
    ['a path over 255 characters', `ghcr.io/${'a'.repeat(256)}`],
    ['an open bracket', '[::1/app'],
    ['a port that is none', 'ghcr.io:x/app'],
  ])('rejects %s', (_, text) => {
    expect(parseReference(text)).toBeNull();
  });
});

it.each([
  ['ghcr.io', true],
  ['localhost:5000', true],
  ['[::1]:5000', true],
  ['ghcr.io/acme', false],
  ['https://ghcr.io', false],
  ['-a.io', false],
  ['', false],
])('isRegistryHost(%j) is %s', (text, expected) => {
  expect(isRegistryHost(text)).toBe(expected);
});

it.each([
  ['1.0', true],
  ['_x', true],
  ['-x', false],
  ['1.0+build', false],
  ['', false],
])('isTagName(%j) is %s', (text, expected) => {
  expect(isTagName(text)).toBe(expected);
});
