import { eventOf, type GitEvent } from '../names/event.ts';
import type { Values } from '../names/expression.ts';
import { globalValues, type Metadata, metaValues, ociMetadata } from '../names/metadata.ts';
import { tagNames } from '../names/rules.ts';
import type { Tag } from '../oci/reference.ts';
import { readFlavor } from './flavor.ts';
import { readImageNames, tagsOfImages } from './image-names.ts';
import { type Form, variableOf } from './syntax/form.ts';
import { quote } from './syntax/quote.ts';
import { readRules } from './tag-rules.ts';
import { readTags } from './tags.ts';

export type NamingInput = 'images' | 'tags' | 'flavor';

/** What the image is called. */
export interface Naming {
  readonly tags: readonly Tag[];
  /** The first tag that the rules give; empty without rules. */
  readonly version: string;
  /** What follows from `images`; null without. */
  readonly described: Described | null;
}

/** What the event says of the image. */
export interface Described {
  /** Labels and annotations, by their names. */
  readonly metadata: Metadata;
  /** What `{{branch}}` and its like stand for. */
  readonly values: Values;
  /** What `{{meta.version}}` and its like stand for. */
  readonly meta: Values;
}

/** `images` and the rules in `tags`; without `images`, the names in `tags` as they are. */
export function readNaming(form: Form<NamingInput>, push: boolean): Naming {
  const images = readImageNames(form, push);
  if (images === null) {
    if (form.text('flavor') !== '') {
      form.refuse(
        'flavor',
        "it is set, but without 'images' the names in 'tags' are taken as they are.",
        "Set 'images', or leave 'flavor' out.",
      );
    }
    return { tags: readTags(form, push), version: '', described: null };
  }
  const { variables, facts } = form;
  const event = eventOf(variables, facts.event);
  const values = globalValues(event, facts.now, shaLength(form));
  warnOfCommitDate(form, event);
  const rules = readRules(form, { values, sha: event.sha });
  const { tags: names, version, notes } = tagNames(rules, readFlavor(form, values), event);
  for (const note of notes) {
    form.warn('tags', note);
  }
  const tags = tagsOfImages(form, images, names);
  if (push && tags.length === 0) {
    refuseNone(form, images, event);
  }
  const metadata = ociMetadata(event, version, facts.now);
  return { tags, version, described: { metadata, values, meta: metaValues(metadata, values) } };
}

function refuseNone(form: Form<NamingInput>, images: readonly string[], { name, ref }: GitEvent): void {
  if (form.isRefused('tags') || form.isRefused('images') || form.isRefused('flavor')) {
    return;
  }
  if (images.length === 0) {
    form.refuse(
      'images',
      "every image has enable=false, but 'push' needs a name to publish under.",
      "Set 'push' by the same condition.",
    );
    return;
  }
  form.refuse(
    'tags',
    `no rule gives a tag for the event ${quote(name)} of ${quote(ref)}, but 'push' needs a name to publish under.`,
    "Add a rule such as type=ref,event=branch or type=sha, or set 'push' only for events that have one.",
  );
}

const usualShaLength = 7;

/** docker/metadata-action takes it from the same variable. */
function shaLength({ variables }: Form<NamingInput>): number {
  const text = variables['DOCKER_METADATA_SHORT_SHA_LENGTH'] ?? '';
  return /^[1-9]\d?$/.test(text) ? Number(text) : usualShaLength;
}

/** Without it, the date would be another one in each run of one commit. */
function warnOfCommitDate(form: Form<NamingInput>, { commitDate, name }: GitEvent): void {
  const texts = ['tags', 'flavor', 'labels', 'annotations'].map((input) => form.variables[variableOf(input)]);
  if (commitDate === null && texts.some((text) => /\{\{\s*commit_date\b/.test(text ?? ''))) {
    form.warn(
      'tags',
      `an event ${quote(name)} does not say when the commit was made, so {{commit_date}} is the current time.`,
    );
  }
}
