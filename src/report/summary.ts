import { ActionError, type BuildEvidence, messageOf } from '../errors.ts';
import { formatPlatforms } from '../oci/platform.ts';
import { formatTag, pinned, type Tag } from '../oci/reference.ts';
import { formatDuration } from '../session/duration.ts';
import type { Outcome, Publication } from '../session/ledger.ts';
import { advice } from './advice.ts';
import { givenInputs, howToUse, legTable, phaseTimes, slowest, verification } from './details.ts';
import { defectLines, failureLines } from './failure-part.ts';
import { code, escapeMarkup, fenced, listed, withoutSecrets } from './markup.ts';
import { platformTable } from './platform-rows.ts';
import { timeline } from './timeline.ts';

/** What a step's part of the job's summary is made of. */
export interface SummaryRequest {
  readonly facts: Outcome;
  readonly publication: Publication;
  /** What was thrown; null for a success. */
  readonly failure: unknown;
  /** Where the image was to go, as far as the inputs could be read. */
  readonly tags: readonly Tag[];
  /** The inputs that are not as the action has them by default. */
  readonly given: readonly (readonly [name: string, value: string])[];
  /** Names and versions of what the step works with. */
  readonly versions: readonly string[];
  /** Addresses of the documentation. */
  readonly docs: { readonly errors: string; readonly faster: string };
  /** What the step took, in milliseconds. */
  readonly tookMs: number;
  /** What must not show: the runner masks summaries too, but not a secret that was escaped for Markdown. */
  readonly secrets: readonly string[];
}

/** In bytes. GitHub takes 1 MiB a step, and other steps of the job have something to tell too. */
const longestSummary = 400_000;
const mostTags = 20;

/** The step's part of the job's summary, in Markdown. */
export function renderSummary(asked: SummaryRequest): string {
  const request = redacted(asked);
  const head = headOf(request);
  const parts = [
    howToUse(request.facts),
    verification(request.facts),
    slowest(request.facts),
    givenInputs(request.given),
  ].filter((part) => part.length > 0);
  const foot = [
    `<sub>${[phaseTimes(request.facts), ...request.versions].filter(Boolean).map(escapeMarkup).join(' · ')}</sub>`,
    '',
  ];
  for (let kept = parts.length; kept > 0; kept--) {
    const text = [...head, ...parts.slice(0, kept).flat(), ...foot].join('\n');
    if (Buffer.byteLength(text) <= longestSummary) {
      return text;
    }
  }
  return [...head, ...foot].join('\n');
}

function headOf(request: SummaryRequest): readonly string[] {
  const { facts, publication, failure, docs } = request;
  const told =
    failure instanceof ActionError
      ? failureLines(failure, publication, docs.errors)
      : defectLines(messageOf(failure), publication);
  return [
    `### ${heading(request)}`,
    '',
    ...(failure === null ? [sentence(request), ''] : told),
    ...(facts.verified === null || facts.repository === null
      ? []
      : fenced(pinned(facts.repository, facts.verified.digest))),
    ...platformTable(facts),
    ...legTable(facts.legs),
    ...advice(facts, docs.faster),
    ...timeline(facts),
  ];
}

function heading({ facts, failure, tags }: SummaryRequest): string {
  const name = facts.repository ?? tags[0]?.repository ?? 'the image';
  if (failure !== null) {
    return `❌ Failed: ${escapeMarkup(name)}`;
  }
  return `✅ ${facts.tags.length > 0 ? 'Published' : 'Built'}: ${escapeMarkup(name)}`;
}

function sentence({ facts, tookMs }: SummaryRequest): string {
  const { verified, tags } = facts;
  const took = formatDuration(tookMs);
  if (verified === null) {
    return `It took ${took}.`;
  }
  const platforms = formatPlatforms(verified.images.map(({ platform }) => platform));
  if (tags.length === 0) {
    return `Built and verified for ${platforms} in ${took}, and published nowhere. Its digest is ${code(verified.digest)}.`;
  }
  const names = tags.slice(0, mostTags).map((tag) => code(formatTag(tag)));
  const more = tags.length > mostTags ? [`${tags.length - mostTags} more`] : [];
  return `${listed([...names, ...more])} ${tags.length === 1 ? 'is' : 'are'} the image for ${platforms}, ${facts.legs.length > 0 ? 'assembled' : 'built'}, verified and tagged in ${took}.`;
}

/** Without secrets, wherever user text comes in. */
function redacted(request: SummaryRequest): SummaryRequest {
  const { facts, failure, given, secrets } = request;
  const clean = (text: string): string => withoutSecrets(text, secrets);
  return {
    ...request,
    facts: {
      ...facts,
      steps: facts.steps.map((step) => ({ ...step, what: clean(step.what) })),
      verified:
        facts.verified === null ? null : { ...facts.verified, binaries: facts.verified.binaries.map(clean) },
    },
    given: given.map(([name, value]) => [name, clean(value)] as const),
    failure: failure instanceof ActionError ? redactedError(failure, clean) : redactedDefect(failure, clean),
  };
}

function redactedError(error: ActionError, clean: (text: string) => string): ActionError {
  const { evidence, hint } = error;
  return new ActionError(error.code, clean(error.message), {
    hint: hint === undefined ? undefined : clean(hint),
    evidence: evidence === undefined ? undefined : redactedEvidence(evidence, clean),
  });
}

function redactedEvidence({ excerpt, steps }: BuildEvidence, clean: (text: string) => string): BuildEvidence {
  return {
    excerpt: excerpt === null ? null : { ...excerpt, text: clean(excerpt.text) },
    steps: steps.map((step) => ({ ...step, what: clean(step.what), output: step.output.map(clean) })),
  };
}

function redactedDefect(failure: unknown, clean: (text: string) => string): unknown {
  return failure === null ? null : new Error(clean(messageOf(failure)));
}
