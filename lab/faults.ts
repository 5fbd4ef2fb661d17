// npm run faults [-- TEXT]: every fault scenario against dist/, and docs/reliability.md from what was seen. With a
// text only the scenarios in whose group or name it is; nothing is written then.
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import process from 'node:process';
import { allScenarios } from './faults/all.ts';
import { playAll } from './faults/play.ts';
import { complaints, renderReport, totals } from './faults/report.ts';
import { openRig } from './faults/rig.ts';

const slots = 8;
const [only] = process.argv.slice(2);
const rig = await openRig(slots);
try {
  const scenarios = (await allScenarios(rig)).filter(
    ({ group, name }) => only === undefined || `${group}: ${name}`.includes(only),
  );
  if (scenarios.length === 0) {
    throw new Error(`No scenario has '${only}' in its group or name.`);
  }
  const whole = scenarios.reduce((sum, { times }) => sum + times, 0);
  const started = performance.now();
  let done = 0;
  const rows = await playAll(scenarios, rig, (scenario, plays) => {
    done += 1;
    const seconds = ((performance.now() - started) / 1000).toFixed(0);
    if (done % 20 === 0 || done === whole) {
      process.stderr.write(`${done} of ${whole} tries, ${seconds} s\n`);
    }
    for (const text of plays.flatMap(complaints)) {
      process.stderr.write(`${scenario.name}: ${text}\n`);
    }
    if (plays.at(-1)?.injected === false && !scenario.control) {
      process.stderr.write(`${scenario.name}: in ${plays.length} plays the fault did not come to pass\n`);
    }
  });
  const sums = totals(rows);
  const report = renderReport(rows, rig.watch.looks());
  if (only === undefined) {
    writeFileSync(join(import.meta.dirname, '..', 'docs', 'reliability.md'), report);
  } else {
    console.log(report);
  }
  console.log(sums.map(({ title, count }) => `${title}: ${count}`).join('\n'));
  process.exitCode = sums.every(({ count, fatal }) => !fatal || count === 0) ? 0 : 1;
} finally {
  await rig.close();
}
