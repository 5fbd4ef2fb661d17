import { isFalse } from '../oci/bool.ts';
import type { Attributes } from './syntax/attributes.ts';
import type { Form } from './syntax/form.ts';
import type { Complaint } from './syntax/problems.ts';
import { alternatives, quote } from './syntax/quote.ts';
import { didYouMean } from './syntax/suggestion.ts';

/** As strconv.ParseBool reads it. */
const boolean = /^(?:1|t|T|TRUE|true|True|0|f|F|FALSE|false|False)$/;
const compressions = ['uncompressed', 'gzip', 'estargz', 'zstd'];

interface Shape {
  readonly pattern: RegExp;
  readonly expected: string;
}

const flag: Shape = { pattern: boolean, expected: 'true or false' };

/**
 * Attributes of the image exporter that say what the image is made of: moby/buildkit
 * exporter/containerimage/exptypes/keys.go. The OCI exporter knows them, too.
 */
const shapes: ReadonlyMap<string, Shape> = new Map([
  [
    'compression',
    { pattern: new RegExp(`^(?:${compressions.join('|')})$`), expected: alternatives(compressions) },
  ],
  ['compression-level', { pattern: /^(?:1?\d|2[0-2])$/, expected: 'a number from 0 to 22' }],
  ['force-compression', flag],
  ['oci-artifact', flag],
  ['oci-mediatypes', flag],
  ['prefer-nondist-layers', flag],
  ['rewrite-timestamp', flag],
  ['source-date-epoch', { pattern: /^\d{1,12}$/, expected: 'seconds since 1970' }],
]);

/** Attributes that say where the image goes. What is false says nothing. */
const placing = ['push', 'push-by-digest', 'name-canonical'];

/** Whether an exporter pushes, so that tags would move before anything is verified. */
export function publishes(type: string, attributes: Attributes): boolean {
  return type === 'registry' || isOn(attributes.get('push')) || isOn(attributes.get('push-by-digest'));
}

/** BuildKit takes an attribute that is set to nothing for true. */
function isOn(value: string | undefined): boolean {
  return value !== undefined && !isFalse(value);
}

/**
 * The attributes of `type=image` that shape the image, each as `name=value`. They go with the exporter of
 * this action's own, which stages the image.
 */
export function readImageAttributes(
  form: Form<'outputs'>,
  output: string,
  attributes: Attributes,
): readonly string[] {
  return [...attributes].flatMap(([name, value]) => {
    if (name === 'type' || (placing.includes(name) && !isOn(value))) {
      return [];
    }
    const complaint = attributeComplaint(name, value);
    if (complaint !== null) {
      const [why, hint] = complaint;
      form.refuse('outputs', `${quote(`${name}=${value}`)} in ${quote(output)} ${why}.`, hint);
    }
    return complaint === null ? [`${name}=${value}`] : [];
  });
}

function attributeComplaint(name: string, value: string): Complaint | null {
  const shape = shapes.get(name);
  if (shape !== undefined) {
    return shape.pattern.test(value) ? null : [`has an invalid value; expected ${shape.expected}`];
  }
  const [, level = '', key = ''] =
    /^annotation(?:-([a-z-]+(?:\[[^\]]*\])?)|\[[^\]]*\])?\.(.+)$/.exec(name) ?? [];
  if (key !== '') {
    const annotation = `${level === '' ? '' : `${level}:`}${key}=${value}`;
    return ["has an input of its own, 'annotations'", didYouMean(annotation)];
  }
  return [
    `is not an attribute that shapes the image; expected ${alternatives([...shapes.keys()])}`,
    "Leave it out: 'push', 'load' and 'tags' say where the image goes.",
  ];
}
