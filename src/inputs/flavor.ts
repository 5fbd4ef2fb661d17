import { expand, isFlaw, type Values } from '../names/expression.ts';
import type { Flavor } from '../names/rules.ts';
import { hasOnly, type NamingLine, namingLines, switchOf } from './naming-lines.ts';
import type { Form } from './syntax/form.ts';
import { quote } from './syntax/quote.ts';

/** A prefix or a suffix, and whether `latest` gets it too. */
interface Affix {
  readonly text: string;
  readonly onLatest: boolean;
}

const noAffix: Affix = { text: '', onLatest: false };

/** What `flavor` says, with what holds where it says nothing. The later line wins. */
export function readFlavor(form: Form<'flavor'>, values: Values): Flavor {
  const lines = namingLines(form, 'flavor').filter((line) => isFlavorLine(form, line));
  const affix = (name: 'prefix' | 'suffix'): Affix => {
    const line = lines.findLast(({ attributes }) => attributes.has(name));
    return line === undefined ? noAffix : affixOf(form, values, [line, name]);
  };
  const [prefix, suffix] = [affix('prefix'), affix('suffix')];
  const latest = lines
    .map(({ attributes }) => attributes.get('latest'))
    .findLast((value) => value !== undefined);
  return {
    latest: latest === undefined || latest === 'auto' ? 'auto' : isLatest(form, latest),
    prefix: prefix.text,
    suffix: suffix.text,
    latestName: `${prefix.onLatest ? prefix.text : ''}latest${suffix.onLatest ? suffix.text : ''}`,
  };
}

function isFlavorLine(form: Form<'flavor'>, line: NamingLine): boolean {
  if (line.bare.length > 0 || line.attributes.size === 0) {
    form.refuse(
      'flavor',
      `${quote(line.text)} is not of the form name=value; expected for example latest=false.`,
    );
    return false;
  }
  return hasOnly(form, 'flavor', line, ['latest', 'prefix', 'suffix', 'onlatest']);
}

function affixOf(
  form: Form<'flavor'>,
  values: Values,
  [{ text, attributes }, name]: readonly [NamingLine, string],
): Affix {
  const expanded = expand(attributes.get(name) ?? '', values);
  if (isFlaw(expanded)) {
    form.refuse('flavor', `${quote(text)} ${expanded.flaw}.`, expanded.hint);
    return noAffix;
  }
  const onLatest = attributes.get('onlatest');
  return {
    text: expanded,
    onLatest: onLatest !== undefined && switchOf(form, 'flavor', ['onlatest', onLatest]) === true,
  };
}

function isLatest(form: Form<'flavor'>, text: string): boolean {
  if (text !== 'true' && text !== 'false') {
    form.refuse('flavor', `expected auto, true or false for 'latest', got ${quote(text)}.`);
  }
  return text === 'true';
}
