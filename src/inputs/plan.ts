import type { MatrixRequest, NamedBuild, RunnerRule } from '../fanout/matrix.ts';
import { formatPlatform, isKnownPlatform, type Platform, parsePlatform } from '../oci/platform.ts';
import { platformsByDefault, readPlatforms } from './platforms.ts';
import { type ReadInputs, readInputs } from './read.ts';
import { isBuildName } from './shard.ts';
import type { Facts } from './syntax/facts.ts';
import type { Form } from './syntax/form.ts';
import { quote } from './syntax/quote.ts';

/** The inputs of plan/action.yml. */
export const planTable = {
  defaults: { platforms: '', runners: '', groups: '', images: '' },
  freeText: ['images'],
  replacements: {
    runner: "Use 'runners', for example 'default=ubuntu-latest'.",
    'runs-on': "Use 'runners', for example 'default=ubuntu-latest'.",
  },
} as const;

type PlanInput = keyof typeof planTable.defaults;

/** Throws one `input-invalid` for everything that is wrong. */
export function readPlanInputs(
  variables: Readonly<Record<string, string>>,
  facts: Facts,
): Promise<ReadInputs<MatrixRequest>> {
  return readInputs(planTable, variables, facts, async (form: Form<PlanInput>) => {
    const asked = readPlatforms(form);
    const platforms = asked.length > 0 ? asked : platformsByDefault();
    return {
      platforms,
      runners: readRunners(form),
      groups: readGroups(form, platforms),
      images: readImages(form),
    };
  });
}

/** One `scope=label` or `scope=[label, label]` a line. */
function readRunners(form: Form<'runners'>): readonly RunnerRule[] {
  const rules = new Map<string, RunnerRule>();
  for (const { text } of form.list('runners')) {
    const equals = text.indexOf('=');
    const name = text.slice(0, Math.max(equals, 0)).trim();
    const scope = scopeOf(name);
    const labels = labelsOf(text.slice(equals + 1).trim());
    if (equals < 0 || scope === null || labels === null) {
      form.refuse(
        'runners',
        `${quote(text)} is not a runner for a platform; expected for example linux/arm64=ubuntu-24.04-arm, linux/arm=[self-hosted, arm] or default=ubuntu-latest.`,
      );
    } else if (rules.has(scope)) {
      form.refuse('runners', `${quote(text)} names a second runner for ${scope}.`, 'Remove one of them.');
    } else {
      rules.set(scope, { scope, labels });
    }
  }
  return [...rules.values()];
}

/** `linux/arm` stays what it is: all variants, and not the one that it stands for as a platform. */
function scopeOf(name: string): string | null {
  if (/^(?:default|linux|linux\/arm)$/.test(name)) {
    return name;
  }
  const platform = name.includes('/') ? parsePlatform(name) : null;
  return platform !== null && isKnownPlatform(platform) ? formatPlatform(platform) : null;
}

function labelsOf(text: string): RunnerRule['labels'] | null {
  const listed = /^\[(.*)\]$/.exec(text)?.[1];
  const labels = (listed ?? text).split(listed === undefined ? '\n' : ',').map((label) => label.trim());
  if (!labels.every((label) => /^[A-Za-z0-9][\w.@/:=-]*$/.test(label))) {
    return null;
  }
  return listed === undefined ? text : labels;
}

/** The platforms of one job a line, separated by commas. */
function readGroups(form: Form<'groups'>, platforms: readonly Platform[]): readonly (readonly Platform[])[] {
  const known = new Map(platforms.map((platform) => [formatPlatform(platform), platform]));
  const grouped = new Set<string>();
  return form.list('groups').map(({ text: line }) =>
    line.split(',').flatMap((part) => {
      const text = part.trim();
      const parsed = parsePlatform(text);
      const name = parsed === null ? text : formatPlatform(parsed);
      const platform = known.get(name);
      if (platform === undefined) {
        form.refuse('groups', `${quote(text)} is not among the platforms (${[...known.keys()].join(', ')}).`);
      } else if (grouped.has(name)) {
        form.refuse('groups', `${quote(text)} is in two groups or twice in one.`, 'Remove one of them.');
      }
      grouped.add(name);
      return platform === undefined ? [] : [platform];
    }),
  );
}

/** One `name=context`, or a name that is its context, a line. */
function readImages(form: Form<'images'>): readonly NamedBuild[] {
  const builds = new Map<string, NamedBuild>();
  for (const { text } of form.list('images')) {
    const equals = text.indexOf('=');
    const name = (equals < 0 ? text : text.slice(0, equals)).trim();
    const context = equals < 0 ? name : text.slice(equals + 1).trim();
    if (!isBuildName(name) || context === '') {
      form.refuse(
        'images',
        `${quote(text)} does not name an image and its context; expected for example api=services/api.`,
        'A name has letters, digits, hyphens and underscores.',
      );
    } else if (builds.has(name)) {
      form.refuse('images', `${quote(name)} is listed twice.`, 'Remove one of them.');
    } else {
      builds.set(name, { name, context });
    }
  }
  return builds.size === 0 ? [{ name: '', context: '.' }] : [...builds.values()];
}
