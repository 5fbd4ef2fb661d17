import { describe, expect, it } from 'vitest';
import { read, refusalOf } from './reading.ts';

const commit = 'c'.repeat(40);
const variables = {
  GITHUB_SERVER_URL: 'https://github.com',
  GITHUB_REPOSITORY: 'acme/app',
  GITHUB_SHA: commit,
  GITHUB_REF: 'refs/pull/7/merge',
};
const own = `https://github.com/acme/app.git#${commit}`;

describe('{{defaultContext}}', () => {
  it.each([
    ['alone', '{{defaultContext}}', '', own, 'Dockerfile'],
    ['with blanks', '{{ defaultContext }}', '', own, 'Dockerfile'],
    [
      'with a folder',
      '{{defaultContext}}:services/api',
      '',
      `${own}:services/api`,
      'services/api/Dockerfile',
    ],
    ['with a file', '{{defaultContext}}:api', 'other.Dockerfile', `${own}:api`, 'api/other.Dockerfile'],
  ])('%s is the repository at the commit of the event', async (_, context, file, expected, dockerfile) => {
    const { inputs } = await read({ context, file }, { variables });
    expect(inputs.source).toMatchObject({ context: expected, remote: true, dockerfile });
  });

  it('is the head of a pull request where that is asked for', async () => {
    const asked = { ...variables, DOCKER_DEFAULT_GIT_CONTEXT_PR_HEAD_REF: 'true' };
    const { inputs } = await read({ context: '{{defaultContext}}' }, { variables: asked });
    expect(inputs.source.context).toBe('https://github.com/acme/app.git#refs/pull/7/head');
    const push = { ...asked, GITHUB_REF: 'refs/heads/main' };
    const pushed = await read({ context: '{{defaultContext}}' }, { variables: push });
    expect(pushed.inputs.source.context).toBe(own);
  });

  it('stands in named contexts too', async () => {
    const given = { 'build-contexts': 'lib={{defaultContext}}:lib\nother=https://example.com/x.git' };
    const { inputs } = await read(given, { variables });
    expect(inputs.build.buildContexts).toEqual([`lib=${own}:lib`, 'other=https://example.com/x.git']);
  });

  it('is refused where there is no repository', async () => {
    expect(await refusalOf({ context: '{{defaultContext}}' })).toMatch(
      /^'context': \{\{defaultContext\}\} is/,
    );
  });
});

it.each(['https://github.com/acme/other.git', 'https://github.com/acme/app.git', `${own}0`])(
  'a Dockerfile in %s is not one of the checkout',
  async (context) => {
    const { inputs } = await read({ context }, { variables });
    expect(inputs.source.dockerfile).toBeNull();
  },
);
