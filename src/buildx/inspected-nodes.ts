import { type Platform, parsePlatform } from '../oci/platform.ts';

/** A node, as `buildx inspect` describes it. */
export interface InspectedNode {
  readonly name: string;
  /** Empty where buildx tells none. */
  readonly endpoint: string;
  /** `running`, or why there is no telling. */
  readonly state: string;
  /** Those that are pinned to it, then those that its worker says it can run, its own first. */
  readonly platforms: readonly { readonly platform: Platform; readonly pinned: boolean }[];
}

/** Reads what `buildx inspect` prints (commands/inspect.go): the builder, and behind `Nodes:` a paragraph a node. */
export function parseInspectedNodes(text: string): readonly InspectedNode[] {
  const [, nodes = ''] = text.split(/^Nodes:[ \t]*$/m);
  return nodes
    .split(/^(?=Name:)/m)
    .filter((paragraph) => paragraph.startsWith('Name:'))
    .map((paragraph) => {
      const field = (name: string): string =>
        new RegExp(`^${name}:[ \\t]*(.*)$`, 'm').exec(paragraph)?.[1]?.trim() ?? '';
      return {
        name: field('Name'),
        endpoint: field('Endpoint'),
        state: field('Status') || field('Error') || 'unknown',
        platforms: field('Platforms').split(',').flatMap(listedPlatform),
      };
    });
}

function listedPlatform(text: string): InspectedNode['platforms'] {
  const platform = parsePlatform(text.trim().replace(/\*$/, ''));
  return platform === null ? [] : [{ platform, pinned: text.trim().endsWith('*') }];
}
