import { parseJson, recordOf, stringOf } from '../oci/json.ts';

/** What started the workflow, as far as names and labels are made of it. */
export interface GitEvent {
  /** `push`, `pull_request`, …; empty outside of GitHub. */
  readonly name: string;
  /** `refs/heads/main`, `refs/tags/v1.2.3`, `refs/pull/2/merge`. */
  readonly ref: string;
  readonly sha: string;
  readonly repository: Repository;
  /** The branch that a pull request goes to, or that a tag was pushed from, where the payload says so. */
  readonly baseRef: string;
  /** When the commit was made; null where the payload does not say. */
  readonly commitDate: Date | null;
}

/** What the payload says of the repository; empty for what it leaves out. */
export interface Repository {
  readonly name: string;
  readonly description: string;
  readonly url: string;
  /** An SPDX identifier. */
  readonly license: string;
  readonly defaultBranch: string;
}

type Variables = Readonly<Record<string, string>>;

/**
 * The event of a workflow, of the variables that the runner sets and its payload. Mirrors what
 * docker/metadata-action takes for the ref and the commit (its src/context.ts), but for what that asks
 * GitHub's API.
 */
export function eventOf(variables: Variables, payloadText: string | null): GitEvent {
  const payload = recordOf(parseJson(payloadText ?? ''));
  const name = variables['GITHUB_EVENT_NAME'] ?? '';
  // A run of pull_request_target is of the base branch, and is about the pull request.
  const ref =
    name === 'pull_request_target'
      ? `refs/pull/${String(payload['number'])}/merge`
      : (variables['GITHUB_REF'] ?? '');
  const pullRequest = recordOf(payload['pull_request']);
  const head = stringOf(recordOf(pullRequest['head'])['sha']);
  const wantsHead = /true/i.test(variables['DOCKER_METADATA_PR_HEAD_SHA'] ?? '');
  const sha = name.startsWith('pull_request') && wantsHead && head !== '' ? head : variables['GITHUB_SHA'];
  return {
    name,
    ref,
    sha: sha ?? '',
    repository: repositoryOf(recordOf(payload['repository']), variables),
    baseRef: baseRefOf(ref, payload),
    commitDate: commitDateOf(payload, sha ?? ''),
  };
}

function repositoryOf(payload: Payload, variables: Variables): Repository {
  const { GITHUB_REPOSITORY: fullName = '', GITHUB_SERVER_URL: server = 'https://github.com' } = variables;
  return {
    name: stringOf(payload['name']) || fullName.replace(/^.*\//, ''),
    description: stringOf(payload['description']),
    url: stringOf(payload['html_url']) || (fullName === '' ? '' : `${server}/${fullName}`),
    license: stringOf(recordOf(payload['license'])['spdx_id']),
    defaultBranch: stringOf(payload['default_branch']),
  };
}

function baseRefOf(ref: string, payload: Payload): string {
  if (ref.startsWith('refs/tags/')) {
    return stringOf(payload['base_ref']).replace(/^refs\/heads\//, '');
  }
  const base = recordOf(recordOf(payload['pull_request'])['base']);
  return ref.startsWith('refs/pull/') ? stringOf(base['ref']) : '';
}

/** Pushes list their commits; other events name the one that they are about, if any. */
function commitDateOf(payload: Payload, sha: string): Date | null {
  const pushed = Array.isArray(payload['commits']) ? payload['commits'] : [];
  const heads = [payload, recordOf(payload['merge_group']), recordOf(payload['workflow_run'])];
  const commit = [...pushed, ...heads.map((part) => part['head_commit'])]
    .map(recordOf)
    .find(({ id }) => id === sha && sha !== '');
  const date = new Date(stringOf(commit?.['timestamp']));
  return Number.isNaN(date.getTime()) ? null : date;
}

type Payload = Readonly<Record<string, unknown>>;

function partOf(ref: string, beginning: string): string | null {
  return ref.startsWith(beginning) ? ref.slice(beginning.length) : null;
}

/** The branch that a ref is; null for another kind of ref. */
export function branchOf(ref: string): string | null {
  return partOf(ref, 'refs/heads/');
}

/** The Git tag that a ref is; null for another kind of ref. */
export function tagOf(ref: string): string | null {
  return partOf(ref, 'refs/tags/');
}

/** The number of the pull request whose merge a ref is; null for another kind of ref. */
export function pullRequestOf(ref: string): string | null {
  return partOf(ref, 'refs/pull/')?.replace(/\/merge$/, '') ?? null;
}
