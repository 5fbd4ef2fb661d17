import { describe, expect, it } from 'vitest';
import {
  type Finding,
  logFinding,
  oneLine,
  refuseAbove,
  refuseForeign,
  refuseMissing,
} from '../../../../src/verify/binaries/findings.ts';
import { recordingLog } from '../../fakes.ts';

const platform = { os: 'linux', architecture: 'arm64' };
const finding = (verdict: Finding['verdict'], changes: Partial<Finding> = {}): Finding => ({
  platform,
  path: '/app',
  what: 'an ELF binary for x86-64',
  verdict,
  ...changes,
});
const verdicts = ['matches', 'compatible', 'differs', 'above', 'missing', 'orphaned', 'unchecked'] as const;

describe.each([
  ['refuseForeign', refuseForeign, 'differs', 'binary-differs'],
  ['refuseAbove', refuseAbove, 'above', 'binary-differs'],
  ['refuseMissing', refuseMissing, 'missing', 'binary-unreadable'],
] as const)('%s', (_, refuse, verdict, code) => {
  it(`refuses what is ${verdict}, and names that alone`, () => {
    const findings = verdicts.map((other) => finding(other, { path: `/${other}` }));
    expect(() => refuse(findings)).toThrow(expect.objectContaining({ code }));
    expect(() => refuse(findings)).toThrow(new RegExp(`^linux/arm64: '/${verdict}'.*$`));
  });

  it('lets everything else pass', () => {
    const others = verdicts.filter((other) => other !== verdict).map((other) => finding(other));
    expect(() => refuse(others)).not.toThrow();
    expect(() => refuse([])).not.toThrow();
  });

  it('names twenty, and counts the rest', () => {
    const lines = (count: number): readonly string[] => {
      const findings = Array.from({ length: count }, (_unused, index) =>
        finding(verdict, { path: `/${index}` }),
      );
      try {
        refuse(findings);
      } catch (error) {
        return String(error instanceof Error ? error.message : error).split('\n');
      }
      return [];
    };
    expect(lines(20)).toHaveLength(20);
    expect(lines(20).at(-1)).toContain("'/19'");
    expect(lines(23).slice(20)).toEqual(['… and 3 more.']);
  });
});

describe('what is said of a file', () => {
  it('that is for another architecture: what it is, and what it should be', () => {
    expect(() => refuseForeign([finding('differs')])).toThrow(
      "linux/arm64: '/app' is an ELF binary for x86-64; expected AArch64.",
    );
  });

  it('that is for newer processors', () => {
    expect(() => refuseAbove([finding('above')])).toThrow("linux/arm64: '/app' is an ELF binary for x86-64.");
  });

  it('that is missing', () => {
    expect(() => refuseMissing([finding('missing', { what: 'no file at /app' })])).toThrow(
      "linux/arm64: '/app': no file at /app.",
    );
  });
});

describe('logFinding', () => {
  it.each<[Finding['verdict'], string]>([
    ['matches', "linux/arm64: '/app': an ELF binary for x86-64"],
    ['differs', "linux/arm64: '/app': an ELF binary for x86-64"],
    ['unchecked', "linux/arm64: '/app': an ELF binary for x86-64; its architecture was not checked"],
    [
      'compatible',
      "warning: linux/arm64: '/app': an ELF binary for x86-64, which not all machines of this platform run.",
    ],
    ['above', "warning: linux/arm64: '/app': an ELF binary for x86-64. Hand TARGETVARIANT"],
    [
      'missing',
      "warning: linux/arm64: '/app': an ELF binary for x86-64. Unless a volume brings it, a container of this image cannot start.",
    ],
    [
      'orphaned',
      "warning: linux/arm64: '/app': an ELF binary for x86-64. Unless a volume brings it, a container of this image cannot start.",
    ],
  ])('%s: %s', (verdict, line) => {
    const log = recordingLog();
    logFinding(finding(verdict), log);
    expect(log.lines).toHaveLength(1);
    expect(log.lines[0]?.startsWith(line)).toBe(true);
  });
});

describe('oneLine', () => {
  it('has no line ends in it', () => {
    expect(oneLine('a\r\n b\tc  d')).toBe('a b c d');
  });
});
