import { describe, expect, it } from 'vitest';
import { bars, belowBar, type Mutant, scoresOf } from '../../scripts/mutation.ts';
import { sourceFiles } from './project.ts';

const mutants = (mutatorName: string, counts: Partial<Record<Mutant['status'], number>>): readonly Mutant[] =>
  Object.entries(counts).flatMap(([status, count]) =>
    Array.from({ length: count }, () => ({ mutatorName, status: status as Mutant['status'] })),
  );

describe('the scores of mutants', () => {
  it('are of behaviour, and of strings and regular expressions', () => {
    const scores = scoresOf([
      ...mutants('EqualityOperator', { Killed: 3, Survived: 1 }),
      ...mutants('ObjectLiteral', { Timeout: 1, NoCoverage: 5 }),
      ...mutants('StringLiteral', { Killed: 1, Survived: 2 }),
      ...mutants('Regex', { Timeout: 1, NoCoverage: 1 }),
    ]);
    expect(scores).toEqual({
      behaviour: { noticed: 4, all: 10 },
      texts: { noticed: 2, all: 5 },
      broken: 0,
    });
  });

  it('do not count what could not run, and say how much that was', () => {
    const broken = { RuntimeError: 1, CompileError: 1, Ignored: 1, Pending: 1 };
    expect(
      scoresOf([...mutants('Regex', broken), ...mutants('ArithmeticOperator', { Killed: 1, ...broken })]),
    ).toEqual({
      behaviour: { noticed: 1, all: 1 },
      texts: { noticed: 0, all: 0 },
      broken: 8,
    });
  });
});

describe('the bar', () => {
  const scores = { behaviour: { noticed: 899, all: 1000 }, texts: { noticed: 85, all: 100 }, broken: 0 };

  it('is missed by a little', () => {
    expect(belowBar('x', scores, { behaviour: 90, texts: 85.1 })).toEqual([
      'x: behaviour reaches 89.9 %, at least 90 % is required',
      'x: texts reaches 85.0 %, at least 85.1 % is required',
    ]);
  });

  it('is reached exactly', () => {
    expect(belowBar('x', scores, { behaviour: 89.9, texts: 85 })).toEqual([]);
  });

  it('is not set for everything', () => {
    expect(belowBar('x', scores, { behaviour: 90 })).toHaveLength(1);
    expect(belowBar('x', scores, undefined)).toEqual([]);
  });

  it('is reached by what has nothing to notice', () => {
    const nothing = { noticed: 0, all: 0 };
    expect(
      belowBar('x', { behaviour: nothing, texts: nothing, broken: 0 }, { behaviour: 90, texts: 85 }),
    ).toEqual([]);
  });

  it('is set for files that exist', () => {
    const files = Object.keys(bars).filter((name) => name.endsWith('.ts'));
    expect(files.length).toBeGreaterThan(0);
    expect(files.filter((name) => !sourceFiles.includes(`src/${name}`))).toEqual([]);
  });
});
