import { formatPlatform } from '../oci/platform.ts';
import { formatTag, pinned } from '../oci/reference.ts';
import { formatDuration } from '../session/duration.ts';
import type { Leg, Outcome } from '../session/ledger.ts';
import { howOf } from './advice.ts';
import { cellCode, clipped, code, escapeMarkup, fenced, folded, listed, narrow, table } from './markup.ts';

const mostTags = 200;
const mostSlow = 10;
const mostGiven = 60;
const longestValue = 200;
const longestProgram = 400;

/** How to pull, deploy and attest what was published; nothing where nothing was. */
export function howToUse({ verified, repository }: Outcome): readonly string[] {
  if (verified === null || repository === null) {
    return [];
  }
  const reference = pinned(repository, verified.digest);
  return folded('Pull, deploy, attest', [
    'Pull it:',
    '',
    ...fenced(`docker pull ${reference}`, 'sh'),
    'Deploy exactly this image, whatever happens to its tags:',
    '',
    ...fenced(`image: ${reference}`, 'yaml'),
    'Attest it, in a step after this one:',
    '',
    ...fenced(
      [
        '- uses: actions/attest@v4',
        '  with:',
        `    subject-name: ${repository}`,
        `    subject-digest: ${verified.digest}`,
        '    push-to-registry: true',
      ].join('\n'),
      'yaml',
    ),
  ]);
}

/** Full digests, and what was verified. */
export function verification({ verified, tags }: Outcome): readonly string[] {
  if (verified === null) {
    return [];
  }
  const { digest, images, binaries, checks } = verified;
  const names = images.map(({ platform }) => formatPlatform(platform));
  const width = Math.max('attestation'.length, ...names.map((name) => name.length)) + 2;
  const digests = [
    `${'image'.padEnd(width)}${digest}`,
    ...images.flatMap((image, index) => [
      `${(names[index] ?? '').padEnd(width)}${image.digest}`,
      ...(image.attestation === null ? [] : [`${'attestation'.padEnd(width)}${image.attestation}`]),
    ]),
  ];
  const programs = names.flatMap((name, index) => {
    const found = binaries[index] ?? '';
    return found === '' ? [] : [`- ${name}: ${escapeMarkup(clipped(found, longestProgram))}`];
  });
  const shown = tags.slice(0, mostTags).map((tag) => code(formatTag(tag)));
  return folded('Digests, and what was verified', [
    `Verified${tags.length > 0 ? ' before a tag moved' : ''}: ${escapeMarkup(listed(checks))}.`,
    '',
    ...(shown.length === 0 ? [] : [`Tags, each read back: ${shown.join(', ')}`, '']),
    ...fenced(digests.join('\n')),
    ...(programs.length === 0 ? [] : [...programs, '']),
  ]);
}

/** The slowest instructions. */
export function slowest(facts: Outcome): readonly string[] {
  const slow = facts.steps
    .filter(({ seconds, state }) => (seconds ?? 0) >= 1 && state !== 'cached')
    .toSorted((a, b) => (b.seconds ?? 0) - (a.seconds ?? 0))
    .slice(0, mostSlow);
  if (slow.length === 0) {
    return [];
  }
  const rows = slow.map((step) => [
    formatDuration((step.seconds ?? 0) * 1000),
    step.platform === null ? '' : escapeMarkup(step.platform),
    howOf(step, facts) === 'unknown' || !step.instruction ? '' : howOf(step, facts),
    cellCode(clipped(narrow(step.what.replace(/@sha256:[0-9a-f]{64}/g, ''), 50), 100)),
  ]);
  return folded('Slowest steps', table(['Took', 'Platform', 'Ran', 'Step'], rows, ['Took']));
}

/** What each job of several took. */
export function legTable(legs: readonly Leg[]): readonly string[] {
  if (legs.length === 0) {
    return [];
  }
  const rows = legs.map(({ name, platforms, seconds }) => [
    escapeMarkup(clipped(narrow(name, 40), 80)),
    platforms.map(formatPlatform).join(', '),
    ...['setup', 'build', 'verify'].map((phase) => {
      const took = seconds[phase];
      return took === undefined ? '' : formatDuration(took * 1000);
    }),
  ]);
  return table(['Job', 'Platforms', 'Set up', 'Build', 'Verify'], rows, ['Set up', 'Build', 'Verify']);
}

/** The inputs that are not as the action has them by default. */
export function givenInputs(given: readonly (readonly [name: string, value: string])[]): readonly string[] {
  if (given.length === 0) {
    return [];
  }
  const lines = given
    .slice(0, mostGiven)
    .map(([name, value]) => `${name}: ${clipped(value.trim(), longestValue).replaceAll('\n', '\n  ')}`);
  return folded('Inputs', fenced(lines.join('\n')));
}

export function phaseTimes({ phases }: Outcome): string {
  const names = { setup: 'set up', build: 'build', verify: 'verify', publish: 'publish' } as const;
  return phases
    .map(({ phase, startedMs, endedMs }) => `${names[phase]} ${formatDuration(endedMs - startedMs)}`)
    .join(', ');
}
