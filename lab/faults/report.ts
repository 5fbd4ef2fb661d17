// docs/reliability.md: what was seen, counted. No number here is written by hand.

import type { Findings } from './findings.ts';
import type { Judgement } from './judge.ts';
import type { Row } from './play.ts';

export interface Total {
  readonly title: string;
  readonly count: number;
  /** Whether anything but 0 is a failure. */
  readonly fatal: boolean;
}

const inVerdicts = ['unverified', 'untrue', 'forged'] as const;

/** All that the judges hold against a play, in words. */
export function complaints(findings: Findings): readonly string[] {
  return [
    ...findings.broken,
    ...(['leaks', 'leftovers'] as const).flatMap((kind) => findings[kind].map((text) => `${kind}: ${text}`)),
    ...findings.verdicts.flatMap((verdict) =>
      inVerdicts.flatMap((kind) => verdict[kind].map((text) => `${kind}: ${text}`)),
    ),
  ];
}

export function totals(rows: readonly Row[]): readonly Total[] {
  const tries = rows.flatMap((row) => row.tries);
  const plays = rows.flatMap((row) => [...row.tries, ...row.without]);
  const sum = (of: (findings: Findings) => number): number =>
    plays.reduce((all, findings) => all + of(findings), 0);
  const all = (kind: 'unverified' | 'early' | 'untrue' | 'forged') =>
    sum(({ verdicts }) => verdicts.reduce((count, verdict) => count + verdict[kind].length, 0));
  return [
    { title: 'Scenarios', count: rows.length, fatal: false },
    { title: 'Tries', count: tries.length, fatal: false },
    { title: 'Steps judged', count: sum(({ verdicts }) => verdicts.length), fatal: false },
    {
      title: 'Plays repeated because the fault had no occasion',
      count: plays.length - tries.length,
      fatal: false,
    },
    {
      title: 'Tries in which the fault never happened',
      count: rows
        .flatMap((row) => (row.scenario.control ? [] : row.tries))
        .filter(({ injected }) => !injected).length,
      fatal: true,
    },
    {
      title: 'Tries that ended otherwise than they must',
      count: plays.filter(({ broken }) => broken.length > 0).length,
      fatal: true,
    },
    { title: 'Tags on unverified content', count: all('unverified'), fatal: true },
    { title: 'Untrue outputs or messages', count: all('untrue'), fatal: true },
    { title: 'Leaked secrets', count: sum(({ leaks }) => leaks.length), fatal: true },
    { title: 'Things left over', count: sum(({ leftovers }) => leftovers.length), fatal: true },
    { title: 'Forged workflow commands or outputs', count: all('forged'), fatal: true },
    {
      title: 'Things that killed steps left, and that later steps do not remove so soon',
      count: sum(({ abandoned }) => abandoned.length),
      fatal: false,
    },
    {
      title: 'Tags that `publish: direct` had moved when a check failed the step',
      count: all('early'),
      fatal: false,
    },
  ];
}

export function renderReport(rows: readonly Row[], looks: number): string {
  const groups = [...new Set(rows.map(({ scenario }) => scenario.group))];
  return [
    '# Reliability',
    '',
    'Written by `npm run faults` from what it saw. Each row stands for runs of `dist/` against a real engine, BuildKit and registry, with the fault that the row names. Nothing here is edited by hand: change the scenarios in `lab/faults/` instead.',
    '',
    '## Totals',
    '',
    '| what | count |',
    '| --- | ---: |',
    ...totals(rows).map(({ title, count }) => `| ${title} | ${count} |`),
    '',
    ...how(rows, looks),
    '',
    ...groups.flatMap((group) => [
      `## ${group}`,
      '',
      '| scenario | tries | the step ended with | the registry then holds | outputs and messages true | left over |',
      '| --- | ---: | --- | --- | --- | --- |',
      ...rows.filter(({ scenario }) => scenario.group === group).map(renderRow),
      '',
    ]),
  ].join('\n');
}

function how(rows: readonly Row[], looks: number): readonly string[] {
  const tries = rows.flatMap((row) => row.tries);
  const got = (name: string): number => tries.filter(({ received }) => received.includes(name)).length;
  return [
    'What is counted, after every step:',
    '',
    '- **The fault happened.** Each scenario finds that out by itself: a proxy met the request that it was to spoil, the signal was sent while the process was running, the disk was full, the file was damaged. Where the moment was missed, the scenario is played again, at most three times; if it is missed every time, the run fails.',
    "- **Tags on unverified content.** After the step, every tag of the repositories it was given is read with `crane` and hashed. For each tag that moved, the index, every manifest, config and layer below it, and the attestation manifests with theirs, are fetched from the registry and hashed; the platforms are compared with those asked for; and the program that each image starts is taken out of its layers and its ELF header compared with the platform. Then the record of the proxy in front of the registry must show that the step had read the index, each platform's manifest and each config, and that the builder had asked for the image again to copy programs out of it, before the request that moved the tag. What the log says does not count.",
    '- **`publish: direct`** moves the tags before anything is checked. A step that succeeds is judged like the others, except for that order. Tags that it had moved when a check failed the step have a line of their own in the totals.',
    '- **Untrue outputs or messages.** Every output is compared with what the registry serves, and so is every sentence of an error about what was published. A step that succeeds must have moved all its tags. A step that had read its image back must not say that nothing was published. A build that fails may have pushed an image without a tag before; the step then does not know its digest, and "Published: nothing" is not held against it.',
    `- **Leaked secrets.** \`password\`, \`github-token\`, the value in \`secrets\` and, where the machine has a proxy, that proxy's password are random in every try. They are searched for, plain, in base64, URL-encoded and as in JSON, in the log, outputs, state and summary, in the job's temporary folder when the step has ended, in all its folders and its home at the end of the job, and on the command lines of all processes of the machine (${looks} looks, one every 50 ms, so that a process which lives for less may be missed). Each must be masked before the log says anything else. Of ${tries.length} tries, the registry received the password in ${got('password')}, a server that stands in for GitHub's API the token in ${got('github-token')}, a command of the build the secret in ${got('secrets')}, and a proxy's password was in the environment in ${got('proxy password')}; in the others, these are inputs that the step has no use for.`,
    "- **Things left over**, after the last step of the job: the containers and volumes of builders that the job had made, entries of builders, files in the job's temporary folder, in its TMPDIR and in its home, processes with its environment, and emulators that a step had registered (by the command line of what registers them) for platforms that it was not asked for. One thing that a killed step can leave has a line of its own in the totals: a volume without a container, if it was killed while it made or removed a builder. A later step cannot tell such a volume from one whose container is just being made, so it removes it only when the builder is ten minutes old, which a scenario shows.",
    '- **Forged commands.** The log is read by the rules of the runner: a command, or an output, that the action has no reason to give.',
    '',
    'In the tables, "the registry then holds" is read from the registry and not from what the step says.',
  ];
}

function renderRow({ scenario, tries, without }: Row): string {
  const verdicts: readonly Judgement[] = tries.flatMap((findings) => findings.verdicts);
  const untrue = verdicts.filter((verdict) => verdict.untrue.length > 0).length;
  const left = tries.flatMap(({ leftovers }) => leftovers);
  const broken = tries.filter((findings) => findings.broken.length > 0).length;
  const missed = scenario.control ? 0 : tries.filter(({ injected }) => !injected).length;
  const cells = [
    `${scenario.name}${broken === 0 ? '' : ` **(${broken} not as it must)**`}${missed === 0 ? '' : ` **(${missed} without the fault)**`}`,
    `${tries.length}${without.length === 0 ? '' : ` (and ${without.length} repeated)`}`,
    counted(verdicts.map(({ end }) => end)),
    counted(verdicts.map(({ published }) => published)),
    untrue === 0 ? 'yes' : `no, ${untrue} times`,
    left.length === 0 ? 'nothing' : counted(left),
  ];
  return `| ${cells.map((cell) => cell.replaceAll('|', '\\|').replaceAll('\n', ' ')).join(' | ')} |`;
}

/** `succeeded 70, registry-denied 2`; without the number where there is one kind only. */
function counted(values: readonly string[]): string {
  const counts = new Map<string, number>();
  for (const value of values) {
    counts.set(value, (counts.get(value) ?? 0) + 1);
  }
  if (counts.size <= 1) {
    return [...counts.keys()].join('') || 'nothing';
  }
  return [...counts]
    .sort(([, a], [, b]) => b - a)
    .map(([value, count]) => `${value} ${count}`)
    .join(', ');
}
