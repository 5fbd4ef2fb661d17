// What a step had read of an image before it moved a tag to it, by the requests that reached the registry: the action
// itself is not asked.
import type { Hit } from '../proxy.ts';
import type { Held } from './registry.ts';

/** A tag in the registry behind the proxy. */
export interface TagPlace {
  readonly repository: string;
  readonly tag: string;
}

/** The requests of one step, in the order in which they were answered. */
export type Requests = readonly Hit[];

const succeeded = ({ status }: Hit): boolean => status >= 200 && status < 300;

/** The path of a request without its query. */
function pathOf({ path }: Hit): string {
  return path.split('?', 1)[0] ?? '';
}

/** The requests that stored something under this tag, oldest first; those that failed too. */
export function movesOf({ repository, tag }: TagPlace, record: Requests): readonly Hit[] {
  return record.filter((hit) => hit.method === 'PUT' && pathOf(hit) === `/v2/${repository}/manifests/${tag}`);
}

/** Digests of the manifests that were pushed by digest into these repositories, oldest first. */
export function pushedDigests(repositories: readonly string[], record: Requests): readonly string[] {
  return record.flatMap((hit) => {
    const [, repository = '', digest = ''] =
      /^\/v2\/(.+)\/manifests\/(sha256:[0-9a-f]{64})$/.exec(pathOf(hit)) ?? [];
    return hit.method === 'PUT' && succeeded(hit) && repositories.includes(repository) ? [digest] : [];
  });
}

/** Whether the bytes of a manifest went to whoever asked for it, after it was pushed. A push asks for no bytes. */
export function wasReadBack(digest: string, record: Requests): boolean {
  return record.some((hit) => isRead(hit, 'manifests', digest));
}

/** Whether the very bytes went to whoever asked; what a proxy spoilt on the way does not count. */
function isRead(hit: Hit, kind: 'manifests' | 'blobs', digest: string): boolean {
  const asked = hit.method === 'GET' && succeeded(hit) && pathOf(hit).endsWith(`/${kind}/${digest}`);
  // Of a body that broke off, the client asks for the rest.
  return asked && (hit.digest === digest || hit.status === 206);
}

/**
 * Parts of the image that the step had not looked at by then, in words. A verification reads the index, the manifest
 * of each platform and its config, which `imagetools create` does not; to copy programs out, the builder asks for the
 * image after it has pushed it.
 */
export function notLookedAt(held: Held, by: number, record: Requests, programs: boolean): readonly string[] {
  const earlier = record.filter(({ ended }) => ended <= by);
  const missing = (kind: 'manifests' | 'blobs', digest: string): boolean =>
    !earlier.some((hit) => isRead(hit, kind, digest));
  const pushed = earlier.find(
    (hit) => hit.method === 'PUT' && succeeded(hit) && pathOf(hit).endsWith(`/manifests/${held.digest}`),
  );
  const resolved = earlier.some(
    (hit) =>
      hit.agent.startsWith('buildkit/') &&
      /^(GET|HEAD)$/.test(hit.method) &&
      succeeded(hit) &&
      pathOf(hit).endsWith(`/manifests/${held.digest}`) &&
      hit.at >= (pushed?.ended ?? 0),
  );
  return [
    ...(missing('manifests', held.digest) ? ['its manifest was not read'] : []),
    ...held.images.flatMap(({ child, config }) => [
      ...(missing('manifests', child.digest) ? [`the manifest for ${child.platform} was not read`] : []),
      ...(missing('blobs', config) ? [`the config for ${child.platform} was not read`] : []),
    ]),
    ...(programs && held.images.some(({ program }) => program !== null) && !resolved
      ? ['no program was copied out of it']
      : []),
  ];
}
