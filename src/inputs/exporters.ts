import type { Platform } from '../oci/platform.ts';
import { platformsByDefault } from './platforms.ts';
import { type Attributes, attributesOf } from './syntax/attributes.ts';
import type { Form } from './syntax/form.ts';
import { alternatives, quote } from './syntax/quote.ts';
import { didYouMean, nearest } from './syntax/suggestion.ts';

export interface Exporters {
  readonly load: boolean;
  readonly output: string | null;
  /** null: the daemon's own. */
  readonly platforms: readonly Platform[] | null;
}

const types = ['local', 'tar', 'oci', 'docker', 'image', 'registry', 'cacheonly'];
const toFiles = ['local', 'tar', 'oci'];

/** Where the result goes, held against the platforms that were asked for. */
export function readExporters(
  form: Form<'load' | 'outputs'>,
  push: boolean,
  asked: readonly Platform[],
): Exporters {
  const load = form.flag('load');
  const output = readOutput(form, asked);
  for (const [input, isOn] of Object.entries({ push, load })) {
    if (output !== null && isOn) {
      form.refuse(
        'outputs',
        `it cannot be combined with '${input}': with two exporters in one build, BuildKit reports the digest of the wrong one.`,
        'Use two steps; the second takes everything from the cache.',
      );
    }
  }
  if (load && asked.length > 1) {
    form.refuse(
      'load',
      `it takes a single platform, but 'platforms' lists ${asked.length}: Docker's classic image store cannot hold an image of several.`,
      "Name one platform, or none for the daemon's own; or push in a second step.",
    );
  }
  return { load, output, platforms: platformsOf(asked, load) };
}

/** The one place that decides what an empty `platforms` means. */
function platformsOf(asked: readonly Platform[], load: boolean): readonly Platform[] | null {
  if (asked.length > 0) {
    return asked;
  }
  return load ? null : platformsByDefault();
}

function readOutput(form: Form<'outputs'>, asked: readonly Platform[]): string | null {
  const entries = form.list('outputs');
  const [first] = entries;
  if (!first) {
    return null;
  }
  const output = first.text;
  if (entries.length > 1) {
    form.refuse(
      'outputs',
      `expected one exporter, got ${entries.length}: ${entries.map(({ text }) => quote(text)).join(', ')}.`,
      'Use a step for each; the later ones take everything from the cache.',
    );
  } else if (!output.includes('=')) {
    form.refuse(
      'outputs',
      `${quote(output)} has no type; expected for example type=oci,dest=image.tar.`,
      output === '-' ? undefined : didYouMean(`type=local,dest=${output}`),
    );
  } else {
    const attributes = attributesOf(form, 'outputs', output);
    if (attributes) {
      checkExporter(form, output, attributes, asked);
    }
  }
  return output;
}

function checkExporter(
  form: Form<'outputs'>,
  output: string,
  attributes: Attributes,
  asked: readonly Platform[],
): void {
  const type = attributes.get('type');
  if (type === undefined) {
    form.refuse('outputs', `${quote(output)} has no type; expected for example type=oci,dest=image.tar.`);
  } else if (!types.includes(type)) {
    form.refuse(
      'outputs',
      `${quote(output)} has the unknown type ${quote(type)}; expected ${alternatives(types)}.`,
      didYouMean(nearest(type, types)),
    );
  } else if (type === 'registry' || isOn(attributes.get('push')) || isOn(attributes.get('push-by-digest'))) {
    form.refuse(
      'outputs',
      `${quote(output)} would publish the image without verifying it first, so that a tag could point at something else than what was asked for.`,
      "Use 'push: true' and 'tags' instead.",
    );
  } else if (type === 'docker' && asked.length !== 1) {
    form.refuse(
      'outputs',
      `${quote(output)} takes a single platform: BuildKit's docker exporter cannot write an image of several.`,
      "Name one platform in 'platforms', or use type=oci.",
    );
  } else if (toFiles.includes(type) && [undefined, '', '-'].includes(attributes.get('dest'))) {
    form.refuse('outputs', `${quote(output)} does not say where to write; expected dest=PATH.`);
  }
}

/** An attribute without a value never gets here; buildx reads booleans by strconv.ParseBool. */
function isOn(value: string | undefined): boolean {
  return value !== undefined && /^(?:1|t|true)$/i.test(value);
}
