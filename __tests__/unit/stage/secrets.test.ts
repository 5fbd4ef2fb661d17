import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { parseCsv } from '../../../src/oci/csv.ts';
import { type Secret, secretArguments } from '../../../src/stage/secrets.ts';
import { fakeSession } from '../fakes.ts';

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
      const args = await secretArguments(secrets, fakeSession({ folder }));
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
      const [arg = ''] = await secretArguments([secret], fakeSession({ folder }));
      expect(parseCsv(arg)).toEqual(['id=t', `src=${folder}/secret-0`]);
    } finally {
      rmSync(folder, { recursive: true });
    }
  });
});
