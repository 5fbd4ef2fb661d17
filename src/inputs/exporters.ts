import type { Platform } from '../oci/platform.ts';
import { publishes, readImageAttributes } from './image-attributes.ts';
import { platformsByDefault } from './platforms.ts';
import { type Attributes, attributesOf } from './syntax/attributes.ts';
import type { Form } from './syntax/form.ts';
import { requireExpanded } from './syntax/paths.ts';
import type { Complaint } from './syntax/problems.ts';
import { alternatives, quote } from './syntax/quote.ts';
import { didYouMean, nearest } from './syntax/suggestion.ts';

/** What `outputs` asks for. */
interface Output {
  /** An exporter to run once the image is verified; null for none. */
  readonly output: string | null;
  /** How the staged image is to be made, each as `name=value`. */
  readonly imageAttributes: readonly string[];
}

export interface Exporters extends Output {
  readonly load: boolean;
  /** null: the daemon's own. */
  readonly platforms: readonly Platform[] | null;
}

/** What an exporter is held against. */
interface Mode {
  readonly push: boolean;
  readonly load: boolean;
  readonly asked: readonly Platform[];
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
  const { output, imageAttributes } = readOutput(form, { push, load, asked });
  for (const [input, isOn] of Object.entries({ push, load })) {
    if (output !== null && isOn && !form.isRefused('outputs')) {
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
  return { load, output, imageAttributes, platforms: platformsOf(asked, load) };
}

/** The one place that decides what an empty `platforms` means. */
function platformsOf(asked: readonly Platform[], load: boolean): readonly Platform[] | null {
  if (asked.length > 0) {
    return asked;
  }
  return load ? null : platformsByDefault();
}

function readOutput(form: Form<'outputs'>, mode: Mode): Output {
  const entries = form.list('outputs');
  const [first] = entries;
  if (!first) {
    return { output: null, imageAttributes: [] };
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
      return readExporter(form, output, attributes, mode);
    }
  }
  return { output, imageAttributes: [] };
}

function readExporter(form: Form<'outputs'>, output: string, attributes: Attributes, mode: Mode): Output {
  const type = attributes.get('type');
  const complaint = typeComplaint(type) ?? exporterComplaint(type ?? '', attributes, mode);
  if (complaint !== null) {
    const [why, hint] = complaint;
    form.refuse('outputs', `${quote(output)} ${why}.`, hint);
    return { output, imageAttributes: [] };
  }
  if (type === 'image' && (mode.push || mode.load || !attributes.has('name'))) {
    return { output: null, imageAttributes: readImageAttributes(form, output, attributes) };
  }
  requireExpanded(form, 'outputs', attributes.get('dest') ?? '');
  return { output, imageAttributes: [] };
}

function typeComplaint(type: string | undefined): Complaint | null {
  if (type === undefined) {
    return ['has no type; expected for example type=oci,dest=image.tar'];
  }
  return types.includes(type)
    ? null
    : [
        `has the unknown type ${quote(type)}; expected ${alternatives(types)}`,
        didYouMean(nearest(type, types)),
      ];
}

function exporterComplaint(type: string, attributes: Attributes, { asked }: Mode): Complaint | null {
  if (publishes(type, attributes)) {
    return [
      'would publish the image without verifying it first, so that a tag could point at something else than what was asked for',
      "Use 'push: true' and 'tags' instead. What shapes the image may stay, as in type=image,compression=zstd.",
    ];
  }
  if (type === 'docker' && asked.length !== 1) {
    return [
      "takes a single platform: BuildKit's docker exporter cannot write an image of several",
      "Name one platform in 'platforms', or use type=oci.",
    ];
  }
  return toFiles.includes(type) && [undefined, '', '-'].includes(attributes.get('dest'))
    ? ['does not say where to write; expected dest=PATH']
    : null;
}
