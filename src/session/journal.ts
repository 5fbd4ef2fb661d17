import { dirname, join } from 'node:path';
import { isRecord, parseJson } from '../oci/json.ts';

/** Something that a step makes and that must be gone when the job ends. */
export type Leftover =
  /** The step's private folder, with its credentials. */
  | { readonly kind: 'folder'; readonly path: string }
  /** A private folder with the program that removes the builder, so that it goes last. */
  | { readonly kind: 'tools'; readonly path: string }
  | {
      readonly kind: 'builder';
      readonly name: string;
      /** The file by which later steps of the job find it. */
      readonly record: string;
      /** The buildx that makes it, in the folder of tools. */
      readonly buildx: string;
    }
  /** A variable of the job, and what it was before: nothing is as good as none. */
  | { readonly kind: 'variable'; readonly name: string; readonly value: string; readonly before: string };

const variableNames = ['DOCKER_CONFIG', 'BUILDX_CONFIG', 'BUILDX_BUILDER'];

/** The name of the state under which the runner hands the journal to the post step. */
export const journalState = 'multiarch-build-journal';

/** Files of ours that stand directly in the runner's temporary folder. */
export const folderPrefix = 'multiarch-build-step-';
export const toolsPrefix = 'multiarch-build-tools-';
export const recordPrefix = 'multiarch-build-builder-';
const builderName = /^multiarch-build-[0-9a-z]{8,9}-[0-9a-f]{8}$/;

/**
 * What must be undone. Each thing is noted before it is made, so that the post step knows of it even if
 * this process is killed in between.
 */
export class Journal {
  private readonly save: (text: string) => void;
  private readonly noted: Leftover[] = [];

  constructor(save: (text: string) => void) {
    this.save = save;
  }

  note(leftover: Leftover): void {
    this.noted.push(leftover);
    this.save(JSON.stringify(this.noted));
  }

  get leftovers(): readonly Leftover[] {
    return this.noted;
  }
}

/**
 * Reads what a main step saved. Anything in the job's environment may have written it instead, so only
 * what can be ours is taken: paths directly below the runner's temporary folder, names of our form.
 */
export function parseJournal(text: string, temp: string): readonly Leftover[] {
  const document = parseJson(text);
  return Array.isArray(document) ? document.flatMap((entry) => leftoverOf(entry, temp) ?? []) : [];
}

function leftoverOf(entry: unknown, temp: string): Leftover | null {
  if (!isRecord(entry)) {
    return null;
  }
  const { kind, path, name, record, buildx } = entry;
  if (kind === 'folder' || kind === 'tools') {
    return isOurs(path, temp, kind === 'folder' ? folderPrefix : toolsPrefix) ? { kind, path } : null;
  }
  if (kind === 'variable') {
    const { value, before } = entry;
    const known = variableNames.some((known) => known === name);
    return known && typeof name === 'string' && typeof value === 'string' && typeof before === 'string'
      ? { kind, name, value, before }
      : null;
  }
  const ours =
    kind === 'builder' &&
    typeof name === 'string' &&
    builderName.test(name) &&
    isOurs(record, temp, recordPrefix) &&
    typeof buildx === 'string' &&
    isOurs(dirname(buildx), temp, toolsPrefix);
  return ours ? { kind, name, record, buildx } : null;
}

function isOurs(path: unknown, temp: string, prefix: string): path is string {
  const name = typeof path === 'string' ? path.slice(join(temp, '/').length) : '';
  return name.startsWith(prefix) && /^[\w-]+$/.test(name) && path === join(temp, name);
}
