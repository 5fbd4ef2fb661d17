import { join } from 'node:path';
import { formatCsv } from '../oci/csv.ts';
import type { Session } from '../session/session.ts';

/** A secret of the build, by the ID that the Dockerfile mounts. */
export interface Secret {
  readonly id: string;
  readonly from:
    | { readonly kind: 'value'; readonly value: string }
    | { readonly kind: 'environment'; readonly name: string }
    | { readonly kind: 'file'; readonly path: string };
}

/**
 * The values of `--secret`. Secrets that came as text go into files of the step's folder, because
 * arguments can be read by every user of the machine.
 */
export async function secretArguments(
  secrets: readonly Secret[],
  { folder, files }: Pick<Session, 'folder' | 'files'>,
): Promise<readonly string[]> {
  return Promise.all(
    secrets.map(async ({ id, from }, index) => {
      switch (from.kind) {
        case 'environment':
          return `id=${id},env=${from.name}`;
        case 'file':
          return source(id, from.path);
        case 'value': {
          const path = join(folder, `secret-${index}`);
          await files.write(path, from.value);
          return source(id, path);
        }
      }
    }),
  );
}

function source(id: string, path: string): string {
  return formatCsv([`id=${id}`, `src=${path}`]);
}
