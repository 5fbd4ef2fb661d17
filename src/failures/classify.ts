import { type FailedStep, readEvidence } from './evidence.ts';
import { gitRefusals, gitRules } from './git.ts';
import { networkRules } from './network.ts';
import { hostOf, type Operation, operationOf, tokenAsked } from './operation.ts';
import {
  absent,
  type FailureClass,
  finalRules,
  type Reason,
  type Rule,
  refusalRules,
  stepFailed,
  type Verdict,
  weakRules,
} from './rules.ts';
import { byStatus, retryAfter, withoutBody } from './status.ts';

export interface Failure {
  readonly class: FailureClass;
  /** As the other side asked, if it did. */
  readonly retryAfterMs?: number;
  /** What tells most, on one line. */
  readonly detail: string;
  /** One further attempt is worth it whatever the class is, and more are not. */
  readonly once?: true;
  readonly reason?: Reason;
  /** What was being done with another machine, where the text tells. */
  readonly operation?: Operation;
  /** The machine that it was done with, where the text names it. */
  readonly host?: string;
}

/** buildx's own (cmd/buildx/main.go). */
const exitCanceled = 130;
const exitResourceExhausted = 102;
/** Of a process that a signal ended, as a shell tells it. */
const exitKilled: readonly (number | null)[] = [null, 137, 143];

/**
 * What kind of failure a command's whole stderr tells of. Its final error line alone does not say
 * it: BuildKit drops the HTTP status when the registry sends a JSON body, and only the progress log
 * has it. What the user's own RUN instructions print is never read as a reason to try again.
 */
export function classifyFailure(stderr: string, code: number | null): Failure {
  const evidence = readEvidence(stderr);
  const final = withoutBody(evidence.final);
  if (code === exitCanceled) {
    return { class: 'cancelled', detail: shorten(final) || ended(code) };
  }
  if (!evidence.concluded && exitKilled.includes(code)) {
    return { class: 'cancelled', detail: ended(code) };
  }
  if (stepFailed.test(final)) {
    const full = evidence.output.findLast((line) => /no space left on device/i.test(line));
    return full === undefined
      ? { class: 'user', detail: shorten(final) }
      : { class: 'disk', detail: shorten(full) };
  }
  const { detail, ...verdict } = judge(final, evidence.log, code);
  const asked = /oauth token|failed to authorize/.test(final)
    ? tokenAsked([...evidence.log, ...evidence.failed.map(({ title }) => title)])
    : null;
  const operation = operationOf(final) ?? asked?.operation ?? null;
  const from = operation === 'download' ? downloadOf(final, evidence.failed) : '';
  const host = hostOf(`${final}${from}`) ?? asked?.host ?? null;
  return {
    ...verdict,
    detail: `${detail || ended(code)}${from}`,
    ...waiting(verdict, [...evidence.log, final]),
    ...(operation === null ? {} : { operation }),
    ...(host === null ? {} : { host }),
  };
}

function judge(
  final: string,
  log: readonly string[],
  code: number | null,
): Verdict & Pick<Failure, 'detail'> {
  const detail = shorten(final);
  const said = fromFinal(final, log, code);
  if (said) {
    return { ...said, detail };
  }
  for (const line of log.toReversed()) {
    const logged = byStatus(line) ?? first(lossRules, line);
    // A warning on the way may hold words of any class; only the network's failures are looked for there.
    if (logged?.class === 'transient') {
      return { ...logged, detail: `${detail} (${shorten(line)})` };
    }
  }
  // A registry that answered without a trace of the network's troubles will answer the same again.
  return { class: final.includes('failed to push') ? 'user' : 'unknown', detail };
}

/** What the final error tells by itself, from the surest sign to the weakest. */
function fromFinal(final: string, log: readonly string[], code: number | null): Verdict | null {
  return (
    first([...finalRules, ...gitRefusals], final) ??
    (code === exitResourceExhausted && !final.includes('larger than max') ? { class: 'disk' } : null) ??
    (bootTimedOut(final, log) ? { class: 'daemon' } : null) ??
    (lags(final) ? { class: 'transient' } : null) ??
    byStatus(final) ??
    first([...refusalRules, ...lossRules, ...weakRules], final) ??
    (absent.test(final) ? { class: 'user' } : null)
  );
}

const lossRules: readonly Rule[] = [...networkRules, ...gitRules];

function first(rules: readonly Rule[], text: string): Verdict | null {
  const rule = rules.find(({ pattern }) => pattern.test(text));
  if (rule === undefined) {
    return null;
  }
  const { pattern, ...verdict } = rule;
  return verdict;
}

/**
 * A deadline alone is that of buildx, which waits for BuildKit (docker/buildx driver/docker-container/driver.go and
 * commands/inspect.go); a registry's has a request before it. A pull of the builder's image that goes on for too long
 * has none either.
 */
function bootTimedOut(final: string, log: readonly string[]): boolean {
  if (!/^ERROR: (?:failed to build: )?context deadline exceeded$/.test(final)) {
    return false;
  }
  const step = log.findLast((line) => /^(?:pulling image|creating container|starting container) /.test(line));
  return step === undefined || !step.startsWith('pulling image') || step.endsWith(' done');
}

/**
 * Outside a build, what buildx does not find was pushed a moment ago: not every replica of the
 * registry has it yet. Inside a build, and in what the daemon pulls, it is a name that the user wrote.
 */
function lags(final: string): boolean {
  if (!/^ERROR: (?!failed to (solve|build)|Error response from daemon)/.test(final)) {
    return false;
  }
  return /^ERROR: \S+[/:@]\S+: not found$|\/manifests\/\S+: 404\b|manifest unknown/i.test(final);
}

function waiting(verdict: Verdict, texts: readonly string[]): Pick<Failure, 'retryAfterMs'> {
  const retryAfterMs = texts.map(retryAfter).findLast((wait) => wait !== null);
  return verdict.class === 'transient' && retryAfterMs ? { retryAfterMs } : {};
}

/** BuildKit's error of a download often names no URL; the title of the step that failed has it. */
function downloadOf(final: string, failed: readonly FailedStep[]): string {
  const step = failed.find(({ title, error }) => title.includes('://') && final.endsWith(error));
  return step === undefined || final.includes('://') ? '' : ` (${step.title.replace(/^\[[^\]]*\] /, '')})`;
}

function shorten(text: string): string {
  const plain = text
    .replace(/^(ERROR|error|Error): /, '')
    .replace(/^failed to build: /, '')
    .replace(/^failed to solve: /, '')
    .replace(/\s+/g, ' ')
    .trim();
  return plain.length > 400 ? `${plain.slice(0, 399)}…` : plain;
}

function ended(code: number | null): string {
  return exitKilled.includes(code)
    ? 'it was killed and printed no error, as happens when the memory of the machine runs out'
    : `it ended with exit code ${code} and printed no error`;
}
