import type { Machine } from './reading.ts';

export const sha = '860c1904a1ce19322e91ac35af1ab07466440c37';

/** What the payload of each event says of the repository. */
const repository = {
  name: 'Hello-World',
  full_name: 'octocat/Hello-World',
  description: 'This your first repo!',
  html_url: 'https://github.com/octocat/Hello-World',
  default_branch: 'master',
  license: { key: 'mit', spdx_id: 'MIT' },
};

/** A run of a workflow, as the runner tells an action of it. */
export function run(
  name: string,
  ref: string,
  payload: object = {},
  variables: Readonly<Record<string, string>> = {},
): Machine {
  return {
    event: JSON.stringify({ repository, ...payload }),
    now: new Date('2020-01-10T00:30:00.000Z'),
    variables: {
      GITHUB_EVENT_NAME: name,
      GITHUB_REF: ref,
      GITHUB_SHA: sha,
      GITHUB_REPOSITORY: 'octocat/Hello-World',
      GITHUB_SERVER_URL: 'https://github.com',
      ...variables,
    },
  };
}

const commit = { id: sha, timestamp: '2019-12-31T23:59:58+01:00' };
const pull_request = { number: 2, head: { sha: 'f'.repeat(40), ref: 'topic' }, base: { ref: 'master' } };

export const push = (branch: string): Machine =>
  run('push', `refs/heads/${branch}`, { head_commit: commit, commits: [commit] });
export const pushTag = (tag: string, payload: object = {}): Machine =>
  run('push', `refs/tags/${tag}`, { head_commit: commit, commits: [], ...payload });
export const pullRequest = (variables: Readonly<Record<string, string>> = {}): Machine =>
  run('pull_request', 'refs/pull/2/merge', { number: 2, pull_request }, variables);
export const pullRequestTarget = run('pull_request_target', 'refs/heads/master', {
  number: 2,
  pull_request,
});
export const schedule = run('schedule', 'refs/heads/master', { schedule: '0 4 * * *' });
export const dispatch = (branch: string): Machine => run('workflow_dispatch', `refs/heads/${branch}`);
export const release = run('release', 'refs/tags/v1.1.1', { release: { tag_name: 'v1.1.1' } });
