import { ActionError } from '../errors.ts';
import type { Secret } from './secrets.ts';

/** A user name from this length on is a token, and not `git` or somebody's name. */
const shortestUserToken = 20;

/**
 * What BuildKit needs to fetch the named contexts that are folders of the workflow's own repository: the job's
 * token, as long as no stranger's Dockerfile could mount it.
 */
export function namedContextSecrets(
  contexts: readonly string[],
  source: { readonly context: string; readonly remote: boolean },
  facts: TokenFacts,
): readonly Secret[] {
  const trusted = !source.remote || isOwn(source.context, facts);
  const own = contexts
    .map((text) => text.slice(text.indexOf('=') + 1))
    .find((context) => isOwn(context, facts));
  return trusted && own !== undefined ? remoteContext(own, facts).secrets : [];
}

function isOwn(context: string, facts: TokenFacts): boolean {
  const [, host = '', rest = ''] = /^https:\/\/([^\s/?#@]+)(.*)$/s.exec(context) ?? [];
  return host !== '' && isGit(rest) && isOwnRepository(host, rest, facts);
}

/** A remote context, and what BuildKit needs to fetch it. */
export interface RemoteContext {
  /** Without user information: BuildKit writes the URL into provenance and metadata. */
  readonly context: string;
  readonly secrets: readonly Secret[];
}

/** What decides whether the job's token goes along. */
export interface TokenFacts {
  readonly token: string | null;
  /** `https://github.com`, or the Enterprise Server that runs the workflow. */
  readonly serverUrl: string;
  /** `owner/name` of the workflow's own repository. */
  readonly repository: string;
  /** IDs of the secrets that the user gave; one of BuildKit's own comes first. */
  readonly given: readonly string[];
}

/**
 * Credentials in the URL become a secret of the fetch alone. A Git context in the workflow's own
 * repository gets the job's token; nothing else does, because the Dockerfile of a context can mount every
 * secret of the build.
 */
export function remoteContext(text: string, facts: TokenFacts): RemoteContext {
  const [, scheme = '', userInfo = '', host = '', rest = ''] =
    /^(https?:\/\/)(?:([^\s/?#]*)@)?([^\s/?#@]+)(.*)$/s.exec(text) ?? [];
  if (host === '') {
    return { context: text, secrets: [] };
  }
  const git = isGit(rest);
  if (userInfo.includes(':') || userInfo.length >= shortestUserToken) {
    const id = git ? `GIT_AUTH_HEADER.${host}` : httpHeaderOf(host);
    return { context: `${scheme}${host}${rest}`, secrets: [basic(id, userInfo)] };
  }
  const ids = ['GIT_AUTH_TOKEN', 'GIT_AUTH_HEADER'].flatMap((id) => [id, `${id}.${host}`]);
  const ours =
    git &&
    scheme === 'https://' &&
    isOwnRepository(host, rest, facts) &&
    !ids.some((id) => facts.given.includes(id));
  if (!ours || facts.token === null) {
    return { context: text, secrets: [] };
  }
  return {
    context: text,
    secrets: [{ id: `GIT_AUTH_TOKEN.${host}`, from: { kind: 'value', value: facts.token } }],
  };
}

/**
 * A context beside the main one, `name=path` or `name=url`. The job's token is not for it: whoever wrote the
 * Dockerfile could read it.
 */
export function namedContext(text: string, given: readonly string[]): RemoteContext {
  const start = text.indexOf('=') + 1;
  const { context, secrets } = remoteContext(text.slice(start), {
    token: null,
    serverUrl: 'https://github.com',
    repository: '',
    given,
  });
  return { context: text.slice(0, start) + context, secrets };
}

/** One of each ID: BuildKit knows one login a host. Throws `input-invalid` for two that differ. */
export function differentSecrets(secrets: readonly Secret[]): readonly Secret[] {
  const byId = new Map<string, Secret>();
  for (const secret of secrets) {
    const other = byId.get(secret.id);
    if (other !== undefined && JSON.stringify(other.from) !== JSON.stringify(secret.from)) {
      throw new ActionError(
        'input-invalid',
        `The URLs in 'context' and 'build-contexts' have two different logins for one host (${secret.id}).`,
        {
          hint: 'BuildKit knows one login a host: give all of them the same, or fetch one in an earlier step.',
        },
      );
    }
    byId.set(secret.id, secret);
  }
  return [...byId.values()];
}

/** What BuildKit clones, and does not download (frontend/dockerfile/dfgitutil and util/gitutil). */
function isGit(pathAndMore: string): boolean {
  return /^[^?#]*\.git(?:[?#]|$)/.test(pathAndMore);
}

function isOwnRepository(host: string, rest: string, { serverUrl, repository }: TokenFacts): boolean {
  const path = rest.replace(/[?#].*$/s, '').replace(/\.git$/, '');
  return (
    host === new URL(serverUrl).host &&
    repository !== '' &&
    path.toLowerCase() === `/${repository}`.toLowerCase()
  );
}

/** By host without its port: source/http of BuildKit. */
function httpHeaderOf(host: string): string {
  return `HTTP_AUTH_HEADER_${host.replace(/:\d+$/, '')}`;
}

/** BuildKit sends the text as the header Authorization. */
function basic(id: string, userInfo: string): Secret {
  const pair = decoded(userInfo.includes(':') ? userInfo : `${userInfo}:`);
  const value = `Basic ${Buffer.from(pair).toString('base64')}`;
  return { id, from: { kind: 'value', value } };
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
