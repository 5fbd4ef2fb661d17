import { isFalse } from '../oci/bool.ts';
import type { Platform } from '../oci/platform.ts';
import type { Export } from '../publish/exports.ts';
import { publishes, readImageAttributes } from './image-attributes.ts';
import { platformsByDefault } from './platforms.ts';
import { type Attributes, attributesOf } from './syntax/attributes.ts';
import type { Form } from './syntax/form.ts';
import { absolute, requireExpanded } from './syntax/paths.ts';
import type { Complaint } from './syntax/problems.ts';
import { alternatives, quote } from './syntax/quote.ts';
import { didYouMean, nearest } from './syntax/suggestion.ts';

/** Where the result goes. */
export interface Exporters {
  readonly push: boolean;
  readonly load: boolean;
  /** null: the daemon's own. */
  readonly platforms: readonly Platform[] | null;
  /** What is handed out once the image is verified, in this order. */
  readonly outputs: readonly Export[];
  /** How the staged image is to be made, each as `name=value`. */
  readonly imageAttributes: readonly string[];
}

/** What an exporter is held against. */
interface Mode {
  readonly push: boolean;
  readonly load: boolean;
  readonly asked: readonly Platform[];
}

/** A line of `outputs`. */
interface Line {
  /** In buildx's own CSV. */
  readonly text: string;
  readonly type: string;
  readonly attributes: Attributes;
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
  const mode = { push, load, asked };
  const lines = form.list('outputs').flatMap(({ text }) => lineOf(form, text, mode) ?? []);
  requireOwnPlaces(form, lines);
  const isShape = ({ type, attributes }: Line): boolean =>
    type === 'image' && (push || load || !attributes.has('name'));
  if (load && asked.length > 1) {
    form.refuse(
      'load',
      `it takes a single platform, but 'platforms' lists ${asked.length}: Docker's classic image store cannot hold an image of several.`,
      "Name one platform, or none for the daemon's own; or push in a second step.",
    );
  }
  return {
    push,
    load,
    platforms: platformsOf(asked, load),
    outputs: lines.filter((line) => !isShape(line)).map(exportOf),
    imageAttributes: readShape(form, lines, lines.filter(isShape), push),
  };
}

/** The one place that decides what an empty `platforms` means. */
function platformsOf(asked: readonly Platform[], load: boolean): readonly Platform[] | null {
  if (asked.length > 0) {
    return asked;
  }
  return load ? null : platformsByDefault();
}

/** A path alone is a folder for the files, as buildx reads it. null after a problem. */
function lineOf(form: Form<'outputs'>, given: string, mode: Mode): Line | null {
  const text = /[=,]|^-$/.test(given) ? given : `type=local,dest=${given}`;
  if (!text.includes('=')) {
    form.refuse('outputs', `${quote(text)} has no type; expected for example type=oci,dest=image.tar.`);
    return null;
  }
  const attributes = attributesOf(form, 'outputs', text);
  if (attributes === null) {
    return null;
  }
  const type = attributes.get('type');
  const complaint = typeComplaint(type) ?? exporterComplaint(type ?? '', attributes, mode);
  if (complaint !== null) {
    const [why, hint] = complaint;
    form.refuse('outputs', `${quote(text)} ${why}.`, hint);
    return null;
  }
  requireExpanded(form, 'outputs', attributes.get('dest') ?? '');
  return { text, type: type ?? '', attributes };
}

/** Two exporters that write to one place leave what the second one makes, or a mixture. */
function requireOwnPlaces(form: Form<'outputs'>, lines: readonly Line[]): void {
  const taken = new Map<string, string>();
  for (const { text, attributes } of lines) {
    const dest = attributes.get('dest');
    const place = dest === undefined ? null : absolute(dest, form.facts).replace(/(?<=.)\/+$/, '');
    const earlier = place === null ? undefined : taken.get(place);
    if (earlier !== undefined) {
      form.refuse(
        'outputs',
        `${quote(earlier)} and ${quote(text)} write to the same place.`,
        'Give each exporter a dest of its own.',
      );
    }
    if (place !== null) {
      taken.set(place, text);
    }
  }
}

/**
 * How the staged image is made: as a line of type=image says; without a push, as the first archive says.
 * There is one image, which is verified, so every archive holds that very one.
 */
function readShape(
  form: Form<'outputs'>,
  lines: readonly Line[],
  shapes: readonly Line[],
  push: boolean,
): readonly string[] {
  const [shape, ...others] = shapes;
  for (const { text } of others) {
    form.refuse(
      'outputs',
      `${quote(text)} is the second line that shapes the image, after ${quote(shape?.text ?? '')}.`,
      'One image is made, so write all of its attributes on one line.',
    );
  }
  const archives = lines.filter(({ type }) => type === 'oci');
  const [first] = archives;
  const made =
    shape === undefined
      ? ownAttributes(push ? undefined : first)
      : readImageAttributes(form, shape.text, shape.attributes);
  for (const archive of archives) {
    const other = ownAttributes(archive).find((attribute) => !made.includes(attribute));
    if (other !== undefined) {
      form.refuse(
        'outputs',
        `${quote(other)} in ${quote(archive.text)} would make another image than the one that is verified${push ? ' and pushed' : ''}.`,
        `Write what shapes the image once for all, as in type=image,${other}; or use a step for each image.`,
      );
    }
  }
  return made;
}

/** Of an archive: what does not say where it goes. */
function ownAttributes(line: Line | undefined): readonly string[] {
  return [...(line?.attributes ?? [])]
    .filter(([name]) => !['type', 'dest', 'tar'].includes(name))
    .map(([name, value]) => `${name}=${value}`);
}

function exportOf({ text, type, attributes }: Line): Export {
  const dest = attributes.get('dest') ?? '';
  return type === 'oci'
    ? { kind: 'archive', dest, tar: !isFalse(attributes.get('tar') ?? '') }
    : { kind: 'exporter', output: text };
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
