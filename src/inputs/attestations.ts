import type { BuildOptions } from '../buildx/build-arguments.ts';
import { provenanceFor } from './provenance.ts';
import { type Attributes, attributesOf } from './syntax/attributes.ts';
import type { Form } from './syntax/form.ts';
import { alternatives, quote } from './syntax/quote.ts';
import { didYouMean, nearest } from './syntax/suggestion.ts';

export type Attestations = Pick<BuildOptions, 'attests' | 'provenance' | 'sbom'> & {
  /** Whether a single platform's image gets an index because of them, where it is pushed. */
  readonly any: boolean;
  /** Whether it gets one in an archive too: provenance that is for inlining alone stays out of it. */
  readonly stored: boolean;
  /** Provenance publishes the values of build arguments. */
  readonly publishesArguments: boolean;
};

export type AttestationInput = 'attests' | 'provenance' | 'sbom';

const types = ['provenance', 'sbom'] as const;
type Type = (typeof types)[number];

/** Mirrors ParseAttests and CanonicalizeAttest of docker/buildx util/buildflags/attests.go. */
export function readAttestations(form: Form<AttestationInput>): Attestations {
  const own = { provenance: readParameters(form, 'provenance'), sbom: readParameters(form, 'sbom') };
  const { attests, byType } = readAttests(
    form,
    types.filter((type) => own[type] !== null),
  );
  const { variables, facts } = form;
  const text = byType.has('provenance')
    ? null
    : provenanceFor(own.provenance?.text ?? null, variables, facts.event);
  const provenance =
    byType.get('provenance') ??
    (text === null || /^(?:true|false)$/.test(text)
      ? (own.provenance?.attributes ?? null)
      : attributesOf(form, 'provenance', text));
  const sbom = byType.get('sbom') ?? own.sbom?.attributes ?? null;
  // buildx adds provenance by itself if nothing is said about it (build/opt.go), an SBOM never.
  const hasSbom = sbom !== null && !isDisabled(sbom);
  const isInlined = provenance === null || isOn(provenance.get('inline-only'));
  return {
    attests,
    provenance: text,
    sbom: own.sbom?.text ?? null,
    any: !isDisabled(provenance) || hasSbom,
    stored: (!isDisabled(provenance) && !isInlined) || hasSbom,
    publishesArguments: !isDisabled(provenance) && provenance?.get('mode') === 'max',
  };
}

interface Attests {
  readonly attests: readonly string[];
  readonly byType: ReadonlyMap<Type, Attributes>;
}

/** `taken`: the types that have been asked for by inputs of their own. */
function readAttests(form: Form<'attests'>, taken: readonly Type[]): Attests {
  const byType = new Map<Type, Attributes>();
  const attests: string[] = [];
  for (const { text } of form.list('attests')) {
    const attributes = attributesOf(form, 'attests', text);
    const type = attributes && attestationType(form, text, attributes);
    if (!attributes || !type) {
      continue;
    }
    if (byType.has(type) || taken.includes(type)) {
      form.refuse(
        'attests',
        `${quote(text)} asks for ${type} a second time.`,
        'Ask for each attestation once, either here or in its own input.',
      );
      continue;
    }
    byType.set(type, attributes);
    attests.push(text);
  }
  return { attests, byType };
}

function attestationType(form: Form<'attests'>, text: string, attributes: Attributes): Type | null {
  const name = attributes.get('type');
  const type = types.find((known) => known === name);
  if (type !== undefined) {
    return type;
  }
  if (name === undefined) {
    form.refuse(
      'attests',
      `${quote(text)} has no type; expected ${alternatives(types.map((type) => `type=${type}`))}.`,
    );
  } else {
    form.refuse(
      'attests',
      `${quote(text)} has the unknown type ${quote(name)}; expected ${alternatives(types)}.`,
      didYouMean(nearest(name, types)),
    );
  }
  return null;
}

interface Parameters {
  readonly text: string;
  readonly attributes: Attributes;
}

/** `true`, `false`, or attributes without the type, as buildx takes them. */
function readParameters(form: Form<Type>, input: Type): Parameters | null {
  const text = form.optional(input);
  if (text === null) {
    return null;
  }
  if (/^(?:true|false)$/i.test(text)) {
    const on = text.toLowerCase() === 'true';
    return { text: String(on), attributes: new Map([['disabled', String(!on)]]) };
  }
  if (!text.includes('=')) {
    const meant = /^(?:min|max)$/.test(text) ? `mode=${text}` : nearest(text, ['true', 'false']);
    form.refuse(
      input,
      `expected true, false or parameters such as ${input === 'sbom' ? 'generator=IMAGE' : 'mode=max'}, got ${quote(text)}.`,
      didYouMean(meant),
    );
    return null;
  }
  const attributes = attributesOf(form, input, text);
  if (attributes?.has('type')) {
    form.refuse(
      input,
      `${quote(text)} has a type, but '${input}' takes only parameters.`,
      "Leave out 'type=…', or use 'attests'.",
    );
  }
  return attributes && { text, attributes };
}

function isDisabled(attributes: Attributes | null): boolean {
  return attributes !== null && isOn(attributes.get('disabled'));
}

function isOn(value: string | undefined): boolean {
  return /^(?:1|t|true)$/i.test(value ?? '');
}
