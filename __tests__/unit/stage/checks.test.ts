import { expect, it } from 'vitest';
import type { SourceLocation } from '../../../src/errors.ts';
import { annotateChecks } from '../../../src/stage/checks.ts';
import { environmentOf, recordingLog } from '../fakes.ts';

const warning = (file: string, line: number) => ({
  short: Buffer.from(`Rule: text (line ${line})`).toString('base64'),
  url: 'https://docs.example/rule/',
  sourceInfo: { filename: file },
  range: [{ start: { line } }],
});
const metadata = (...warnings: object[]): string => JSON.stringify({ 'buildx.build.warnings': warnings });

function annotated(
  texts: readonly string[],
  dockerfile: string | null,
  variables: Record<string, string> = {},
) {
  const annotations: [string, string | undefined, SourceLocation | undefined][] = [];
  const log = {
    ...recordingLog(),
    warning: (...given: [string, string?, SourceLocation?]) => {
      annotations.push([given[0], given[1], given[2]]);
    },
  };
  annotateChecks(texts, { dockerfile }, { log, environment: environmentOf({ variables }) });
  return annotations;
}
const text = 'Rule: text\nhttps://docs.example/rule/';

it('annotates each line once for all platforms and nodes', () => {
  const [one, two] = [
    metadata(warning('Dockerfile', 3)),
    metadata(warning('Dockerfile', 3), warning('Dockerfile', 5)),
  ];
  expect(annotated([one, two], 'app/Dockerfile')).toEqual([
    [text, 'Dockerfile check', { file: 'app/Dockerfile', line: 3 }],
    [text, 'Dockerfile check', { file: 'app/Dockerfile', line: 5 }],
  ]);
});

it.each([
  ['a Dockerfile that is not in the checkout', 'Dockerfile', null],
  ['another file', 'included', 'Dockerfile'],
])('has no place in the checkout for %s', (_, file, dockerfile) => {
  expect(annotated([metadata(warning(file, 3))], dockerfile)).toEqual([
    [text, 'Dockerfile check', undefined],
  ]);
});

it('finds the file whose name is in lower case', () => {
  const [[, , location] = []] = annotated([metadata(warning('dockerfile', 3))], 'Dockerfile');
  expect(location).toEqual({ file: 'Dockerfile', line: 3 });
});

it.each([
  ['false', 0],
  ['0', 0],
  ['true', 1],
  ['', 1],
])('with DOCKER_BUILD_CHECKS_ANNOTATIONS=%s annotates %i', (value, count) => {
  const variables = { DOCKER_BUILD_CHECKS_ANNOTATIONS: value };
  expect(annotated([metadata(warning('Dockerfile', 3))], 'Dockerfile', variables)).toHaveLength(count);
});
