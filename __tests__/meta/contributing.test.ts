// What a newcomer meets: the map of the files that change together, the version of Node, the forms of issues.
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { objectsIn, projectFiles, readProject, root } from './project.ts';

describe('the map in CONTRIBUTING.md', () => {
  const [, section = ''] =
    /^## Which files change together$([\s\S]*?)^## /m.exec(readProject('CONTRIBUTING.md')) ?? [];
  const paths = [...section.matchAll(/`([^`\s]+)`/g)]
    .map(([, text = '']) => text)
    .filter((text) => text.includes('/') || /\.(ts|md|yml|json)$/.test(text));

  it('names paths', () => {
    expect(paths.length).toBeGreaterThan(20);
  });

  it.each([...new Set(paths)])('%s is there', (path) => {
    const found = path.endsWith('/')
      ? projectFiles.some((file) => file.startsWith(path))
      : projectFiles.includes(path);
    expect(found).toBe(true);
  });

  const folders = readdirSync(join(root, 'src'), { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .map(({ name }) => `src/${name}/`);
  it.each(folders)('has %s', (folder) => {
    expect(paths.some((path) => path.startsWith(folder))).toBe(true);
  });
});

describe('the version of Node', () => {
  const version = readProject('.node-version').trim();
  it('is that of the action and of the development packages', () => {
    const { devDependencies } = JSON.parse(readProject('package.json')) as {
      devDependencies: Record<string, string>;
    };
    expect((parse(readProject('action.yml')) as { runs: { using: string } }).runs.using).toBe(
      `node${version}`,
    );
    expect(devDependencies['node']?.split('.')[0]).toBe(version);
    expect(devDependencies['@types/node']?.split('.')[0]).toBe(version);
  });

  it('is read by the workflows, but for the one that shows what a contributor may have', () => {
    const set = projectFiles
      .filter((path) => path.startsWith('.github/workflows/'))
      .flatMap((path) => objectsIn(parse(readProject(path))))
      .filter(({ uses }) => typeof uses === 'string' && uses.startsWith('actions/setup-node@'))
      .map((step) => step['with'] as Record<string, unknown>);
    expect(set.filter((inputs) => inputs['node-version-file'] !== '.node-version')).toEqual([
      expect.objectContaining({ 'node-version': 20 }),
    ]);
    const { engines } = JSON.parse(readProject('package.json')) as { engines: { node: string } };
    expect(engines.node).toBe('>=20');
  });
});

describe('the forms of issues', () => {
  const forms = projectFiles.filter(
    (path) => path.startsWith('.github/ISSUE_TEMPLATE/') && !path.endsWith('config.yml'),
  );

  it.each(forms)('%s has what GitHub asks of a form', (path) => {
    const form = parse(readProject(path)) as {
      name?: string;
      description?: string;
      body?: Record<string, unknown>[];
    };
    expect(form).toMatchObject({ name: expect.any(String), description: expect.any(String) });
    const ids = (form.body ?? []).flatMap(({ id }) => (id === undefined ? [] : [id]));
    expect(ids.length).toBeGreaterThan(0);
    expect(new Set(ids).size).toBe(ids.length);
  });
});
