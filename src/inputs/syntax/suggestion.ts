import { quote } from './quote.ts';

/** Nobody mistypes a name into something longer. */
const longest = 64;

/**
 * The candidate that differs from `text` by the fewest typing errors (a letter too many, missing,
 * wrong, or two swapped), if these are few enough that it is likely meant; else null.
 */
export function nearest(text: string, candidates: readonly string[]): string | null {
  if (text.length > longest) {
    return null;
  }
  let best: string | null = null;
  let fewest = Math.max(1, Math.floor(text.length / 3)) + 1;
  for (const candidate of candidates) {
    const errors = distance(text.toLowerCase(), candidate.toLowerCase());
    if (errors < fewest) {
      [best, fewest] = [candidate, errors];
    }
  }
  return best;
}

/** `Did you mean 'x'?`, or undefined: a hint for Problems.add. */
export function didYouMean(name: string | null): string | undefined {
  return name === null ? undefined : `Did you mean ${quote(name)}?`;
}

/** Of two names that are one slip away, the one with two letters swapped is the likelier: amr64 is arm64, not amd64. */
const swapCost = 0.9;

/** Optimal string alignment distance. */
function distance(a: string, b: string): number {
  let beforeLast: number[] = [];
  let last = Array.from({ length: b.length + 1 }, (_, column) => column);
  for (let row = 1; row <= a.length; row++) {
    const current = [row];
    for (let column = 1; column <= b.length; column++) {
      const same = a[row - 1] === b[column - 1];
      const swapped = row > 1 && column > 1 && a[row - 1] === b[column - 2] && a[row - 2] === b[column - 1];
      current.push(
        Math.min(
          at(last, column) + 1,
          at(current, column - 1) + 1,
          at(last, column - 1) + (same ? 0 : 1),
          swapped ? at(beforeLast, column - 2) + swapCost : Number.POSITIVE_INFINITY,
        ),
      );
    }
    [beforeLast, last] = [last, current];
  }
  return at(last, b.length);
}

function at(row: readonly number[], column: number): number {
  return row[column] ?? Number.POSITIVE_INFINITY;
}
