import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { actionsLog, harmless } from '../../../src/runner/log.ts';

const printed: string[] = [];
beforeEach(() => {
  printed.length = 0;
  vi.spyOn(process.stdout, 'write').mockImplementation((text) => {
    printed.push(String(text));
    return true;
  });
});
afterEach(() => vi.restoreAllMocks());

/** What the log wrote, cut into lines as the runner cuts them. */
const lines = (): readonly string[] =>
  printed
    .join('')
    .trimEnd()
    .split(/\r\n|\r|\n/);

/** Whatever .NET may skip at the beginning of a line, and between the characters of a prefix, is taken out. */
function actsAsCommand(line: string): boolean {
  const seen = line.replace(/[\s\p{Z}\p{C}\p{M}\p{Default_Ignorable_Code_Point}]/gu, '');
  return (
    seen.startsWith('::') || /##\[/.test(line.replace(/[\p{C}\p{M}\p{Default_Ignorable_Code_Point}]/gu, ''))
  );
}

const hostile: readonly (readonly [name: string, line: string, safe: string])[] = [
  ['a command', '::error::x', '| ::error::x'],
  ['after spaces and tabs', ' \t::add-mask::x', '|  \t::add-mask::x'],
  ['after a byte order mark', '\ufeff::error::x', '| \ufeff::error::x'],
  ['after a zero-width space', '\u200b::error::x', '| \u200b::error::x'],
  ['after a zero-width joiner', '\u200d::error::x', '| \u200d::error::x'],
  ['after a soft hyphen', '\u00ad::error::x', '| \u00ad::error::x'],
  ['after a no-break space', '\u00a0::error::x', '| \u00a0::error::x'],
  ['after an ideographic space', '\u3000::error::x', '| \u3000::error::x'],
  ['after a Hangul filler', '\u3164::error::x', '| \u3164::error::x'],
  ['after a line separator', '\u2028::error::x', '| \u2028::error::x'],
  ['with a zero-width joiner between the colons', ':\u200d:error::x', '| :\u200d:error::x'],
  ['the old syntax', '##[error]x', '## [error]x'],
  ['the old syntax in the middle', 'a ##[group]x', 'a ## [group]x'],
  ['the old syntax twice', '##[a]##[b]', '## [a]## [b]'],
  ['more hashes', '####[error]x', '#### [error]x'],
  ['the old syntax around a zero-width space', '#\u200b#[error]x', '#\u200b# [error]x'],
  ['behind a colour', '\u001b[31m::error::x', '| ::error::x'],
  ['a colour between the colons', ':\u001b[0m:error::x', '| ::error::x'],
  ['a colour in the old syntax', '#\u001b[1m#\u001b[0m[error]x', '## [error]x'],
  ['behind a window title', '\u001b]0;title\u0007::error::x', '| ::error::x'],
  ['behind a link', '\u001b]8;;http://x\u001b\\::error::x', '| ::error::x'],
  ['behind an 8-bit CSI', '\u009b31m::error::x', '| ::error::x'],
  ['behind a bare escape', '\u001b::error::x', '| ::error::x'],
  ['behind a carriage return', '\r::error::x', '| ::error::x'],
  ['a carriage return in the line', 'fine\r::error::x', 'fine::error::x'],
  ['behind C0 and C1 controls', '\u0000\u0001\u0085\u009f::error::x', '| ::error::x'],
  ['behind a backspace', 'a\b::error::x', 'a::error::x'],
  ['behind DEL', '\u007f::error::x', '| ::error::x'],
];

describe('harmless', () => {
  it.each(hostile)('%s', (_, line, safe) => {
    expect(harmless(line)).toBe(safe);
    expect(actsAsCommand(harmless(line))).toBe(false);
  });

  it.each([
    ['plain text', '#5 [2/3] RUN make'],
    ['colons that begin no command', 'std::vector<int> a::b'],
    ['a tab', '\tindented'],
    ['an emoji of several characters', '👩‍💻 done ✔️'],
    ['a hash and a bracket apart', '# [x] ## y'],
    ['nothing', ''],
  ])('leaves alone: %s', (_, line) => {
    expect(harmless(line)).toBe(line);
  });

  it('takes no longer for a line that is made to be slow', () => {
    const before = performance.now();
    for (const part of [' ', '\u200b', '#', '#\u200b', ':\u200b', '\u001b[', '\u001b]', '\u001b[1;']) {
      harmless(part.repeat(65_536));
      harmless(`:${part.repeat(65_536)}`);
    }
    expect(performance.now() - before).toBeLessThan(2_000);
  });
});

describe('actionsLog', () => {
  it.each(hostile)('info: %s, as one of several lines', (_, line) => {
    actionsLog().info(`first\n${line}\r\n${line}`);
    expect(lines()[0]).toBe('first');
    expect(lines().filter(actsAsCommand)).toEqual([]);
  });

  it.each(hostile)('a title of a group: %s', async (_, line) => {
    expect(await actionsLog().group(`${line}\n${line}`, async () => 5)).toBe(5);
    expect(lines().filter((text) => !/^::(group|endgroup)::/.test(text))).toEqual([]);
    expect(lines()).toHaveLength(2);
  });

  it.each(hostile)('a warning and its title: %s', (_, line) => {
    actionsLog().warning(`first\n${line}`, line);
    expect(lines()).toHaveLength(1);
    expect(lines()[0]).toMatch(/^::warning title=[^:]*::first%0A/);
  });

  it('an error names the file and the line', () => {
    actionsLog().error('went\nwrong: 100%', 'build-failed', { file: 'a,b/Dockerfile', line: 7 });
    expect(lines()).toEqual([
      '::error title=build-failed,file=a%2Cb/Dockerfile,line=7::went%0Awrong: 100%25',
    ]);
  });

  it('a notice has no title unless it is given one', () => {
    actionsLog().notice('so');
    expect(lines()).toEqual(['::notice::so']);
  });

  it('a group ends when its body fails', async () => {
    await expect(actionsLog().group('Build', () => Promise.reject(new Error('no')))).rejects.toThrow('no');
    expect(lines()).toEqual(['::group::Build', '::endgroup::']);
  });

  it('masks a secret whole and by its lines, but nothing that is blank', () => {
    actionsLog().mask('one\r\n\r\n  \ntwo');
    expect(lines()).toEqual(['::add-mask::one%0D%0A%0D%0A  %0Atwo', '::add-mask::one', '::add-mask::two']);
    printed.length = 0;
    actionsLog().mask('  ');
    expect(printed).toEqual([]);
  });
});
