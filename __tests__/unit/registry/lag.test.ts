import { describe, expect, it } from 'vitest';
import { lookUntil } from '../../../src/registry/lag.ts';
import { steppingClock } from '../fakes.ts';

/** Sees the values one after the other; the last one for ever. */
function looking<T>(...values: readonly T[]) {
  const clock = steppingClock();
  const control = new AbortController();
  const seen: T[] = [];
  const look = async (): Promise<T> => {
    const value = values[Math.min(seen.length, values.length - 1)] as T;
    seen.push(value);
    return value;
  };
  return { clock, control, seen, look, runner: { clock, signal: control.signal } };
}

const isNew = (value: string) => value === 'new';

describe('lookUntil', () => {
  it('looks once, at once, if that is it', async () => {
    const { look, seen, clock, runner } = looking('new');
    expect(await lookUntil(look, isNew, runner)).toBe('new');
    expect(seen).toEqual(['new']);
    expect(clock.sleeps).toEqual([]);
  });

  it('waits twice as long each time', async () => {
    const { look, clock, runner } = looking('old', 'older', 'old', 'new');
    expect(await lookUntil(look, isNew, runner)).toBe('new');
    expect(clock.sleeps).toEqual([200, 400, 800]);
  });

  it('takes what the very last look sees', async () => {
    const { look, clock, runner } = looking('1', '2', '3', '4', '5', '6', 'new');
    expect(await lookUntil(look, isNew, runner)).toBe('new');
    expect(clock.sleeps).toEqual([200, 400, 800, 1600, 3200, 6400]);
  });

  it('gives what it saw last when the registry has had its time', async () => {
    const { look, seen, clock, runner } = looking('1', '2', '3', '4', '5', '6', '7', 'new');
    expect(await lookUntil(look, isNew, runner)).toBe('7');
    expect(seen).toHaveLength(7);
    expect(clock.sleeps.reduce((sum, wait) => sum + wait)).toBe(12_600);
  });

  it('throws what looking throws, and does not look again', async () => {
    const { clock, runner } = looking('old');
    let looks = 0;
    const look = () => (++looks === 1 ? Promise.resolve('old') : Promise.reject(new Error('refused')));
    await expect(lookUntil(look, isNew, runner)).rejects.toThrow('refused');
    expect(clock.sleeps).toEqual([200]);
  });

  it('looks, but does not wait, for a step that was stopped', async () => {
    const { look, seen, control, clock, runner } = looking('old', 'new');
    control.abort();
    expect(await lookUntil(look, isNew, runner)).toBe('old');
    expect(seen).toEqual(['old']);
    expect(clock.sleeps).toEqual([]);
  });

  it('does not go on when the step is stopped in between', async () => {
    const { look, seen, control, runner } = looking('1', '2', 'new');
    const stopping = async () => {
      const value = await look();
      if (value === '2') {
        control.abort();
      }
      return value;
    };
    expect(await lookUntil(stopping, isNew, runner)).toBe('2');
    expect(seen).toEqual(['1', '2']);
  });
});
