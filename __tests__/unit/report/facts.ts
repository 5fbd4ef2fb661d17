// Steps that the tests of logs and summaries tell of.
import type { ServedDigest } from '../../../src/oci/digest.ts';
import { type Platform, parsePlatform } from '../../../src/oci/platform.ts';
import type { SummaryRequest } from '../../../src/report/summary.ts';
import { Ledger, type Outcome, type VerifiedImage } from '../../../src/session/ledger.ts';
import type { BuildStep } from '../../../src/session/steps.ts';

export const hash = (digit: string) => `sha256:${digit.repeat(64)}` as ServedDigest;
export const app = 'ghcr.io/acme/app';
export const tags = ['1.4.0', 'latest'].map((tag) => ({ registry: 'ghcr.io', repository: app, tag }));
const mediaType = 'application/vnd.oci.image.manifest.v1+json';
export const start = Date.UTC(2026, 0, 1, 12);

export function platform(name: string): Platform {
  const found = parsePlatform(name);
  if (found === null) {
    throw new Error(`${name} is no platform`);
  }
  return found;
}

export const verified: VerifiedImage = {
  digest: hash('a'),
  images: [
    { platform: platform('linux/amd64'), digest: hash('b'), size: 482, mediaType, attestation: hash('e') },
    { platform: platform('linux/arm64'), digest: hash('c'), size: 481, mediaType, attestation: null },
  ],
  binaries: [
    '/app: an ELF binary for x86-64, 64-bit, little-endian',
    '/app: an ELF binary for AArch64, 64-bit',
  ],
  downloads: [3_400_000, null],
  checks: ['the digest', 'the config of each'],
};

/** A step, by its title as BuildKit writes it. */
export function step(title: string, changes: Partial<BuildStep> = {}): BuildStep {
  const [, place = '', what = title] = /^\[([^\]]*)\] (.*)$/.exec(title) ?? [];
  const [, on = null, target = null] = /^(\S+\/\S+?)(?:->(\S+))? /.exec(place) ?? [];
  return {
    id: title,
    title,
    what,
    instruction: /\d+\/\d+$/.test(place),
    platform: target === null ? on : `linux/${target}`,
    on: target === null ? null : on,
    startedMs: start,
    state: 'done',
    seconds: 1,
    doing: '',
    ...changes,
  };
}

/** What is known of a step that has published two platforms, the second under emulation. */
export function published(changes: Partial<Outcome> = {}): Outcome {
  const ledger = new Ledger();
  ledger.setUp({
    buildxVersion: 'v0.37.1',
    driver: 'docker-container',
    nodes: [],
    executions: [
      // In another order than the images: they belong together by their platform.
      { platform: platform('linux/arm64'), node: { name: 'b0' }, how: 'registered' },
      { platform: platform('linux/amd64'), node: { name: 'b0' }, how: 'native' },
    ],
  });
  ledger.verified(verified);
  ledger.tagged(verified.digest, { tags, unconfirmed: [] }, app);
  return { ...ledger.facts, ...changes };
}

export function request(changes: Partial<SummaryRequest> = {}): SummaryRequest {
  return {
    facts: published(),
    publication: { kind: 'nothing' },
    failure: null,
    tags,
    given: [],
    versions: ['buildx v0.37.1'],
    docs: { errors: 'docs/errors.md', faster: 'docs/faster.md' },
    tookMs: 72_000,
    secrets: [],
    ...changes,
  };
}
