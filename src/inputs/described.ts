import { expand, isFlaw, type Values } from '../names/expression.ts';
import type { Described } from './naming.ts';
import type { Form } from './syntax/form.ts';
import { quote } from './syntax/quote.ts';

const metaExpression = /\{\{\s*meta\.[^}]*\}\}/g;

/**
 * An entry of `labels` or `annotations` with its expressions replaced; null after a problem. Without `images`
 * it arrives as it is written.
 */
export function expandedEntry<N extends string>(
  form: Form<N>,
  input: N,
  text: string,
  described: Described | null,
): string | null {
  if (described === null) {
    return requireImages(form, input, text);
  }
  const { values, meta } = described;
  return expandedText(form, input, text, {
    texts: { ...values.texts, ...meta.texts },
    dates: values.dates,
  });
}

/** A build argument with `{{meta.…}}` replaced, and all else in braces left to whoever reads it. */
export function expandedArgument<N extends string>(
  form: Form<N>,
  input: N,
  text: string,
  described: Described | null,
): string | null {
  if (described === null) {
    return requireImages(form, input, text);
  }
  let wrong = false;
  const expanded = text.replace(metaExpression, (expression) => {
    const value = expandedText(form, input, expression, described.meta);
    wrong ||= value === null;
    return value ?? '';
  });
  return wrong ? null : expanded;
}

function expandedText<N extends string>(
  form: Form<N>,
  input: N,
  text: string,
  values: Values,
): string | null {
  const expanded = expand(text, values);
  if (!isFlaw(expanded)) {
    return expanded;
  }
  form.refuse(input, `${quote(text)} ${expanded.flaw}.`, expanded.hint);
  return null;
}

function requireImages<N extends string>(form: Form<N>, input: N, text: string): string | null {
  const [expression] = text.match(metaExpression) ?? [];
  if (expression === undefined) {
    return text;
  }
  form.refuse(
    input,
    `${quote(expression)} says what 'images' and the rules in 'tags' make of the event, but 'images' is empty.`,
    "Set 'images', or write the value itself.",
  );
  return null;
}
