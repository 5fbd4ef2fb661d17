import { describe, expect, it } from 'vitest';
import { ActionError } from '../../../src/errors.ts';
import { renderSummary } from '../../../src/report/summary.ts';
import { Ledger } from '../../../src/session/ledger.ts';
import { app, hash, platform, published, request, start, step, tags, verified } from './facts.ts';

const nothing = new Ledger().facts;
const failed = (message: string, more: Parameters<typeof request>[0] = {}): string =>
  renderSummary(
    request({ facts: nothing, failure: new ActionError('build-failed', message), tags: [], ...more }),
  );
const rowOf = (text: string, name: string): string | undefined =>
  text.split('\n').find((line) => line.startsWith(`| ${name} |`));

describe('a success', () => {
  const text = renderSummary(
    request({
      facts: published({
        steps: [
          step('[linux/amd64 1/3] FROM busybox', { state: 'cached', seconds: 0 }),
          step('[linux/amd64 2/3] RUN make', { seconds: 18 }),
          step('[linux/arm64 2/3] RUN make', { seconds: 200 }),
        ],
        phases: [{ phase: 'build', startedMs: start, endedMs: start + 200_000 }],
      }),
    }),
  );

  it('says state, name, what it is and how long it took', () => {
    expect(text).toMatch(/^### ✅ Published: ghcr\.io\/acme\/app\n/);
    expect(text).toContain(
      '`ghcr.io/acme/app:1.4.0` and `ghcr.io/acme/app:latest` are the image for linux/amd64, linux/arm64, built, verified and tagged in 1 min 12 s.',
    );
    expect(text).toContain('<sub>build 3 min 20 s · buildx v0.37.1</sub>');
  });

  it('has the reference in a block of its own, to be copied', () => {
    expect(text).toContain(`\n\`\`\`\n${app}@${hash('a')}\n\`\`\`\n`);
  });

  it('has a row for each platform', () => {
    expect(rowOf(text, 'Platform')).toBe(
      '| Platform | Download | Build time | Cached steps | Ran | Program | Digest |',
    );
    expect(rowOf(text, 'linux/amd64')).toBe(
      '| linux/amd64 | 3.4 MB | 18\u00a0s | 1 of 2 | native | /app: x86-64 | `sha256:bbbbbbbbbbbb` |',
    );
    expect(rowOf(text, 'linux/arm64')).toBe(
      '| linux/arm64 |  | 3\u00a0min\u00a020\u00a0s | 0 of 1 | emulated | /app: AArch64 | `sha256:cccccccccccc` |',
    );
  });

  it('says what emulation cost, and what to do', () => {
    expect(text).toContain(
      '**Emulation cost about 3 min 2 s.** [A native runner for each platform](docs/faster.md)',
    );
    expect(text).toContain('> - `RUN make` on linux/arm64: 3 min 20 s, natively 18 s');
  });

  it('has full digests and how to use them, folded', () => {
    const [, rest = ''] = text.split('<details>', 2);
    expect(rest).toContain(`docker pull ${app}@${hash('a')}`);
    for (const digit of ['b', 'c', 'e']) {
      expect(text.slice(text.indexOf('<details>'))).toContain(hash(digit));
    }
    expect(text).toContain('Verified before a tag moved: the digest and the config of each.');
    expect(text.match(/<details>/g)?.length).toBe(text.match(/<\/details>/g)?.length);
  });
});

it('a build that is not published says so, and names nothing to pull', () => {
  const text = renderSummary(request({ facts: published({ tags: [], repository: null }), tags: [] }));
  expect(text).toContain('### ✅ Built: the image');
  expect(text).toContain(`published nowhere. Its digest is \`${hash('a')}\``);
  expect(text).not.toContain('docker pull');
});

it('a merge has what each job took, and what each platform did there', () => {
  const legs = ['linux/amd64', 'linux/arm64'].map((name) => ({
    name,
    platforms: [platform(name)],
    seconds: { setup: 4, build: 61, verify: 2 },
    work: [{ platform: name, seconds: 50, instructions: 4, cached: 1, ran: 'native' as const }],
  }));
  const text = renderSummary(request({ facts: published({ legs, steps: [] }) }));
  expect(text).toContain('| linux/arm64 | linux/arm64 | 4.0 s | 1 min 1 s | 2.0 s |');
  expect(text).toContain('| linux/arm64 |  | 50\u00a0s | 1 of 4 | native |');
});

describe('a failure', () => {
  it('before anything was there: what happened, what is published, what to do', () => {
    const error = new ActionError('input-invalid', "'retries': expected a number.", { hint: 'Write 3.' });
    expect(renderSummary(request({ facts: nothing, failure: error, tags: [] }))).toBe(
      `### ❌ Failed: the image

'retries': expected a number. ([input-invalid](docs/errors.md#input-invalid))

**What to do:** Write 3.

Published: nothing.

<sub>buildx v0.37.1</sub>
`,
    );
  });

  it('of the build: the platform, the lines of the Dockerfile, the last lines of the output', () => {
    const error = new ActionError(
      'build-failed',
      'Dockerfile:4: The build failed: exit code 1\nIt failed for …',
      {
        evidence: {
          excerpt: { file: 'Dockerfile', text: '   3 |     FROM x\n   4 | >>> RUN make' },
          steps: [{ platform: 'linux/arm64', what: 'RUN make', output: ['cc: no such thing', '```'] }],
        },
      },
    );
    const text = renderSummary(request({ facts: nothing, failure: error }));
    expect(text).toContain('### ❌ Failed: ghcr.io/acme/app');
    expect(text).toContain('In `Dockerfile`:\n\n```\n   3 |     FROM x\n   4 | >>> RUN make\n```');
    expect(text).toContain('`RUN make` failed for **linux/arm64**. The last lines that it printed:');
    // What it printed cannot end its own block.
    expect(text).toContain('````\ncc: no such thing\n```\n````');
    expect(text).not.toContain('It failed for …');
  });

  it('that nobody has foreseen is one too', () => {
    const text = renderSummary(request({ facts: nothing, failure: new TypeError('x is undefined') }));
    expect(text).toContain('### ❌ Failed');
    expect(text).toContain('x is undefined');
  });

  it('after verification has what was verified, and what is published', () => {
    const publication = { kind: 'untagged', digest: hash('a'), repositories: [app] } as const;
    const text = failed('Refused.', { facts: published({ tags: [], repository: null }), publication });
    expect(text).toContain('| linux/arm64 |');
    expect(text).toContain(`Published: ${hash('a')} in ghcr.io/acme/app, without a tag.`);
  });
});

describe('hostile text is only text', () => {
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
    ['the end of the part', 'x\n\n</details>', 'x<br><br>&lt;/details&gt;'],
  ])('%s', (_, text, shown) => {
    const facts = published({ verified: { ...verified, binaries: [text, text] } });
    expect(rowOf(renderSummary(request({ facts })), 'linux/amd64')).toBe(
      `| linux/amd64 | 3.4 MB |  |  | nothing ran | ${shown} | \`sha256:bbbbbbbbbbbb\` |`,
    );
    expect(failed(text)).toContain(`\n${shown} ([build-failed]`);
    expect(renderSummary(request({ versions: [text] }))).toContain(`<sub>${shown}</sub>`);
  });

  it.each(['RUN `x` | y', 'RUN a\nb', 'RUN </details><script>'])('in code: %j', (what) => {
    const facts = published({ steps: [step('[linux/amd64 1/2] RUN x', { what, seconds: 5 })] });
    const line = renderSummary(request({ facts }))
      .split('\n')
      .find((text) => text.startsWith('| 5.0 s |'));
    expect(line).toMatch(/^\| 5\.0 s \| linux\/amd64 \| native \| `[^`\n]*` \|$/);
    expect(line?.replace(/\\\|/g, '').split('|')).toHaveLength(6);
  });
});

it.each<[name: string, secrets: readonly string[], message: string, shown: string]>([
  ['a secret that Markdown would change', ['p_ss*word'], 'url with p_ss*word', 'url with \\*\\*\\*'],
  ['one that is a part of another', ['abcd', 'abcdefgh'], 'x abcdefgh y abcd', 'x \\*\\*\\* y \\*\\*\\*'],
  ['one of several lines', ['one\ntwo'], 'x one\ntwo', 'x \\*\\*\\*'],
  ['an empty one', [''], 'plain', 'plain'],
])('does not quote %s', (_, secrets, message, shown) => {
  expect(failed(message, { secrets })).toContain(`\n${shown} ([build-failed]`);
});

it('shows no secret in any part', () => {
  const secret = 'c0rrecthorse';
  const error = new ActionError('build-failed', `a ${secret}`, {
    hint: secret,
    evidence: {
      excerpt: { file: 'Dockerfile', text: `RUN ${secret}` },
      steps: [{ platform: null, what: `RUN ${secret}`, output: [secret] }],
    },
  });
  const steps = [step('[1/2] RUN x', { what: `RUN ${secret}`, seconds: 90 })];
  const phases = [{ phase: 'build', startedMs: start, endedMs: start + 100_000 } as const];
  const verifiedWith = { ...verified, binaries: [secret, secret] };
  for (const failure of [error, new Error(secret)]) {
    const text = renderSummary(
      request({
        facts: published({ steps, phases, verified: verifiedWith }),
        failure,
        given: [['build-args', `A=${secret}`]],
        secrets: [secret],
      }),
    );
    expect(text).not.toContain(secret);
    expect(text).toContain('***');
  }
});

it('has no word in a cell that would push other columns out of sight', () => {
  const path = `/opt/${'very-'.repeat(20)}long/bin/server`;
  const facts = published({
    verified: { ...verified, binaries: [`${path}: an ELF binary for x86-64, 64-bit`, path] },
    steps: [step(`[linux/amd64 1/2] FROM docker.io/library/busybox@${hash('9')}`, { seconds: 30 })],
    legs: [{ name: 'j'.repeat(90), platforms: [platform('linux/amd64')], seconds: {}, work: [] }],
  });
  const text = renderSummary(request({ facts }));
  expect(rowOf(text, 'linux/amd64')).toContain('long/bin/server: x86-64 |');
  const words = text
    .split('\n')
    .filter((line) => line.startsWith('|'))
    .flatMap((line) => line.split(/[ |`]+/));
  expect(words.filter((word) => word.length > 50)).toEqual([]);
});

it('stays below what GitHub takes, whatever it has to tell', () => {
  const long = 'x'.repeat(2_000_000);
  const text = renderSummary(
    request({
      facts: published({
        steps: Array.from({ length: 5000 }, (_, n) =>
          step(`[linux/amd64 ${n}/5000] RUN ${long.slice(0, 500)}`),
        ),
        verified: { ...verified, binaries: [long, long] },
        tags: Array.from({ length: 2000 }, (_, n) => ({ ...tags[0], tag: `v${n}` }) as (typeof tags)[number]),
      }),
      failure: new ActionError('build-failed', long, {
        hint: long,
        evidence: {
          excerpt: { file: 'Dockerfile', text: long },
          steps: [{ platform: null, what: long, output: [long] }],
        },
      }),
      given: Array.from({ length: 500 }, (_, n) => [`input-${n}`, long] as const),
    }),
  );
  expect(Buffer.byteLength(text)).toBeLessThan(500_000);
});
