// Text that would like to be a command of the runner, an output, a line of its own or a shell's. The judges look for
// forged commands and outputs after every step; here is something to be found.
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { writeContext } from './context.ts';
import { hold, type Scenario } from './scenario.ts';
import type { Trial } from './trial.ts';

const group = 'Hostile text';

/** What a build can print, one a line. */
const printed: readonly string[] = [
  '::error::forged',
  '  ::error title=x::forged after blanks',
  '\t::warning::forged after a tab',
  '::add-mask::a',
  '::stop-commands::forged',
  '::set-output name=digest::sha256:0',
  '::save-state name=folder::/etc',
  '::set-env name=PATH::/tmp',
  '::add-path::/tmp',
  '::group::forged',
  '::endgroup::',
  '::add-matcher::/etc/passwd',
  '::echo::on',
  'in the middle ##[error]forged',
  '##[set-output name=digest]sha256:0',
  '##[add-mask]b',
  '\u001b[2K\r::error::after an escape',
  '\u001b]0;title\u0007::error::after a title',
  '\u200b::error::after no width',
  '\ufeff::error::after a byte order mark',
  ':\u200b:error::through no width',
  '\r::error::after a carriage return',
  '\u0085::error::after NEL',
  '\u2028::error::after a line separator',
  'digest<<EOF',
  'digest=sha256:0',
  'x'.repeat(1_000_000),
  `${'y'.repeat(65_536)}::error::at the seam of a long line`,
];

/** By these words a line is known, however the rest of it was made harmless. */
const marks = ['forged after blanks', 'after an escape', 'through no width', 'digest=sha256:0'];

function wasPrinted(log: string): boolean {
  return marks.every((mark) => log.includes(mark));
}

async function playPrinted(trial: Trial, dockerfile: string, inputs: Readonly<Record<string, string>>) {
  writeContext(trial.job.workspace, dockerfile);
  writeFileSync(join(trial.job.workspace, 'hostile.txt'), `${printed.join('\n')}\n`);
  const step = await trial.step({ platforms: 'linux/amd64', 'no-cache': 'true', ...inputs });
  await trial.post(step);
  return step;
}

const values: readonly (readonly [name: string, inputs: Readonly<Record<string, string>>])[] = [
  ['labels', { labels: '"a=one\n::error::forged"\nb=`id`\nc=$(id)\nd=%0A::error::forged\ne=##[error]x' }],
  ['build-args', { 'build-args': '"A=one\n::error::forged"\nB=`id` $(id)\nC=%0A::error::forged' }],
  ['annotations', { annotations: 'index:a=%0A::error::forged $(id) `id`' }],
  ['context', { context: '::error::forged' }],
  ['file', { file: '%0A::error::forged\n::error::forged' }],
  ['platforms', { platforms: 'linux/amd64\n::error::forged' }],
  ['tags with a newline and a command', { tags: '::error::forged\n##[error]forged\n$(id)' }],
  ['target', { target: '%0A::error::forged##[error]x' }],
  ['cache-from', { 'cache-from': 'type=registry,ref=::error::forged' }],
  ['buildx-version', { 'buildx-version': '::error::forged' }],
  ['timeout', { timeout: '::error::forged\n##[error]x' }],
  ['registry', { registry: '::error::forged' }],
];

export const hostile: readonly Scenario[] = [
  {
    group,
    name: `a RUN prints ${printed.length} lines that look like commands, and one of a megabyte`,
    times: 2,
    quick: 1,
    async play(trial) {
      const dockerfile =
        'FROM busybox\nCOPY hostile.txt amd64 /\nRUN cat /hostile.txt; cat /hostile.txt >&2\nENTRYPOINT ["/bin/sh"]\n';
      const step = await playPrinted(trial, dockerfile, {});
      trial.confirm(wasPrinted(step.log));
      hold(trial, step, { end: 'succeeded', published: 'all tags' });
    },
  },
  {
    group,
    name: 'a RUN prints them and fails, so that its last lines are quoted',
    times: 1,
    async play(trial) {
      const dockerfile =
        'FROM busybox\nCOPY hostile.txt amd64 /\nRUN cat /hostile.txt >&2; echo ::error::forged; exit 1 # ::error::forged ##[error]forged\n';
      const step = await playPrinted(trial, dockerfile, {});
      trial.confirm(wasPrinted(step.log));
      hold(trial, step, { end: 'build-failed', published: 'nothing', outputs: [] });
    },
  },
  {
    group,
    name: 'a smoke test prints them',
    times: 1,
    async play(trial) {
      const step = await playPrinted(trial, 'FROM busybox\nCOPY hostile.txt amd64 /\n', {
        'smoke-test': 'cat /hostile.txt; echo ::error::forged',
      });
      trial.confirm(wasPrinted(step.log));
      hold(trial, step, { end: 'succeeded', published: 'all tags' });
    },
  },
  {
    group,
    name: 'a RUN prints the secret that it was given',
    times: 1,
    async play(trial) {
      writeContext(
        trial.job.workspace,
        'FROM busybox\nCOPY amd64 /\nRUN --mount=type=secret,id=canary cat /run/secrets/canary; echo; exit 1\n',
      );
      trial.expectMaskedLog();
      const step = await trial.step({ platforms: 'linux/amd64' });
      await trial.post(step);
      trial.confirm(
        step.log.split('\n').some((line) => /^#\d+ /.test(line) && line.includes(trial.canaries.secret)),
      );
      trial.sawReceived('secrets');
      hold(trial, step, { end: 'build-failed', published: 'nothing', outputs: [] });
    },
  },
  ...values.map(
    ([name, inputs]): Scenario => ({
      group,
      name: `commands in '${name}'`,
      times: 1,
      async play(trial) {
        const step = await trial.step(inputs);
        await trial.post(step);
        const given = step.options.inputs;
        trial.confirm(Object.entries(inputs).every(([input, text]) => given[input] === text));
        const { end } = step.verdict;
        if (end === 'defect' || end === 'killed') {
          trial.broken.push(`it ended with ${end}: ${step.log}`);
        }
      },
    }),
  ),
];
