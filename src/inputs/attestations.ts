import type { BuildOptions } from '../buildx/build-arguments.ts';
import { attributesOf } from './attributes.ts';
import type { Form } from './form.ts';
import { alternatives, quote } from './problems.ts';
import { provenanceFor } from './provenance.ts';
import { didYouMean, nearest } from './suggestion.ts';

export type Attestations = Pick<BuildOptions, 'attests' | 'provenance' | 'sbom'> & {
  /** Whether a single platform's image gets an index because of them. */
  readonly any: boolean;
  /** Provenance publishes the values of build arguments. */
  readonly publishesArguments: boolean;
};

const types = ['provenance', 'sbom'] as const;
type Type = (typeof types)[number];

/** Mirrors ParseAttests and CanonicalizeAttest of docker/buildx util/buildflags/attests.go. */
export function readAttestations(
  form: Form,
  variables: Readonly<Record<string, string>>,
  event: string | null,
): Attestations {
  const provenance = readParameters(form, 'provenance');
  const sbom = readParameters(form, 'sbom');
  const byType = new Map<Type, ReadonlyMap<string, string>>();
  const attests: string[] = [];
  for (const { text } of form.list('attests')) {
    const attributes = attributesOf('attests', text, form.problems);
    if (!attributes) {
      continue;
    }
    const name = attributes.get('type');
    const type = types.find((known) => known === name);
    if (type === undefined) {
      form.problems.add(
        'attests',
        name === undefined
          ? `${quote(text)} has no type, expected type=${alternatives(types)}.`
          : `${quote(text)} has the type ${quote(name)}, expected ${alternatives(types)}.`,
        didYouMean(name === undefined ? null : nearest(name, types)),
      );
    } else if (byType.has(type) || (type === 'provenance' ? provenance : sbom) !== null) {
      form.problems.add(
        'attests',
        `${quote(text)} asks a second time for ${type}.`,
        'Give each attestation once, here or in its own input.',
      );
    } else {
      byType.set(type, attributes);
      attests.push(text);
    }
  }
  const text = byType.has('provenance') ? null : provenanceFor(provenance?.text ?? null, variables, event);
  const provenanceAttributes =
    byType.get('provenance') ??
    (text === null || /^(?:true|false)$/.test(text)
      ? (provenance?.attributes ?? null)
      : (attributesOf('provenance', text, form.problems) ?? null));
  const sbomAttributes = byType.get('sbom') ?? sbom?.attributes ?? null;
  return {
    attests,
    provenance: text,
    sbom: sbom?.text ?? null,
    // buildx adds provenance by itself if nothing is said about it (build/opt.go), an SBOM never.
    any: !isDisabled(provenanceAttributes) || (sbomAttributes !== null && !isDisabled(sbomAttributes)),
    publishesArguments: !isDisabled(provenanceAttributes) && provenanceAttributes?.get('mode') === 'max',
  };
}

interface Parameters {
  readonly text: string;
  readonly attributes: ReadonlyMap<string, string>;
}

/** `true`, `false`, or attributes without the type, as buildx takes them. */
function readParameters(form: Form, input: Type): Parameters | null {
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
    form.problems.add(
      input,
      `expected true, false or parameters such as ${input === 'sbom' ? 'generator=IMAGE' : 'mode=max'}, got ${quote(text)}.`,
      didYouMean(meant),
    );
    return null;
  }
  const attributes = attributesOf(input, text, form.problems);
  if (attributes?.has('type')) {
    form.problems.add(
      input,
      `${quote(text)} has a type, but '${input}' takes only its parameters.`,
      "Leave out 'type=…', or use 'attests'.",
    );
  }
  return attributes && { text, attributes };
}

function isDisabled(attributes: ReadonlyMap<string, string> | null): boolean {
  return attributes !== null && /^(?:1|t|true)$/i.test(attributes.get('disabled') ?? '');
}
