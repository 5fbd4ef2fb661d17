/**
 * Names of the builders that this action makes: `multiarch-build-<time>-<random>`. They are unique on
 * a daemon that many jobs share, and say without any label of Docker's whose they are and how old.
 */
const pattern = /^(?:buildx_buildkit_)?(multiarch-build-([0-9a-z]{8,9})-[0-9a-f]{8})(?:\d{1,2}(?:_state)?)?$/;

export function newBuilderName(now: number, random: () => number): string {
  const suffix = Math.floor(random() * 2 ** 32)
    .toString(16)
    .padStart(8, '0');
  return `multiarch-build-${now.toString(36)}-${suffix}`;
}

/**
 * The builder's name and time of birth (milliseconds since the epoch) from its own name or that of its
 * container or volume; null if it is not ours.
 */
export function builderIn(text: string): { readonly name: string; readonly born: number } | null {
  const [, name, born] = pattern.exec(text) ?? [];
  return name && born ? { name, born: Number.parseInt(born, 36) } : null;
}

/** The name of a node, by its place: that of the first is the one that buildx gives it. */
export function nodeOf(builder: string, index: number): string {
  return `${builder}${index}`;
}

export function firstNodeOf(builder: string): string {
  return nodeOf(builder, 0);
}

/** Container of a node (buildx driver/docker-container/factory.go). */
export function containerOf(node: string): string {
  return `buildx_buildkit_${node}`;
}

export function volumeOf(node: string): string {
  return `${containerOf(node)}_state`;
}
