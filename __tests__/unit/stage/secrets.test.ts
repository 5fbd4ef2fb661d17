import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { gitToken, secretArguments } from '../../../src/build/secrets.ts';
import type { Secret } from '../../../src/inputs/inputs.ts';
import { parseCsv } from '../../../src/oci/csv.ts';
import { fakeRunner } from '../fakes.ts';

describe('secretArguments', () => {
  it('puts values into private files, and never into an argument', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'secrets-'));
    const secrets: Secret[] = [
      { id: 'token', from: { kind: 'value', value: 'hunter2\nwith, "two" lines\n' } },
      { id: 'env', from: { kind: 'environment', name: 'NPM_TOKEN' } },
      { id: 'file', from: { kind: 'file', path: '.npmrc' } },
      { id: 'odd', from: { kind: 'file', path: 'a,b/"c".txt' } },
      { id: 'second', from: { kind: 'value', value: 'other' } },
    ];
    try {
      const args = await secretArguments(secrets, folder, fakeRunner());
      expect(args.map(parseCsv)).toEqual([
        ['id=token', `src=${folder}/secret-0`],
        ['id=env', 'env=NPM_TOKEN'],
        ['id=file', 'src=.npmrc'],
        ['id=odd', 'src=a,b/"c".txt'],
        ['id=second', `src=${folder}/secret-4`],
      ]);
      expect(args.join()).not.toMatch(/hunter2|other/);
      expect(readFileSync(join(folder, 'secret-0'), 'utf8')).toBe('hunter2\nwith, "two" lines\n');
      expect(readdirSync(folder).sort()).toEqual(['secret-0', 'secret-4']);
      expect(statSync(join(folder, 'secret-0')).mode & 0o777).toBe(0o600);
    } finally {
      rmSync(folder, { recursive: true });
    }
  });

  it('a folder with a comma is one field', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'secrets, "x"-'));
    try {
      const secret: Secret = { id: 't', from: { kind: 'value', value: 'v' } };
      const [arg = ''] = await secretArguments([secret], folder, fakeRunner());
      expect(parseCsv(arg)).toEqual(['id=t', `src=${folder}/secret-0`]);
    } finally {
      rmSync(folder, { recursive: true });
    }
  });
});

describe('gitToken', () => {
  const github = 'https://github.com';
  it.each<[name: string, context: string, server: string, id: string | null]>([
    ['GitHub', 'https://github.com/acme/app.git#main', github, 'GIT_AUTH_TOKEN.github.com'],
    ['a user name in the URL', 'https://me@github.com/acme/app.git', github, 'GIT_AUTH_TOKEN.github.com'],
    [
      'GitHub Enterprise Server',
      'https://ghe.acme.io/a/b.git',
      'https://ghe.acme.io',
      'GIT_AUTH_TOKEN.ghe.acme.io',
    ],
    [
      'its port',
      'https://ghe.acme.io:8443/a/b.git',
      'https://ghe.acme.io:8443',
      'GIT_AUTH_TOKEN.ghe.acme.io:8443',
    ],
    ['another host', 'https://gitlab.com/acme/app.git', github, null],
    ['a host that only ends like it', 'https://evilgithub.com/acme/app.git', github, null],
    ['a host that only begins like it', 'https://github.com.evil.io/acme/app.git', github, null],
    ['GitHub as a user name', 'https://github.com@evil.io/acme/app.git', github, null],
    ['GitHub as a user name, behind a path', 'https://evil.io/@github.com/app.git', github, null],
    ['GitHub with a password before a host', 'https://github.com:x@evil.io/app.git', github, null],
    ['plain HTTP', 'http://github.com/acme/app.git', github, null],
    ['SSH', 'git@github.com:acme/app.git', github, null],
    ['a directory', '.', github, null],
  ])('%s', (_, context, server, id) => {
    const secret = gitToken(context, server, 'ghs_x');
    expect(secret).toEqual(id === null ? null : { id, from: { kind: 'value', value: 'ghs_x' } });
  });

  it('nothing without a token', () => {
    expect(gitToken('https://github.com/acme/app.git', github, null)).toBeNull();
  });
});
