// The actions beside the build action: each is declared as the code has it, and starts.
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import type { ActionFile } from '../../scripts/docs.ts';
import { mergeTable } from '../../src/inputs/merge.ts';
import { planTable } from '../../src/inputs/plan.ts';
import { setupTable } from '../../src/inputs/setup.ts';
import { projectFiles, readProject, root } from './project.ts';

interface Table {
  readonly defaults: Readonly<Record<string, string>>;
}

const tables: Readonly<Record<string, Table>> = {
  merge: mergeTable,
  plan: planTable,
  setup: setupTable,
};
const outputs: Readonly<Record<string, readonly string[]>> = {
  merge: [
    ...['digest', 'manifests', 'descriptors', 'image', 'references', 'tags'],
    ...['names', 'version', 'tag-names', 'platforms'],
  ],
  plan: ['matrix', 'count'],
  setup: ['name', 'driver', 'platforms', 'nodes'],
};

it('every action has a table', () => {
  const folders = projectFiles
    .filter((path) => path.endsWith('/action.yml') && !path.startsWith('lab/'))
    .map((path) => path.replace('/action.yml', ''));
  expect(folders.toSorted()).toEqual(Object.keys(tables).toSorted());
});

describe.each(Object.entries(tables))('%s/action.yml', (folder, { defaults }) => {
  const action = parse(readProject(`${folder}/action.yml`)) as ActionFile & {
    runs: { using: string; post?: string };
  };

  it('has the inputs that the code knows, in the same order, with their defaults', () => {
    expect(Object.keys(action.inputs)).toEqual(Object.keys(defaults));
    for (const [name, { default: value = '' }] of Object.entries(action.inputs)) {
      expect(value.startsWith('${{') ? '' : value, name).toBe(defaults[name]);
    }
  });

  it('has the outputs that the code sets', () => {
    expect(Object.keys(action.outputs)).toEqual(outputs[folder]);
  });

  it('runs what is in dist, with the Node of the build action', () => {
    const { runs } = parse(readProject('action.yml')) as { runs: { using: string } };
    expect(action.runs.using).toBe(runs.using);
    for (const file of [action.runs.main, action.runs.post].filter((entry) => entry !== undefined)) {
      expect(existsSync(join(root, folder, file)), file).toBe(true);
    }
  });
});
