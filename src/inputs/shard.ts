import type { Form } from './syntax/form.ts';
import { quote } from './syntax/quote.ts';

/** `false`: null. `true`: the only image of the run, an empty name; everything else is the name of one. */
export function readShard(
  form: Form<'shard' | 'publish'>,
  { push, exports }: { readonly push: boolean; readonly exports: boolean },
): string | null {
  const text = form.text('shard');
  if (/^(?:false|False|FALSE)$/.test(text)) {
    return null;
  }
  const image = /^(?:true|True|TRUE)$/.test(text) ? '' : text;
  if (image !== '' && !isBuildName(image)) {
    form.refuse(
      'shard',
      `expected true, false, or the name of an image in letters, digits, hyphens and underscores, got ${quote(text)}.`,
    );
  }
  if (!push) {
    form.refuse('shard', "it needs 'push: true': the platforms of all jobs meet in the registry.");
  }
  if (exports) {
    form.refuse(
      'shard',
      "it cannot be combined with 'load' or 'outputs'.",
      'Load or export the image in a step of its own.',
    );
  }
  if (form.text('publish') === 'direct') {
    form.refuse('shard', "it cannot be combined with 'publish: direct', which moves the tags.");
  }
  return image;
}

/** What a file, an artifact and an output of a job may be called alike. */
export function isBuildName(text: string): boolean {
  return /^[A-Za-z][A-Za-z0-9_-]{0,63}$/.test(text);
}
