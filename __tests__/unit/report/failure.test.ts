import { describe, expect, it } from 'vitest';
import { ActionError } from '../../../src/errors.ts';
import type { Digest } from '../../../src/oci/digest.ts';
import { describePublication, errorDocs, renderFailure } from '../../../src/report/failure.ts';
import type { Publication } from '../../../src/session/ledger.ts';

const digest = `sha256:${'a'.repeat(64)}` as Digest;
const tag = (name: string) => ({ registry: 'a.io', repository: 'a.io/x', tag: name });

describe('describePublication', () => {
  it.each<[name: string, publication: Publication, text: string]>([
    ['nothing', { kind: 'nothing' }, 'Published: nothing.'],
    [
      'an image without a tag',
      { kind: 'untagged', digest, repositories: ['a.io/x', 'b.io/y'] },
      `Published: ${digest} in a.io/x, b.io/y, without a tag.`,
    ],
    [
      'tags',
      { kind: 'tagged', digest, tags: [tag('1'), tag('latest')], unconfirmed: [] },
      `Published: ${digest} as a.io/x:1, a.io/x:latest.`,
    ],
    [
      'tags, of which one cannot be read back',
      { kind: 'tagged', digest, tags: [tag('1')], unconfirmed: [tag('2'), tag('3')] },
      `Published: ${digest} as a.io/x:1.\nWhether these tags point at it could not be confirmed: a.io/x:2, a.io/x:3.`,
    ],
    [
      'tags, none of which can be read back',
      { kind: 'tagged', digest, tags: [], unconfirmed: [tag('1')] },
      `Published: ${digest}.\nWhether these tags point at it could not be confirmed: a.io/x:1.`,
    ],
    [
      'a direct push that failed',
      { kind: 'direct', tags: [{ tag: tag('1'), serves: 'nothing' }] },
      'With publish: direct the tags may have moved. They now point at:\na.io/x:1: nothing',
    ],
  ])('%s', (_, publication, text) => {
    expect(describePublication(publication)).toBe(text);
  });
});

describe('renderFailure', () => {
  it('says what, what to change, what is published and where to read on', () => {
    const location = { file: 'app/Dockerfile', line: 4 };
    const error = new ActionError('build-failed', 'It failed.', { hint: 'Change it.', location });
    expect(renderFailure(error, { kind: 'nothing' }, 'docs/errors.md')).toEqual({
      title: 'build-failed',
      message: 'It failed.\nChange it.\nPublished: nothing.\ndocs/errors.md#build-failed',
      location,
    });
  });

  it('has no empty line where there is no hint', () => {
    const { message } = renderFailure(new ActionError('timeout', 'Over.'), { kind: 'nothing' }, 'd');
    expect(message).toBe('Over.\nPublished: nothing.\nd#timeout');
  });

  it.each([
    ['an error', new TypeError('x is undefined'), 'TypeError: x is undefined'],
    ['a text', 'thrown text', 'thrown text'],
    ['nothing', undefined, 'undefined'],
  ])('takes anything else for a defect: %s', (_, error, text) => {
    const { title, message } = renderFailure(error, { kind: 'nothing' }, 'd');
    expect(title).toBe('Unexpected error');
    expect(message).toContain(text);
    expect(message).toMatch(/Published: nothing\.$/);
  });
});

describe('errorDocs', () => {
  const all = {
    GITHUB_SERVER_URL: 'https://github.com',
    GITHUB_ACTION_REPOSITORY: 'acme/multiarch-build',
    GITHUB_ACTION_REF: 'v1',
  };
  it.each<[name: string, variables: Record<string, string>, address: string]>([
    ['an action of a repository', all, 'https://github.com/acme/multiarch-build/blob/v1/docs/errors.md'],
    ['an action of the checkout', { ...all, GITHUB_ACTION_REPOSITORY: '' }, 'docs/errors.md'],
    ['no runner', {}, 'docs/errors.md'],
  ])('%s', (_, variables, address) => {
    expect(errorDocs(variables)).toBe(address);
  });
});
