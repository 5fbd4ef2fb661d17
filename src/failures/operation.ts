/**
 * What was being done with another machine:
 * - pull: a registry was read, for a base image, the builder's image, or to read back what was pushed
 * - push: a registry was written to
 * - login: the daemon tried the account
 * - cache: a cache was imported or exported
 * - git: a Git repository was fetched, as a context or by ADD
 * - download: a file was fetched over HTTP, as a context or by ADD
 */
export type Operation = 'pull' | 'push' | 'login' | 'cache' | 'git' | 'download';

/** In order: the first that matches decides. What wraps an error stands before what was requested. */
const signs: readonly (readonly [Operation, RegExp])[] = [
  // moby/buildkit source/git/source.go, util/gitutil/git_cli.go.
  ['git', /git stderr:|failed to fetch remote |default branch for repository|forwarded from the client/],
  ['git', /repository does not contain ref|expected checksum to match/],
  // moby/buildkit cache/remotecache, solver/llbsolver/bridge.go.
  ['cache', /error writing (?:layer|config|manifest) blob|cache (?:importer|exporter)|writing manifest: /],
  // moby/buildkit util/push/push.go, docker/buildx commands/imagetools/create.go, containerd pusher.go.
  ['push', /failed to push |push access denied|publish \S+ to /],
  // moby daemon/pkg/registry/auth.go.
  ['login', /login attempt to |"https?:\/\/[^/"]+\/v2\/": (?:unauthorized|denied)/],
  // moby/buildkit source/containerimage; containerd resolver.go; moby daemon/internal/distribution.
  ['pull', /failed to resolve source metadata|pull access denied|manifest for \S+ not found/],
  ['pull', /httpReadSeeker|failed to resolve image config|failed to copy: /],
  ['push', /(?:POST|PUT|PATCH) request to \S+\/v2\/|(?:Post|Put|Patch) "https?:\/\/[^"]+\/v2\//],
  ['pull', /(?:GET|HEAD) request to \S+\/v2\/|(?:Get|Head) "https?:\/\/[^"]+\/v2\//],
  // moby/buildkit source/http/source.go.
  ['download', /invalid response status \d|digest mismatch for |load cache key: (?:Get|Head) "/],
];

/** Null where the text does not tell. */
export function operationOf(text: string): Operation | null {
  return signs.find(([, pattern]) => pattern.test(text))?.[0] ?? null;
}

/** The name that was looked up says most; what is behind the reference of an image says more than a token server. */
const hosts: readonly RegExp[] = [
  /\blookup (\S+?)(?: on \S+)?: /,
  /resolve (?:host|proxy|hostname)(?: name)?:? ([^\s:;]+)/i,
  /ssh: connect to host (\S+) port/,
];
const reference = /(?:failed to push|publish \S+ to|source metadata for|manifest for) ([^\s/]+)(\/?)/;
const address = /\b(?:https?|ssh|git):\/\/(?:[^\s/@"']*@)?([^\s/"']+)/;

/** The host, with its port if one is told, that was asked; null where the text names none. */
export function hostOf(text: string): string | null {
  const named = hosts.map((pattern) => pattern.exec(text)?.[1]).find((host) => host !== undefined);
  if (named !== undefined) {
    return named;
  }
  const [, first, slash] = reference.exec(text) ?? [];
  if (first === undefined) {
    return address.exec(text)?.[1] ?? null;
  }
  // As distribution/reference splits a familiar name.
  return slash === '/' && /[.:]|^localhost$/.test(first) ? first : 'docker.io';
}

/**
 * What a token was asked for, from the last step of BuildKit's that asks for one: `[auth] acme/app:pull,push token
 * for ghcr.io`. An error of a token service names neither the registry nor the access.
 */
export function tokenAsked(
  log: readonly string[],
): { readonly operation: Operation; readonly host: string } | null {
  const asked = log
    .map((line) => /\[auth\] \S+:([a-z,]+) token for (\S+)/.exec(line))
    .findLast((match) => match !== null);
  return asked ? { operation: asked[1]?.includes('push') ? 'push' : 'pull', host: asked[2] ?? '' } : null;
}
