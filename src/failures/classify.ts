import { readEvidence } from './evidence.ts';
import { absent, type FailureClass, finalRules, type Rule, stepFailed, weakRules } from './rules.ts';

export interface Failure {
  readonly class: FailureClass;
  /** As the other side asked, if it did. */
  readonly retryAfterMs?: number;
  /** What tells most, on one line. */
  readonly detail: string;
  /** One further attempt is worth it whatever the class is, and more are not. */
  readonly once?: true;
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
  const { concluded, log, output, ...evidence } = readEvidence(stderr);
  const final = withoutBody(evidence.final);
  const detail = shorten(final) || ended(code);
  if (code === exitCanceled) {
    return { class: 'cancelled', detail };
  }
  if (!concluded && exitKilled.includes(code)) {
    return { class: 'cancelled', detail: ended(code) };
  }
  if (stepFailed.test(final)) {
    const full = output.findLast((line) => /no space left on device/i.test(line));
    return full === undefined ? { class: 'user', detail } : { class: 'disk', detail: shorten(full) };
  }
  const said = fromFinal(final, code);
  return said ? decided(said, detail, final, log) : fromLog(final, detail, log);
}

/** What the final error tells by itself, from the surest sign to the weakest. */
function fromFinal(final: string, code: number | null): Verdict | null {
  return (
    first(finalRules, final) ??
    fullDisk(final, code) ??
    (lags(final) ? { class: 'transient' } : null) ??
    byStatus(final) ??
    first(weakRules, final) ??
    (absent.test(final) ? { class: 'user' } : null)
  );
}

function fullDisk(final: string, code: number | null): Verdict | null {
  return code === exitResourceExhausted && !final.includes('larger than max') ? { class: 'disk' } : null;
}

/** What the log tells where the final error does not: it lacks the HTTP status if the registry sent JSON. */
function fromLog(final: string, detail: string, log: readonly string[]): Failure {
  for (const line of log.toReversed()) {
    const logged = byStatus(line) ?? first(transientRules, line);
    if (logged) {
      return decided(logged, `${detail} (${shorten(line)})`, final, log);
    }
  }
  // A registry that answered without a trace of the network's troubles will answer the same again.
  return { class: final.includes('failed to push') ? 'user' : 'unknown', detail };
}

type Verdict = Pick<Rule, 'class' | 'once'>;

/** A warning on the way may hold words of any other class; only the network's failures are searched for there. */
const transientRules = [...finalRules, ...weakRules].filter((rule) => rule.class === 'transient');

function first(rules: readonly Rule[], text: string): Rule | null {
  return rules.find(({ pattern }) => pattern.test(text)) ?? null;
}

function decided(rule: Verdict, detail: string, final: string, log: readonly string[]): Failure {
  const retryAfterMs =
    rule.class === 'transient'
      ? retryAfter([...log, final].findLast((text) => retryAfter(text) !== null) ?? '')
      : null;
  return {
    class: rule.class,
    detail,
    ...(retryAfterMs === null ? {} : { retryAfterMs }),
    ...(rule.once ? { once: true } : {}),
  };
}

const requestStatus = /unexpected status(?: code)? from \w+ request to (\S+): (\d{3})\b/;
const bareStatus = /(?:unexpected (?:HTTP )?status(?: code)?|failed with status):?[ .]*(\d{3})\b/;

function byStatus(text: string): Verdict | null {
  const [, url = '', digits = bareStatus.exec(text)?.[1]] = requestStatus.exec(text) ?? [];
  if (digits === undefined) {
    return null;
  }
  const code = Number(digits);
  if (code >= 500 || code === 408 || code === 429 || code === 499) {
    return { class: 'transient' };
  }
  // The registry lost an upload that it had begun (BLOB_UPLOAD_UNKNOWN).
  if (code === 404 && url.includes('/blobs/uploads/')) {
    return { class: 'transient' };
  }
  if (code === 401 || code === 403) {
    return { class: 'permission' };
  }
  return code >= 400 ? { class: 'user' } : null;
}

/** A proxy's page of HTML after the status may hold any word. */
function withoutBody(final: string): string {
  return final.replace(/(unexpected status(?: code)? from \w+ request to \S+: \d{3}[\w ]*).*/, '$1');
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

const units: Readonly<Record<string, number>> = {
  µs: 0.001,
  us: 0.001,
  ms: 1,
  s: 1000,
  m: 60_000,
  h: 3_600_000,
};

/** `Retry-After: 30`, and ghcr.io's `retry-after: 226.5µs, allowed: 44000/minute`; in milliseconds. */
function retryAfter(text: string): number | null {
  const match = /retry[- ]after:?\s*"?(\d+(?:\.\d+)?)(µs|us|ms|s|m|h)?\b/i.exec(text);
  if (!match?.[1]) {
    return null;
  }
  return Math.ceil(Number(match[1]) * (units[(match[2] ?? 's').toLowerCase()] ?? 1000));
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
    ? 'it was killed without a word, as the kernel does when memory runs out'
    : `it ended with exit code ${code} without a word`;
}
