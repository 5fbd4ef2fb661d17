import { describe, expect, it } from 'vitest';
import { ActionError } from '../../../src/errors.ts';
import type { Digest } from '../../../src/oci/digest.ts';
import { renderSummary, type SummaryFacts } from '../../../src/report/summary.ts';

const hash = (digit: string) => `sha256:${digit.repeat(64)}` as Digest;
const app = 'ghcr.io/acme/app';
const mediaType = 'application/vnd.oci.image.manifest.v1+json';

const facts: SummaryFacts = {
  outcome: {
    digest: hash('a'),
    images: [
      {
        platform: { os: 'linux', architecture: 'amd64' },
        digest: hash('b'),
        size: 482,
        mediaType,
        attestation: null,
      },
      {
        platform: { os: 'linux', architecture: 'arm64' },
        digest: hash('c'),
        size: 481,
        mediaType,
        attestation: null,
      },
    ],
    repository: app,
    tags: [
      { registry: 'ghcr.io', repository: app, tag: '1.4.0' },
      { registry: 'ghcr.io', repository: app, tag: 'latest' },
    ],
    metadata: null,
    builder: null,
  },
  ran: ['native', 'emulated'],
  binaries: ['/app: amd64', '/app: arm64'],
  buildx: 'v0.37.1',
  failure: null,
  secrets: [],
};

const nothing = { digest: null, images: [], repository: null, tags: [], metadata: null, builder: null };
const failed = (message: string, changes: Partial<SummaryFacts> = {}): string =>
  renderSummary({
    ...facts,
    outcome: nothing,
    failure: new ActionError('build-failed', message),
    ...changes,
  });

describe('renderSummary', () => {
  it('a success', () => {
    expect(renderSummary(facts)).toBe(
      `### ghcr.io/acme/app

Digest: \`${hash('a')}\`

Tags: \`ghcr.io/acme/app:1.4.0\`, \`ghcr.io/acme/app:latest\`

| Platform | Digest | Manifest size | Runs | Binaries |
| --- | --- | ---: | --- | --- |
| linux/amd64 | \`${hash('b')}\` | 482 B | native | /app: amd64 |
| linux/arm64 | \`${hash('c')}\` | 481 B | emulated | /app: arm64 |

<sub>Built with buildx v0.37.1.</sub>
`,
    );
  });

  it('a failure before anything was there', () => {
    expect(failed('Dockerfile:4: it failed.\nAgain.')).toBe(
      `### Image

**Failed** (\`build-failed\`): Dockerfile:4: it failed.<br>Again.

<sub>Built with buildx v0.37.1.</sub>
`,
    );
  });

  it('a failure with what was published until then', () => {
    const text = renderSummary({ ...facts, failure: new ActionError('tag-failed', 'One is missing.') });
    expect(text).toContain('**Failed** (`tag-failed`): One is missing.');
    expect(text).toContain('Tags: `ghcr.io/acme/app:1.4.0`');
  });

  it('leaves cells empty that nothing is known of', () => {
    expect(renderSummary({ ...facts, ran: [], binaries: [] })).toContain('| 482 B |  |  |\n');
  });

  it.each<[name: string, text: string, shown: string]>([
    ['a tag', '<img src=x onerror=y>', '&lt;img src=x onerror=y&gt;'],
    ['an entity', '&lt;b&gt;', '&amp;lt;b&amp;gt;'],
    ['a cell', 'a|b', 'a\\|b'],
    ['code', '`rm`', '\\`rm\\`'],
    ['a link', '[x](https://evil)', '\\[x\\](https://evil)'],
    ['an image', '![x](y)', '!\\[x\\](y)'],
    ['bold and italics', '**a** _b_ ~c~', '\\*\\*a\\*\\* \\_b\\_ \\~c\\~'],
    ['an escape', '\\<b>', '\\\\&lt;b&gt;'],
    ['a formula', 'cp $A $B', 'cp \\$A \\$B'],
    ['a heading on a line of its own', 'x\n# y', 'x<br># y'],
    ['a heading behind CRLF', 'x\r\n# y', 'x<br># y'],
    ['a heading behind CR', 'x\r# y', 'x<br># y'],
    ['the end of the table', 'x\n\n<details>', 'x<br><br>&lt;details&gt;'],
  ])('hostile text is only text: %s', (_, text, shown) => {
    const row = renderSummary({ ...facts, binaries: [text, text] })
      .split('\n')
      .find((line) => line.startsWith('| linux/amd64'));
    expect(row).toBe(`| linux/amd64 | \`${hash('b')}\` | 482 B | native | ${shown} |`);
    expect(failed(text)).toContain(`**Failed** (\`build-failed\`): ${shown}\n\n<sub>`);
    expect(renderSummary({ ...facts, buildx: text })).toContain(`<sub>Built with buildx ${shown}.</sub>`);
  });

  it.each<[name: string, secrets: readonly string[], message: string, shown: string]>([
    ['a secret that Markdown would change', ['p_ss*word'], 'url with p_ss*word', 'url with \\*\\*\\*'],
    ['one that is a part of another', ['abcd', 'abcdefgh'], 'x abcdefgh y abcd', 'x \\*\\*\\* y \\*\\*\\*'],
    ['one of several lines', ['one\ntwo'], 'x one\ntwo', 'x \\*\\*\\*'],
    ['an empty one', [''], 'plain', 'plain'],
  ])('does not quote %s', (_, secrets, message, shown) => {
    expect(failed(message, { secrets })).toContain(`(\`build-failed\`): ${shown}\n`);
  });
});
