import { describe, expect, it } from 'vitest';
import { ActionError } from '../../../src/errors.ts';
import type { ServedDigest } from '../../../src/oci/digest.ts';
import { renderSummary } from '../../../src/report/summary.ts';
import { Ledger, type SetUpFacts, type VerifiedImage } from '../../../src/session/ledger.ts';

const hash = (digit: string) => `sha256:${digit.repeat(64)}` as ServedDigest;
const app = 'ghcr.io/acme/app';
const mediaType = 'application/vnd.oci.image.manifest.v1+json';
const amd64 = { os: 'linux', architecture: 'amd64' };
const arm64 = { os: 'linux', architecture: 'arm64' };
const tags = ['1.4.0', 'latest'].map((tag) => ({ registry: 'ghcr.io', repository: app, tag }));

const setUp: SetUpFacts = {
  buildxVersion: 'v0.37.1',
  driver: 'docker-container',
  nodes: [],
  executions: [
    // In another order than the images: they belong together by their platform.
    { platform: arm64, node: { name: 'b0' }, how: 'registered' },
    { platform: amd64, node: { name: 'b0' }, how: 'native' },
  ],
};
const verified: VerifiedImage = {
  digest: hash('a'),
  images: [
    { platform: amd64, digest: hash('b'), size: 482, mediaType, attestation: null },
    { platform: arm64, digest: hash('c'), size: 481, mediaType, attestation: null },
  ],
  binaries: ['/app: amd64', '/app: arm64'],
};

/** A step that is set up. */
function begun(changes: Partial<SetUpFacts> = {}): Ledger {
  const ledger = new Ledger();
  ledger.setUp({ ...setUp, ...changes });
  return ledger;
}

/** One that has published everything. */
function finished(changes: Partial<SetUpFacts & VerifiedImage> = {}): Ledger {
  const ledger = begun(changes);
  ledger.verified({ ...verified, ...changes });
  ledger.tagged(verified.digest, { tags, unconfirmed: [] }, app);
  return ledger;
}

const success = (ledger: Ledger): string => renderSummary(ledger, null, []) ?? 'none';
const failed = (message: string, secrets: readonly string[] = [], ledger = begun()): string =>
  renderSummary(ledger, new ActionError('build-failed', message), secrets) ?? 'none';

describe('renderSummary', () => {
  it('a success', () => {
    expect(success(finished())).toBe(
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
    const text = renderSummary(finished(), new ActionError('tag-failed', 'One is missing.'), []);
    expect(text).toContain('**Failed** (`tag-failed`): One is missing.');
    expect(text).toContain('Tags: `ghcr.io/acme/app:1.4.0`');
  });

  it('a failure after verification: what was verified, and no tag', () => {
    const ledger = begun();
    ledger.verified(verified);
    const text = failed('Refused.', [], ledger);
    expect(text).toContain(`Digest: \`${hash('a')}\``);
    expect(text).toContain('| linux/arm64 |');
    expect(text).not.toContain('Tags:');
  });

  it('nothing before anything was set up', () => {
    expect(renderSummary(new Ledger(), new ActionError('input-invalid', 'Wrong.'), [])).toBeNull();
  });

  it('leaves the cell empty where no binary was looked at', () => {
    expect(success(finished({ binaries: [] }))).toContain('| 482 B | native |  |\n');
  });

  it.each<[name: string, text: string, shown: string]>([
    ['a tag', '<img src=x onerror=y>', '&lt;img src=x onerror=y&gt;'],
    ['an entity', '&lt;b&gt;', '&amp;lt;b&amp;gt;'],
    ['a cell', 'a|b', 'a\\|b'],
    ['code', '`rm`', '\\`rm\\`'],
    ['a link', '[x](https://evil)', '\\[x\\](https<span>://</span>evil)'],
    ['a bare address', 'see https://evil.example', 'see https<span>://</span>evil.example'],
    ['an address without a scheme', 'see www.evil.example', 'see www<span>.</span>evil.example'],
    ['a mention', 'ask @admin', 'ask <span>@</span>admin'],
    ['a number of an issue', 'fixes #12', 'fixes <span>#</span>12'],
    ['text that runs the other way', 'a\u202eb', 'a&lt;U+202E&gt;b'],
    ['what nobody sees', 'a\u200bb', 'a&lt;U+200B&gt;b'],
    ['an image', '![x](y)', '!\\[x\\](y)'],
    ['bold and italics', '**a** _b_ ~c~', '\\*\\*a\\*\\* \\_b\\_ \\~c\\~'],
    ['an escape', '\\<b>', '\\\\&lt;b&gt;'],
    ['a formula', 'cp $A $B', 'cp \\$A \\$B'],
    ['a heading on a line of its own', 'x\n# y', 'x<br># y'],
    ['a heading behind CRLF', 'x\r\n# y', 'x<br># y'],
    ['a heading behind CR', 'x\r# y', 'x<br># y'],
    ['the end of the table', 'x\n\n<details>', 'x<br><br>&lt;details&gt;'],
  ])('hostile text is only text: %s', (_, text, shown) => {
    const row = success(finished({ binaries: [text, text] }))
      .split('\n')
      .find((line) => line.startsWith('| linux/amd64'));
    expect(row).toBe(`| linux/amd64 | \`${hash('b')}\` | 482 B | native | ${shown} |`);
    expect(failed(text)).toContain(`**Failed** (\`build-failed\`): ${shown}\n\n<sub>`);
    expect(success(finished({ buildxVersion: text }))).toContain(`<sub>Built with buildx ${shown}.</sub>`);
  });

  it.each<[name: string, secrets: readonly string[], message: string, shown: string]>([
    ['a secret that Markdown would change', ['p_ss*word'], 'url with p_ss*word', 'url with \\*\\*\\*'],
    ['one that is a part of another', ['abcd', 'abcdefgh'], 'x abcdefgh y abcd', 'x \\*\\*\\* y \\*\\*\\*'],
    ['one of several lines', ['one\ntwo'], 'x one\ntwo', 'x \\*\\*\\*'],
    ['an empty one', [''], 'plain', 'plain'],
  ])('does not quote %s', (_, secrets, message, shown) => {
    expect(failed(message, secrets)).toContain(`(\`build-failed\`): ${shown}\n`);
  });
});
