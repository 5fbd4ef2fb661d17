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

/**
 * The rooms from the ground up. Each may import those that are named, and itself; errors.ts is everybody's.
 * What stands beside the rooms is the entry.
 */
const rooms: Readonly<Record<string, readonly string[]>> = {
  oci: [],
  names: ['oci'],
  runner: ['oci'],
  session: ['oci', 'runner'],
  failures: ['runner', 'session'],
  docker: ['oci', 'runner'],
  buildx: ['failures', 'oci', 'runner', 'session'],
  registry: ['buildx', 'docker', 'failures', 'oci', 'runner', 'session'],
  fanout: ['oci'],
  toolchain: ['failures', 'oci', 'runner'],
  emulation: ['docker', 'failures', 'oci', 'runner', 'session'],
  builder: ['buildx', 'docker', 'failures', 'oci', 'runner', 'session'],
  stage: ['builder', 'buildx', 'failures', 'fanout', 'oci', 'registry', 'session'],
  verify: ['builder', 'buildx', 'failures', 'fanout', 'oci', 'registry', 'runner', 'session', 'stage'],
  publish: ['builder', 'buildx', 'failures', 'fanout', 'oci', 'registry', 'session', 'stage', 'verify'],
  setup: [
    'builder',
    'buildx',
    'docker',
    'emulation',
    'fanout',
    'oci',
    'registry',
    'runner',
    'session',
    'toolchain',
  ],
  report: ['oci', 'registry', 'session'],
  inputs: [
    'builder',
    'buildx',
    'fanout',
    'names',
    'oci',
    'publish',
    'registry',
    'runner',
    'session',
    'setup',
    'stage',
    'toolchain',
    'verify',
  ],
  actions: [
    'builder',
    'docker',
    'fanout',
    'inputs',
    'oci',
    'publish',
    'report',
    'runner',
    'session',
    'setup',
    'stage',
    'verify',
  ],
  '': ['actions', 'docker', 'runner'],
};

/** What a room needs of the ones below it as types alone: it describes what they do, and does none of it. */
const typesOnly: Readonly<Record<string, readonly string[]>> = {
  inputs: ['builder', 'buildx', 'publish', 'registry', 'setup', 'stage', 'toolchain', 'verify'],
  report: ['registry'],
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

  it('every folder is a room, and every room is there', () => {
    expect([...new Set(modules.map(folderOf))].toSorted()).toEqual(Object.keys(rooms).toSorted());
  });

  it('go down, and only to rooms that are named', () => {
    const wrong = imports.filter(({ from, to }) => {
      const [room, target] = [folderOf(from), folderOf(to)];
      return (
        to.startsWith('src/') && to !== 'src/errors.ts' && room !== target && !rooms[room]?.includes(target)
      );
    });
    expect(wrong.map(show)).toEqual([]);
  });

  it('are made use of: no room is allowed what it does not need', () => {
    const unused = Object.entries(rooms).flatMap(([room, targets]) =>
      targets
        .filter(
          (target) => !imports.some(({ from, to }) => folderOf(from) === room && folderOf(to) === target),
        )
        .map((target) => `${room} → ${target}`),
    );
    expect(unused).toEqual([]);
  });

  it('are of types alone where a room only describes', () => {
    const wrong = imports.filter(
      ({ from, to, typeOnly }) => typesOnly[folderOf(from)]?.includes(folderOf(to)) && !typeOnly,
    );
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

  it('go round in no circle, types included', () => {
    const inside = imports.filter(({ to }) => to.startsWith('src/'));
    const circles: string[] = [];
    const visit = (path: string, above: readonly string[]): void => {
      if (above.includes(path)) {
        circles.push([...above.slice(above.indexOf(path)), path].join(' → '));
        return;
      }
      if (done.has(path)) {
        return;
      }
      for (const { to } of inside.filter(({ from }) => from === path)) {
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
    const { compilerOptions } = JSON.parse(readProject('tsconfig.json')) as {
      compilerOptions: { paths: Record<string, readonly string[]> };
    };
    // What stands for a package is imported by other packages.
    const forPackages = Object.values(compilerOptions.paths).flat().map(posix.normalize);
    const reached = new Set(['src/index.ts', ...forPackages]);
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

describe('what is promised by types', () => {
  it.each([
    ['as Verified', 'src/verify/verify.ts'],
    ['as ServedDigest', 'src/oci/'],
    ['servedDigestOf(', 'src/oci/', 'src/registry/read-back.ts'],
    ['as ClaimedDigest', 'src/buildx/build.ts', 'src/buildx/assemble.ts'],
  ])('%s stands only where it is made', (cast, ...places) => {
    const users = modules.filter((path) => readProject(path).includes(cast));
    expect(users).not.toEqual([]);
    expect(users.filter((path) => !places.some((place) => path.startsWith(place)))).toEqual([]);
  });
});

describe('files', () => {
  it('beside the folders are the entry and the errors', () => {
    expect(modules.filter((path) => folderOf(path) === '')).toEqual(['src/errors.ts', 'src/index.ts']);
  });

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
