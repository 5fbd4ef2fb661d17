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

it('leaves no unverified tag, untrue output, leaked secret, thing left over or forged command', () => {
  const bad = totals(rows).filter(({ fatal, count }) => fatal && count > 0);
  expect(bad).toEqual([]);
  expect(rows.flatMap(({ tries }) => tries.flatMap(({ leftovers }) => leftovers))).toEqual([]);
  expect(rig.watch.looks()).toBeGreaterThan(20);
});
