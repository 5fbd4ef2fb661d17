import { isRecord, parseJson, recordOf, stringOf } from '../oci/json.ts';

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
  const fields = recordOf(parseJson(metadata));
  const called = recordOf(fields['result.json']);
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
  const source = recordOf(entry['sourceInfo']);
  return text === ''
    ? null
    : { text, url: stringOf(entry['url']), file: stringOf(source['filename']), line: lineOf(entry['range']) };
}

function ofCall(
  entry: Readonly<Record<string, unknown>>,
  sources: readonly Readonly<Record<string, unknown>>[],
): CheckWarning | null {
  const { ruleName, detail, description, url } = entry;
  const location = recordOf(entry['location']);
  const index = typeof location['sourceIndex'] === 'number' ? location['sourceIndex'] : 0;
  const said = stringOf(detail) || stringOf(description);
  return said === ''
    ? null
    : {
        text: stringOf(ruleName) === '' ? said : `${stringOf(ruleName)}: ${said}`,
        url: stringOf(url),
        file: stringOf(sources[index]?.['filename']),
        line: lineOf(location['ranges']),
      };
}

function records(value: unknown): readonly Readonly<Record<string, unknown>>[] {
  return Array.isArray(value) ? value.filter(isRecord) : [];
}

function lineOf(ranges: unknown): number | null {
  const { line } = recordOf(records(ranges)[0]?.['start']);
  return typeof line === 'number' && line > 0 ? line : null;
}

function decoded(value: unknown): string {
  return Buffer.from(stringOf(value), 'base64').toString('utf8');
}
