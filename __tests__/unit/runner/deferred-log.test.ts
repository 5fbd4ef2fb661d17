import { afterEach, expect, it, vi } from 'vitest';
import { deferredLog } from '../../../src/runner/deferred-log.ts';

afterEach(() => vi.restoreAllMocks());

it('says nothing before it is flushed, then all in order, and nothing twice', async () => {
  const printed: string[] = [];
  vi.spyOn(process.stdout, 'write').mockImplementation((text) => {
    printed.push(String(text));
    return true;
  });
  const { log, flush } = deferredLog();
  log.mask('secret');
  log.info('::error::x');
  log.warning('w', 't');
  log.notice('n');
  log.error('e', 'code', { file: 'f', line: 1 });
  expect(await log.group('g', async () => 5)).toBe(5);
  expect(printed).toEqual([]);
  await flush();
  await flush();
  expect(printed.join('').trim().split('\n')).toEqual([
    '::add-mask::secret',
    '| ::error::x',
    '::warning title=t::w',
    '::notice::n',
    '::error title=code,file=f,line=1::e',
  ]);
});
