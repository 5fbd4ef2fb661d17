// The rules of the source tree, read off its import statements.
import { posix } from 'node:path';
import { describe, expect, it } from 'vitest';
import { readProject, sourceFiles } from './project.ts';

interface Import {
  readonly from: string;
  /** A path in the project, or the name of a package. */
  readonly to: string;
  readonly typeOnly: boolean;
}

const modules = sourceFiles.filter((path) => path.endsWith('.ts'));
const imports: readonly Import[] = modules.flatMap(importsOf);

function importsOf(from: string): readonly Import[] {
  const text = readProject(from).replace(/^\s*(\/\/|\*|\/\*\*).*$/gm, '');
  const statements = [...text.matchAll(/^(?:import|export)\b([^;'"]*?)from\s+'([^']+)'/gm)].map((match) => ({
    clause: match[1] ?? '',
    to: match[2] ?? '',
  }));
  const dynamic = [...text.matchAll(/\bimport\(\s*'([^']+)'\s*\)/g)].map((match) => ({
    clause: '',
    to: match[1] ?? '',
  }));
  return [...statements, ...dynamic].map(({ clause, to }) => ({
    from,
    to: to.startsWith('.') ? posix.join(posix.dirname(from), to) : to,
    typeOnly: isTypeOnly(clause),
  }));
}

function isTypeOnly(clause: string): boolean {
  const text = clause.trim();
  if (text.startsWith('type ')) {
    return true;
  }
  const names = /^\{([^}]*)\}$/
    .exec(text)?.[1]
    ?.split(',')
    .filter((name) => name.trim() !== '');
  return names?.every((name) => name.trim().startsWith('type ')) ?? false;
}

function folderOf(path: string): string {
  const parts = path.split('/');
  return parts.length > 2 ? (parts[1] ?? '') : '';
}

const stages = [
  'inputs',
  'toolchain',
  'emulation',
  'login',
  'builder',
  'build',
  'verify',
  'publish',
  'report',
] as const;

/** What a folder may import besides itself; the entries, which lie beside the folders, join everything. */
const allowed: Readonly<Record<string, readonly string[]>> = {
  ...Object.fromEntries(stages.map((stage) => [stage, ['oci', 'runner', 'failures', 'errors.ts']])),
  failures: ['runner', 'errors.ts'],
  runner: ['oci', 'errors.ts'],
  oci: [],
};

/** Packages and builtins, by who may use them. Paths, hashes and version arithmetic are pure. */
const purePackages = ['node:path', 'node:crypto', 'semver'];

const show = ({ from, to }: Import): string => `${from} → ${to}`;

describe('imports', () => {
  it('were found at all', () => {
    expect(imports.length).toBeGreaterThan(200);
    expect(imports.filter(({ typeOnly }) => typeOnly).length).toBeGreaterThan(50);
    // Each that node sees is one of them.
    for (const path of modules) {
      const words = readProject(path).match(/^(import|export) .*from '|^\} from '|\bimport\('/gm) ?? [];
      expect(imports.filter(({ from }) => from === path).length, path).toBe(words.length);
    }
  });

  it('lead to files that exist', () => {
    const local = imports.filter(({ to }) => to.startsWith('src/'));
    expect(local.filter(({ to }) => !modules.includes(to)).map(show)).toEqual([]);
  });

  it('every folder is a stage or one that stages stand on', () => {
    const folders = new Set(modules.map(folderOf).filter(Boolean));
    expect([...folders].filter((folder) => allowed[folder] === undefined)).toEqual([]);
  });

  it('of a stage stay in it, but for values, the outside world and errors', () => {
    const wrong = imports.filter(({ from, to, typeOnly }) => {
      const folder = folderOf(from);
      if (folder === '' || !to.startsWith('src/')) {
        return false;
      }
      const target = folderOf(to) || posix.basename(to);
      if (target === folder || allowed[folder]?.includes(target)) {
        return false;
      }
      return !(typeOnly && to === 'src/inputs/inputs.ts');
    });
    expect(wrong.map(show)).toEqual([]);
  });

  it('of packages, of the file system, processes and the network are in src/runner', () => {
    const wrong = imports.filter(
      ({ from, to }) => !to.startsWith('src/') && folderOf(from) !== 'runner' && !purePackages.includes(to),
    );
    expect(wrong.map(show)).toEqual([]);
  });

  it('of the globals that reach outside, too', () => {
    const outside = /(?<![\w.])(process\.\w+|fetch\(|console\.\w+)/;
    const wrong = modules.filter((path) => {
      const code = readProject(path).replace(/\/\*[\s\S]*?\*\/|\/\/.*$|"[^"\n]*"|'[^'\n]*'|`[^`]*`/gm, '');
      return (
        folderOf(path) !== 'runner' &&
        path !== 'src/index.ts' &&
        outside.test(code.replace(/runner\.process\w*/g, ''))
      );
    });
    expect(wrong).toEqual([]);
  });

  it('go round in no circle', () => {
    const values = imports.filter(({ typeOnly, to }) => !typeOnly && to.startsWith('src/'));
    const circles: string[] = [];
    const visit = (path: string, above: readonly string[]): void => {
      if (above.includes(path)) {
        circles.push([...above.slice(above.indexOf(path)), path].join(' → '));
        return;
      }
      if (done.has(path)) {
        return;
      }
      for (const { to } of values.filter(({ from }) => from === path)) {
        visit(to, [...above, path]);
      }
      done.add(path);
    };
    const done = new Set<string>();
    for (const path of modules) {
      visit(path, []);
    }
    expect(circles).toEqual([]);
  });

  it('reach every file from the one entry', () => {
    const reached = new Set(['src/index.ts']);
    // A set visits what is added while it is walked.
    for (const path of reached) {
      for (const { from, to } of imports) {
        if (from === path && to.startsWith('src/')) {
          reached.add(to);
        }
      }
    }
    expect(modules.filter((path) => !reached.has(path))).toEqual([]);
  });
});

describe('files', () => {
  it('of src have at most 250 lines', () => {
    const long = modules
      .map((path) => ({ path, lines: readProject(path).trimEnd().split('\n').length }))
      .filter(({ lines }) => lines > 250);
    expect(long).toEqual([]);
  });

  it('are named after what they hold', () => {
    const vague = /(^|\/)(utils?|helpers?|common|misc|shared-\w+)(\.ts$|\/)/;
    expect(modules.filter((path) => vague.test(path))).toEqual([]);
  });
});
