import type { ShardText } from '../fanout/assemble.ts';
import { looksLikeShard } from '../fanout/shard.ts';
import { isRecord, parseJson } from '../oci/json.ts';
import type { Platform } from '../oci/platform.ts';
import type { Tag } from '../oci/reference.ts';
import type { SessionRequest } from '../session/session.ts';
import type { MergeSetup } from '../setup/merge.ts';
import { readAnnotations } from './annotations.ts';
import { readBuildx } from './buildx.ts';
import { readLogin } from './login.ts';
import { type Described, readNaming } from './naming.ts';
import { platformsByDefault, readPlatforms } from './platforms.ts';
import { type ReadInputs, readInputs } from './read.ts';
import { readRegistryAuth } from './registry-auth.ts';
import { readRetries } from './retries.ts';
import { readSummary } from './summary.ts';
import type { Facts } from './syntax/facts.ts';
import type { Form } from './syntax/form.ts';
import { absolute } from './syntax/paths.ts';
import { quote } from './syntax/quote.ts';
import { readTimeouts } from './timeouts.ts';
import { buildxDefaults } from './toolchain.ts';

/** The inputs of merge/action.yml; `github-token` has an expression there, which the runner resolves. */
export const mergeTable = {
  defaults: {
    shards: '',
    path: '',
    image: '',
    platforms: '',
    images: '',
    tags: '',
    flavor: '',
    annotations: '',
    registry: '',
    username: '',
    password: '',
    'registry-auth': '',
    'github-token': '',
    retries: '3',
    timeout: '',
    ...buildxDefaults,
    summary: 'true',
  },
  freeText: ['shards', 'path', 'annotations', 'registry-auth'],
  replacements: { digests: "Use 'shards' or 'path'.", push: 'Leave it out: merging publishes.' },
} as const;

type MergeInput = keyof typeof mergeTable.defaults;

/** What the user of the merge action asked for. */
export interface MergeInputs extends SessionRequest, MergeSetup {
  readonly image: string;
  readonly platforms: readonly Platform[];
  readonly tags: readonly Tag[];
  /** The first tag that the rules give; empty without rules. */
  readonly version: string;
  /** Each `index:name=value`. */
  readonly annotations: readonly string[];
}

/** Throws one `input-invalid` for everything that is wrong. */
export function readMergeInputs(
  variables: Readonly<Record<string, string>>,
  facts: Facts,
): Promise<ReadInputs<MergeInputs>> {
  return readInputs(mergeTable, variables, facts, async (form: Form<MergeInput>) => {
    const asked = readPlatforms(form);
    const platforms = asked.length > 0 ? asked : platformsByDefault();
    const login = readLogin(form, true);
    const { tags, version, described } = readNaming(form, true);
    // Whoever writes the summary asks again, also where the inputs are wrong.
    readSummary(form);
    return {
      shards: readShards(form),
      image: form.text('image'),
      platforms,
      tags,
      version,
      annotations: readIndexAnnotations(form, platforms, described),
      login,
      registryAuth: readRegistryAuth(form, true, login),
      githubToken: form.optional('github-token'),
      retries: readRetries(form),
      timeouts: readTimeouts(form),
      buildx: readBuildx(form),
    };
  });
}

/** The outputs of the jobs, or a folder. */
function readShards(form: Form<'shards' | 'path'>): MergeInputs['shards'] {
  const text = form.optional('shards');
  const path = form.optional('path');
  if ((text === null) === (path === null)) {
    form.refuse(
      'shards',
      text === null ? "it is empty, and so is 'path'." : "it cannot be combined with 'path'.",
      `Write \${{ toJSON(needs.JOB.outputs) }} here, or in 'path' the folder that the artifacts were downloaded to.`,
    );
  }
  return text === null ? { folder: absolute(path ?? '', form.facts) } : shardsOf(form, text);
}

/** Those outputs that are shards; a job has others, and in a matrix most are empty. */
function shardsOf(form: Form<'shards'>, text: string): readonly ShardText[] {
  const outputs = parseJson(text);
  if (!isRecord(outputs)) {
    form.refuse(
      'shards',
      `expected the outputs of a job as a JSON object, got ${quote(text)}.`,
      `Write \${{ toJSON(needs.JOB.outputs) }}.`,
    );
    return [];
  }
  return Object.entries(outputs).flatMap(([name, value]) =>
    typeof value === 'string' && looksLikeShard(value) ? [{ name, text: value }] : [],
  );
}

/** An annotation without a level is one of the index: the images are what they are. */
function readIndexAnnotations(
  form: Form<'annotations'>,
  platforms: readonly Platform[],
  described: Described | null,
): readonly string[] {
  const target = { platforms, index: true, describes: ['index'] as const };
  return readAnnotations(form, target, described).map((text) => {
    const level = /^([a-z-]+)(?:\[[^\]]*\])?(?:,[^:=]*)?:/.exec(text.slice(0, text.indexOf('=')))?.[1];
    if (level !== undefined && level !== 'index') {
      form.refuse(
        'annotations',
        `${quote(text)} is for the images, which are not changed any more; expected [index:]key=value.`,
        'Annotate the images in the jobs that build them, with the same input there.',
      );
    }
    return level === undefined ? `index:${text}` : text;
  });
}
