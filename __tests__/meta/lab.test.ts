// What keeps lab/, src/ and the tests apart, read off the syntax of their files.
import { posix } from 'node:path';
import ts from 'typescript';
import { describe, expect, it } from 'vitest';
import { projectFiles, readProject } from './project.ts';

const scripts = projectFiles.filter((path) => path.endsWith('.ts'));

/** Whatever a file imports or exports from another one: paths of the project, and names of packages. */
function importsOf(path: string): readonly string[] {
  return ts
    .preProcessFile(readProject(path))
    .importedFiles.map(({ fileName }) =>
      fileName.startsWith('.') ? posix.join(posix.dirname(path), fileName) : fileName,
    );
}

describe('tests', () => {
  const withoutLab = scripts.filter((path) => /^__tests__\/(contract|harness|meta|unit)\//.test(path));

  it('but for those of the lab import nothing from lab/, and so run without it', () => {
    const wrong = withoutLab.flatMap((path) =>
      importsOf(path)
        .filter((target) => target.startsWith('lab/'))
        .map((target) => `${path} → ${target}`),
    );
    expect(wrong).toEqual([]);
  });

  it('of the lab are seen to import from it', () => {
    expect(withoutLab.length).toBeGreaterThan(50);
    expect(importsOf('__tests__/lab/lab.ts')).toContain('lab/environment.ts');
  });
});

interface Declared {
  readonly name: string;
  readonly exported: boolean;
}

/** The names that a file declares outside of any function. */
function declaredIn(path: string): readonly Declared[] {
  const file = ts.createSourceFile(path, readProject(path), ts.ScriptTarget.Latest);
  return file.statements.flatMap((statement) => {
    const exported =
      ts.canHaveModifiers(statement) &&
      (ts.getModifiers(statement) ?? []).some(({ kind }) => kind === ts.SyntaxKind.ExportKeyword);
    return namesOf(statement).map((name) => ({ name, exported }));
  });
}

function namesOf(statement: ts.Statement): readonly string[] {
  if (ts.isVariableStatement(statement)) {
    return statement.declarationList.declarations.flatMap(({ name }) => namesIn(name));
  }
  const isNamed =
    ts.isFunctionDeclaration(statement) ||
    ts.isClassDeclaration(statement) ||
    ts.isInterfaceDeclaration(statement) ||
    ts.isTypeAliasDeclaration(statement);
  return isNamed && statement.name !== undefined ? [statement.name.text] : [];
}

function namesIn(name: ts.BindingName): readonly string[] {
  if (ts.isIdentifier(name)) {
    return [name.text];
  }
  return name.elements.flatMap((element) => (ts.isBindingElement(element) ? namesIn(element.name) : []));
}

describe('names', () => {
  const inSource = scripts
    .filter((path) => path.startsWith('src/'))
    .flatMap((path) => declaredIn(path).map((declared) => ({ ...declared, path })))
    .filter(({ exported }) => exported);
  const inLab = scripts
    .filter((path) => path.startsWith('lab/'))
    .flatMap((path) => declaredIn(path).map((declared) => ({ ...declared, path })));

  it('were found at all', () => {
    expect(inSource.length).toBeGreaterThan(150);
    expect(inLab.length).toBeGreaterThan(150);
  });

  it('that src/ exports mean nothing else in lab/', () => {
    const again = inLab.flatMap(({ name, path }) =>
      inSource
        .filter((declared) => declared.name === name)
        .map((declared) => `${name}: ${declared.path} and ${path}`),
    );
    expect(again).toEqual([]);
  });
});
