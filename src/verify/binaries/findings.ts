import { ActionError } from '../../errors.ts';
import { formatPlatform, type Platform } from '../../oci/platform.ts';
import type { Log } from '../../runner/log.ts';
import { type MachineVerdict, machineOf } from './machine.ts';

/** What was found of a program in the image of a platform. */
export interface Finding {
  readonly platform: Platform;
  /** As the image or the input names it. */
  readonly path: string;
  /** What it is: `an ELF binary for AArch64, …`. */
  readonly what: string;
  /**
   * - above: built for a level of the instruction set that not all machines of the platform have
   * - missing: there is no such file; orphaned: it is a script, and its interpreter is missing
   * - unchecked: no ELF binary in the end, so that it says nothing about an architecture
   */
  readonly verdict: MachineVerdict | 'above' | 'missing' | 'orphaned' | 'unchecked';
}

/** An image may name its files as it likes; a finding is one line of a log or a table. */
export function oneLine(text: string): string {
  return text.replace(/\s+/g, ' ');
}

/** How many files a message names; the log has all of them. */
const mostNamed = 20;

/** One line for each finding, and how many there are beyond those. */
function listed(findings: readonly Finding[], line: (finding: Finding) => string): string {
  const more = findings.length - mostNamed;
  return [...findings.slice(0, mostNamed).map(line), ...(more > 0 ? [`… and ${more} more.`] : [])].join('\n');
}

/** Throws `binary-differs` if a file is for another architecture. */
export function refuseForeign(findings: readonly Finding[]): void {
  const foreign = findings.filter(({ verdict }) => verdict === 'differs');
  if (foreign.length === 0) {
    return;
  }
  const message = listed(
    foreign,
    ({ platform, path, what }) =>
      `${formatPlatform(platform)}: '${path}' is ${what}; expected ${machineOf(platform)?.name}.`,
  );
  throw new ActionError('binary-differs', message, {
    hint:
      'Usually a build stage ignores the platform that it builds for: a stage FROM --platform=$BUILDPLATFORM ' +
      'must hand TARGETARCH to its compiler (ARG TARGETARCH, GOARCH=$TARGETARCH), and a COPY or download must pick ' +
      "the file of that architecture. 'verify-binaries' says which files are looked at.",
  });
}

/** Throws `binary-differs` for programs whose instructions not all machines of their platform have. */
export function refuseAbove(findings: readonly Finding[]): void {
  const above = findings.filter(({ verdict }) => verdict === 'above');
  if (above.length > 0) {
    const line = ({ platform, path, what }: Finding) => `${formatPlatform(platform)}: '${path}' is ${what}.`;
    throw new ActionError('binary-differs', listed(above, line), { hint: levelHint });
  }
}

const levelHint =
  'Hand TARGETVARIANT to the compiler as well as TARGETARCH: GOARM is its digit for Go, -march is for C. ' +
  "Or name the variant that it is built for in 'platforms', such as linux/arm/v7.";

/** Throws `binary-unreadable` if a path that was asked for is missing. */
export function refuseMissing(findings: readonly Finding[]): void {
  const missing = findings.filter(({ verdict }) => verdict === 'missing');
  if (missing.length > 0) {
    const line = ({ platform, path, what }: Finding) => `${formatPlatform(platform)}: '${path}': ${what}.`;
    throw new ActionError('binary-unreadable', listed(missing, line), {
      hint: "Every path in 'verify-binaries' must be a file in the image of every platform.",
    });
  }
}

/** Tells a finding in the log, and as an annotation where somebody should look at it. */
export function logFinding({ platform, path, what, verdict }: Finding, log: Log): void {
  const text = `${formatPlatform(platform)}: '${path}': ${what}`;
  switch (verdict) {
    case 'unchecked':
      log.info(`${text}; its architecture was not checked`);
      break;
    case 'compatible':
      log.warning(
        `${text}, which not all machines of this platform run.`,
        'Binary of a sibling architecture',
      );
      break;
    case 'above':
      log.warning(`${text}. ${levelHint}`, 'Binary for newer processors');
      break;
    case 'missing':
    case 'orphaned':
      log.warning(
        `${text}. Unless a volume brings it, a container of this image cannot start.`,
        'Program not found',
      );
      break;
    default:
      log.info(text);
  }
}
