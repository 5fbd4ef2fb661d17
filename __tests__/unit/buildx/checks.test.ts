import { describe, expect, it } from 'vitest';
import { checkWarnings } from '../../../src/buildx/checks.ts';

const base64 = (text: string): string => Buffer.from(text).toString('base64');
const range = (line: number) => [{ start: { line }, end: { line } }];
const built = (short: string, line: number) => ({
  vertex: 'sha256:1',
  level: 1,
  short: base64(short),
  detail: [base64('why')],
  url: 'https://docs.example/rule/',
  sourceInfo: { filename: 'Dockerfile', data: base64('FROM x') },
  range: range(line),
});
const found = (text: string, line: number | null) => ({
  text,
  url: 'https://docs.example/rule/',
  file: 'Dockerfile',
  line,
});

describe('checkWarnings', () => {
  it('reads those of a build, once each and by their lines', () => {
    const metadata = JSON.stringify({
      'buildx.build.warnings': [
        built('Later: b (line 8)', 8),
        built('Early: a (line 1)', 1),
        built('Later: b (line 8)', 8),
      ],
    });
    expect(checkWarnings(metadata)).toEqual([found('Early: a', 1), found('Later: b', 8)]);
  });

  it('reads those of a call', () => {
    const metadata = JSON.stringify({
      'result.json': {
        warnings: [
          {
            ruleName: 'Rule',
            description: 'what the rule is for',
            detail: 'what was found',
            url: 'https://docs.example/rule/',
            location: { ranges: range(3) },
          },
          { ruleName: 'Other', description: 'no detail', url: 'https://docs.example/rule/' },
        ],
        sources: [{ filename: 'Dockerfile' }],
      },
      'result.statuscode': '1',
    });
    expect(checkWarnings(metadata)).toEqual([
      found('Other: no detail', null),
      found('Rule: what was found', 3),
    ]);
  });

  it.each([
    ['nothing', '{}'],
    ['no JSON', '<html>'],
    ['no list', '{"buildx.build.warnings":{},"result.json":[]}'],
    ['other things', '{"buildx.build.warnings":[1,null,{"short":7}],"result.json":{"warnings":["x",{}]}}'],
  ])('finds none in %s', (_, metadata) => {
    expect(checkWarnings(metadata)).toEqual([]);
  });
});
