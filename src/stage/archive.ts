import { isCsvError, parseCsv } from '../oci/csv.ts';

/** An OCI layout that is to be handed over: the very one that was staged and verified. */
export interface Archive {
  readonly dest: string;
  /** One file, and not a folder. */
  readonly tar: boolean;
  /** What shapes the image, for the exporter that stages it. */
  readonly attributes: readonly string[];
}

/** Of `type=oci,dest=…` in buildx's own CSV; null for every other exporter. BuildKit reads the booleans of Go. */
export function archiveOf(output: string | null): Archive | null {
  const fields = output === null ? [] : parseCsv(output);
  if (isCsvError(fields)) {
    return null;
  }
  const attributes = fields.map((field): [name: string, text: string] => [
    field
      .slice(0, Math.max(field.indexOf('='), 0))
      .trim()
      .toLowerCase(),
    field,
  ]);
  const attribute = (wanted: string): string | undefined =>
    attributes.findLast(([name]) => name === wanted)?.[1].replace(/^[^=]*=/, '');
  const dest = attribute('dest');
  if (attribute('type') !== 'oci' || dest === undefined) {
    return null;
  }
  return {
    dest,
    tar: !/^(?:0|f|false)$/i.test(attribute('tar') ?? 'true'),
    attributes: attributes
      .filter(([name]) => !['type', 'dest', 'tar'].includes(name))
      .map(([, text]) => text),
  };
}
