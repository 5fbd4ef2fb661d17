import { formatTag, type Tag } from '../oci/reference.ts';
import type { BuildxSession } from './session.ts';

type Settings = Pick<BuildxSession, 'builder'>;

/** Arguments that read what a registry, or a layout on disk, holds under a reference. */
export function inspectArguments(
  reference: string,
  options: readonly string[],
  settings: Settings,
): readonly string[] {
  return ['imagetools', 'inspect', ...builderOf(settings), ...options, reference];
}

/** Arguments that point tags at what `source` names. A plain manifest is to stay one: buildx would wrap it in an index. */
export function tagArguments(tags: readonly Tag[], source: string, settings: Settings): readonly string[] {
  const names = tags.flatMap((tag) => ['--tag', formatTag(tag)]);
  return [
    ...['imagetools', 'create', ...builderOf(settings)],
    ...['--progress', 'plain', '--prefer-index=false'],
    ...names,
    source,
  ];
}

/** Arguments that copy an image, with all of its platforms, into an OCI layout on disk. */
export function copyArguments(source: string, directory: string, settings: Settings): readonly string[] {
  return [
    ...['imagetools', 'create', ...builderOf(settings)],
    ...['--progress', 'plain', '--prefer-index=false'],
    ...['--tag', `oci-layout://${directory}:copy`],
    source,
  ];
}

function builderOf({ builder }: Settings): readonly string[] {
  return builder === null ? [] : ['--builder', builder.name];
}
