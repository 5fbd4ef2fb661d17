import type { Platform } from '../oci/platform.ts';
import type { Tag } from '../oci/reference.ts';
import { attributesOf } from './attributes.ts';
import type { Form } from './form.ts';
import { platformsByDefault } from './platforms.ts';
import { alternatives, quote } from './problems.ts';
import { didYouMean, nearest } from './suggestion.ts';

export interface Exporters {
  readonly push: boolean;
  readonly load: boolean;
  readonly output: string | null;
  /** null: the daemon's own. */
  readonly platforms: readonly Platform[] | null;
}

const types = ['local', 'tar', 'oci', 'docker', 'image', 'registry', 'cacheonly'];
const toFiles = ['local', 'tar', 'oci'];

/** Where the result goes, held against the platforms and the tags. */
export function readExporters(form: Form, asked: readonly Platform[], tags: readonly Tag[]): Exporters {
  const { problems } = form;
  const push = form.flag('push');
  const load = form.flag('load');
  const output = readOutput(form, asked);
  if (push && tags.length === 0 && !problems.has('tags')) {
    problems.add(
      'tags',
      "it is empty, but 'push' needs a name to publish under.",
      "Write for example 'ghcr.io/acme/app:1.0'.",
    );
  }
  for (const input of ['push', 'load'] as const) {
    if (output !== null && (input === 'push' ? push : load)) {
      problems.add(
        'outputs',
        `it cannot be combined with '${input}': with two exporters in one build BuildKit reports the digest of the wrong one.`,
        'Use two steps; the second one takes everything from the cache.',
      );
    }
  }
  if (load && asked.length > 1) {
    problems.add(
      'load',
      `it takes one platform, but 'platforms' has ${asked.length}: the classic image store of Docker holds no image of several.`,
      "Name one platform, or none for the daemon's own; or use a second step with 'push'.",
    );
  }
  const platforms = asked.length > 0 ? asked : load ? null : platformsByDefault();
  return { push, load, output, platforms };
}

function readOutput(form: Form, asked: readonly Platform[]): string | null {
  const { problems } = form;
  const entries = form.list('outputs');
  const [first] = entries;
  if (!first) {
    return null;
  }
  if (entries.length > 1) {
    problems.add(
      'outputs',
      `expected one exporter, got ${entries.length}: ${entries.map(({ text }) => quote(text)).join(', ')}.`,
      'Use a step for each; the later ones take everything from the cache.',
    );
    return first.text;
  }
  const output = first.text;
  if (!output.includes('=')) {
    problems.add(
      'outputs',
      `${quote(output)} has no type, expected for example type=oci,dest=image.tar.`,
      output === '-' ? undefined : didYouMean(`type=local,dest=${output}`),
    );
    return output;
  }
  const attributes = attributesOf('outputs', output, problems);
  if (attributes) {
    checkExporter(form, output, attributes, asked);
  }
  return output;
}

function checkExporter(
  form: Form,
  output: string,
  attributes: ReadonlyMap<string, string>,
  asked: readonly Platform[],
): void {
  const { problems } = form;
  const type = attributes.get('type');
  if (type === undefined) {
    problems.add('outputs', `${quote(output)} has no type, expected for example type=oci,dest=image.tar.`);
  } else if (!types.includes(type)) {
    problems.add(
      'outputs',
      `${quote(output)} has the type ${quote(type)}, expected ${alternatives(types)}.`,
      didYouMean(nearest(type, types)),
    );
  } else if (type === 'registry' || isOn(attributes.get('push')) || isOn(attributes.get('push-by-digest'))) {
    problems.add(
      'outputs',
      `${quote(output)} publishes past the verification, and a tag could point at an image that is not what was asked for.`,
      "Use 'push: true' and 'tags'; the image is pushed by digest first.",
    );
  } else if (type === 'docker' && asked.length !== 1) {
    problems.add(
      'outputs',
      `${quote(output)} takes one platform: BuildKit's docker exporter writes no image of several.`,
      "Name one platform in 'platforms', or use type=oci.",
    );
  } else if (toFiles.includes(type) && [undefined, '', '-'].includes(attributes.get('dest'))) {
    problems.add('outputs', `${quote(output)} says not where to write, expected dest=PATH.`);
  }
}

/** An attribute without a value never gets here; buildx reads booleans by strconv.ParseBool. */
function isOn(value: string | undefined): boolean {
  return value !== undefined && /^(?:1|t|true)$/i.test(value);
}
