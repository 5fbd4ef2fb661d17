// docs/reliability.md: what was seen, counted. No number here is written by hand.
import type { Row } from './play.ts';
import type { Findings } from './trial.ts';

export interface Total {
  readonly title: string;
  readonly count: number;
  /** Whether anything but 0 is a failure. */
  readonly fatal: boolean;
}

export function totals(rows: readonly Row[]): readonly Total[] {
  const tries = rows.flatMap((row) => row.tries);
  const sum = (of: (findings: Findings) => number): number =>
    tries.reduce((all, findings) => all + of(findings), 0);
  const inVerdicts =
    (kind: 'unverified' | 'untrue' | 'forged') =>
    ({ verdicts }: Findings): number =>
      verdicts.reduce((all, verdict) => all + verdict[kind].length, 0);
  return [
    { title: 'Scenarios', count: rows.length, fatal: false },
    { title: 'Tries', count: tries.length, fatal: false },
    { title: 'Tags on unverified content', count: sum(inVerdicts('unverified')), fatal: true },
    { title: 'Untrue outputs or messages', count: sum(inVerdicts('untrue')), fatal: true },
    { title: 'Leaked canaries', count: sum(({ leaks }) => leaks.length), fatal: true },
    { title: 'Things left over', count: sum(({ leftovers }) => leftovers.length), fatal: true },
    { title: 'Forged workflow commands or outputs', count: sum(inVerdicts('forged')), fatal: true },
    {
      title: 'Tries that ended otherwise than they must',
      count: tries.filter(({ broken }) => broken.length > 0).length,
      fatal: true,
    },
    {
      title: 'Scenarios that were never really tried',
      count: rows.filter((row) => row.tries.length === 0).length,
      fatal: true,
    },
  ];
}

export function renderReport(rows: readonly Row[], looks: number): string {
  const groups = [...new Set(rows.map(({ scenario }) => scenario.group))];
  return [
    '# Reliability',
    '',
    'Written by `npm run faults`, from what it saw: every line stands for runs of `dist/` against a real engine, BuildKit and registry, with the fault that the line names. Nothing here is written by hand; edit the scenarios in `lab/faults/` instead.',
    '',
    '## Totals',
    '',
    '| what | count |',
    '| --- | ---: |',
    ...totals(rows).map(({ title, count }) => `| ${title} | ${count} |`),
    '',
    ...how(looks),
    '',
    ...groups.flatMap((group) => [
      `## ${group}`,
      '',
      '| scenario | tried | ended | published | outputs true | left over |',
      '| --- | ---: | --- | --- | --- | --- |',
      ...rows.filter(({ scenario }) => scenario.group === group).map(renderRow),
      '',
    ]),
  ].join('\n');
}

function how(looks: number): readonly string[] {
  return [
    'How these are counted, after every single step:',
    '',
    '- **Tags on unverified content**: each tag in the repositories of the run is read with `crane`, the bytes are hashed, every manifest, config and layer below is fetched and hashed, the platforms are compared with those asked for, and the log must hold the verification of that digest before the tags.',
    '- **Untrue outputs or messages**: each output is compared with what the registry serves, and each sentence of an error about what was published too.',
    `- **Leaked canaries**: \`password\`, \`github-token\` and \`secrets\` are random in every run, and are searched for (plain, in base64, URL-encoded, as JSON) in log, outputs, state, summary, the files left in the job's folders and home, and the command lines of all processes (${looks} looks, every 50 ms).`,
    '- **Things left over**: containers, volumes, builder entries, files in the temporary folder and in the home, processes, after the last step of the job.',
    '- **Forged**: the log is read with the rules of the runner; a command, or an output, that the action has no reason to give.',
  ];
}

function renderRow({ scenario, tries, idle }: Row): string {
  const verdicts = tries.flatMap((findings) => findings.verdicts);
  const untrue = verdicts.filter((verdict) => verdict.untrue.length > 0).length;
  const left = tries.flatMap(({ leftovers }) => leftovers);
  const broken = tries.filter((findings) => findings.broken.length > 0).length;
  const cells = [
    `${scenario.name}${broken === 0 ? '' : ` **(${broken} not as it must)**`}`,
    `${tries.length}${idle === 0 ? '' : ` (and ${idle} without occasion)`}`,
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
