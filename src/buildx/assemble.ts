import { type ClaimedDigest, digestOf } from '../oci/digest.ts';
import type { BuildxSession } from './session.ts';

/**
 * Arguments that make one index of what the sources hold: their images and attestations, in the order of the
 * sources. `target` is `repository@digest`, which buildx pushes under its digest alone; null for nothing but
 * to print it.
 */
export function assembleArguments(
  target: string | null,
  sources: readonly string[],
  annotations: readonly string[],
  { builder }: Pick<BuildxSession, 'builder'>,
): readonly string[] {
  return [
    ...['imagetools', 'create'],
    ...(builder === null ? [] : ['--builder', builder.name]),
    ...['--progress', 'plain', '--prefer-index=false'],
    ...annotations.flatMap((annotation) => ['--annotation', annotation]),
    ...(target === null ? ['--dry-run'] : ['--tag', target]),
    ...sources,
  ];
}

/** The digest that the index will have which `--dry-run` printed: its bytes, and a newline that is not one of them. */
export function plannedDigest(printed: Buffer): ClaimedDigest {
  return digestOf(printed.at(-1) === 0x0a ? printed.subarray(0, -1) : printed) as ClaimedDigest;
}
