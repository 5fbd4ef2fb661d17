import { isRecord, parseJson } from '../oci/json.ts';

/** What a check of BuildKit's found in a Dockerfile. */
export interface CheckWarning {
  /** The rule and what it says: `FromAsCasing: 'as' and 'FROM' keywords' casing do not match`. */
  readonly text: string;
  /** Where the rule is explained; empty for none. */
  readonly url: string;
  /** The file's own name, without a folder, as BuildKit knows it. */
  readonly file: string;
  /** From 1; null for what concerns no line. */
  readonly line: number | null;
}

/** Makes buildx write what the checks found into the metadata. */
export const warningsVariable = { BUILDX_METADATA_WARNINGS: 'true' };

/** The warnings in the metadata of a build, or of a call of the checks: once each, in the order of the lines. */
export function checkWarnings(metadata: string): readonly CheckWarning[] {
  const document = parseJson(metadata);
  const fields = isRecord(document) ? document : {};
  const called = isRecord(fields['result.json']) ? fields['result.json'] : {};
  const found = [
    ...records(fields['buildx.build.warnings']).flatMap((entry) => ofBuild(entry) ?? []),
    ...records(called['warnings']).flatMap((entry) => ofCall(entry, records(called['sources'])) ?? []),
  ];
  const once = new Map(found.map((warning) => [JSON.stringify(warning), warning]));
  return [...once.values()].toSorted((a, b) => (a.line ?? 0) - (b.line ?? 0));
}

/** One of a build has its texts in base64 (moby/buildkit client.VertexWarning), and the line behind the first. */
function ofBuild(entry: Readonly<Record<string, unknown>>): CheckWarning | null {
  const text = decoded(entry['short']).replace(/ \(line \d+\)$/, '');
  const source = isRecord(entry['sourceInfo']) ? entry['sourceInfo'] : {};
  return text === ''
    ? null
    : { text, url: textOf(entry['url']), file: textOf(source['filename']), line: lineOf(entry['range']) };
}

function ofCall(
  entry: Readonly<Record<string, unknown>>,
  sources: readonly Readonly<Record<string, unknown>>[],
): CheckWarning | null {
  const { ruleName, detail, description, url } = entry;
  const location = isRecord(entry['location']) ? entry['location'] : {};
  const index = typeof location['sourceIndex'] === 'number' ? location['sourceIndex'] : 0;
  const said = textOf(detail) || textOf(description);
  return said === ''
    ? null
    : {
        text: textOf(ruleName) === '' ? said : `${textOf(ruleName)}: ${said}`,
        url: textOf(url),
        file: textOf(sources[index]?.['filename']),
        line: lineOf(location['ranges']),
      };
}

function records(value: unknown): readonly Readonly<Record<string, unknown>>[] {
  return Array.isArray(value) ? value.filter(isRecord) : [];
}

function lineOf(ranges: unknown): number | null {
  const start = records(ranges)[0]?.['start'];
  const line = isRecord(start) ? start['line'] : null;
  return typeof line === 'number' && line > 0 ? line : null;
}

function textOf(value: unknown): string {
  return typeof value === 'string' ? value : '';
}

function decoded(value: unknown): string {
  return Buffer.from(textOf(value), 'base64').toString('utf8');
}
