import { formatPlatform, parsePlatform } from '../oci/platform.ts';
import type { BuildStep } from '../session/steps.ts';
import { parseStepTitle, type StepTitle } from './step-title.ts';

/** The steps of a build by their ids, in the order in which they began. */
export type Progress = ReadonlyMap<string, BuildStep>;

export const noProgress: Progress = new Map();

/** What buildx prints first of every build; of a further attempt, too. */
const beginning = /^#0 building with /;
/** An instruction of a Dockerfile has a number of so many. */
const counted = /(?:^| )\d+\/\d+$/;

/**
 * What is known after one more line of buildx's plain progress (util/progress/progressui of moby/buildkit),
 * read at `now`. The same progress where the line says nothing of a step's course.
 */
export function progressAfter(progress: Progress, line: string, now: number): Progress {
  if (beginning.test(line)) {
    return progress.size === 0 ? progress : earlierAttempt(progress);
  }
  const [, id, text = ''] = /^#(\d+) (.*)$/s.exec(line) ?? [];
  if (id === undefined || id === '0') {
    return progress;
  }
  const step = progress.get(id);
  if (step === undefined) {
    return new Map(progress).set(id, begun(id, text, now));
  }
  const next = advanced(step, text);
  if (next === step) {
    return progress;
  }
  const steps = new Map(progress);
  // It was done by the attempt before, and would be told twice.
  const again = next.state === 'cached' && [...progress.values()].some((other) => isSameDone(other, next));
  if (again) {
    steps.delete(id);
  } else {
    steps.set(id, next);
  }
  return steps;
}

function isSameDone(other: BuildStep, step: BuildStep): boolean {
  return other.id !== step.id && other.title === step.title && other.state === 'done';
}

/** What an attempt that failed had done stays done. Its numbers are given again. */
function earlierAttempt(progress: Progress): Progress {
  const done = [...progress.values()].filter(({ state, instruction }) => state === 'done' && instruction);
  return new Map(done.map((step) => [`before ${step.id}`, { ...step, id: `before ${step.id}` }]));
}

function begun(id: string, title: string, now: number): BuildStep {
  const parsed = parseStepTitle(title);
  const [platform, on] = platformsIn(parsed);
  return {
    id,
    title,
    what: parsed.what.replace(/\s+/g, ' ').trim(),
    instruction: counted.test(parsed.inside),
    platform,
    on,
    startedMs: now,
    state: 'running',
    seconds: null,
    doing: '',
  };
}

/** For which platform, and on which if that is another one. */
function platformsIn({ platform, target }: StepTitle): readonly [platform: string | null, on: string | null] {
  if (platform === null || target === null) {
    return [platform === null ? null : normalised(platform), null];
  }
  const full = target.split('/')[0] === platform.split('/')[0];
  return [normalised(full ? target : `${platform.split('/')[0]}/${target}`), normalised(platform)];
}

function normalised(text: string): string {
  const platform = parsePlatform(text);
  return platform === null ? text : formatPlatform(platform);
}

function advanced(step: BuildStep, text: string): BuildStep {
  const [, seconds] = /^DONE (\d+(?:\.\d+)?)s$/.exec(text) ?? [];
  if (seconds !== undefined) {
    // A step may be done in parts, and say so each time.
    return step.state === 'cached' ? step : { ...step, state: 'done', seconds: Number(seconds), doing: '' };
  }
  if (text === 'CACHED') {
    return { ...step, state: 'cached', seconds: 0 };
  }
  if (text === 'CANCELED') {
    return { ...step, state: 'cancelled', seconds: step.seconds ?? 0 };
  }
  if (text.startsWith('ERROR: ') || text === 'ERROR') {
    return { ...step, state: 'failed', seconds: step.seconds ?? 0 };
  }
  return step.instruction ? step : doing(step, text);
}

/** `pushing layers 12.1s`, `exporting manifest sha256:… done`. What RUN instructions print has a time in front. */
function doing(step: BuildStep, text: string): BuildStep {
  const [, activity = ''] =
    /^((?:pushing|exporting|sending|importing|writing|preparing) [\w ]+)/.exec(text) ?? [];
  const now = activity
    .replace(/ \d*$/, '')
    .replace(/ (?:sha|done).*$/, '')
    .trim();
  return now === '' || now === step.doing ? step : { ...step, doing: now };
}

/**
 * Whether a line of the progress is worth a line of the log: of a push, what comes last of each repository is
 * enough, and what is copied within a registry is not.
 */
export function isWorthTelling(line: string): boolean {
  if (/^#\d+ pushing (?:layers\b|manifest for \S+$)/.test(line)) {
    return false;
  }
  return !/^#\d+ (?:\d+\.\d+ (?:copying sha256:|pushing sha256:)|\[internal\] pushing )/.test(line);
}
