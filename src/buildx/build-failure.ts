import { ActionError, type BuildEvidence, type SourceLocation } from '../errors.ts';
import { asActionError, type CommandFailed } from '../failures/command.ts';
import { emulatorCrash, emulatorMissing } from '../failures/emulator.ts';
import { readEvidence } from '../failures/evidence.ts';
import { describeFailedSteps, failedSteps } from './failed-step.ts';

/** Messages of BuildKit and buildx that have one usual cause. */
const knownCauses: readonly (readonly [RegExp, string])[] = [
  [
    /no match for platform in manifest|no matching manifest for/,
    "A base image of the Dockerfile does not exist for one of the 'platforms'. Take a base image that has them all, or leave that platform out.",
  ],
  [
    /no support for running processes with/,
    "The builder's processor lacks this variant. Build it on a machine that has it.",
  ],
  [
    /entitlement .* is not allowed|granting entitlement/,
    "The builder does not grant this. With an existing 'builder', it must be created with that entitlement; see 'allow'.",
  ],
  [/target stage .* could not be found/, "See 'target': it must be the name of a stage in the Dockerfile."],
  [/failed to read dockerfile/, "See 'file' (relative to the checkout) and 'context'."],
  [
    /failed to (?:calculate checksum|compute cache key).*not found/,
    "A COPY or ADD names something that is not in the context. See 'context', and the .dockerignore file.",
  ],
  [
    /cache export (?:feature )?is (?:currently )?not supported|Cache export is not supported/i,
    "This builder cannot export a cache. Leave 'cache-to' out, or use a docker-container builder.",
  ],
  [
    /not (?:implemented|supported) for (?:the )?docker driver/,
    "This builder is the Docker daemon's own BuildKit (driver docker), which can neither push by digest nor export a layout. Use the driver docker-container: leave 'driver' and 'builder' out.",
  ],
  [
    /index annotations not supported for single platform/,
    "Write the annotation without the 'index:' level, or add an attestation.",
  ],
  [
    /^ERROR: .*did not complete successfully: exit code: 137\b/m,
    "Exit code 137 is that of a process which was killed, mostly because memory ran out. Give the builder more ('driver-opts': memory=…) or a larger machine, or run less at once.",
  ],
];

const missingHint =
  'A program of another architecture was run without an emulator. Set emulation: auto, or run that stage natively with FROM --platform=$BUILDPLATFORM.';
const refusedHint =
  'The registry does not take it, and would not the next time. Does it accept an index and attestations (try provenance: false), ' +
  "does the repository exist, and does the builder know its certificate, or that it speaks plain HTTP (see 'buildkitd-config-inline')?";
/** A registry on the machine, as a builder sees it that has a network of its own. */
const ownLoopback = /dial tcp (?:127\.[\d.]+|\[::1\]):\d+: connect: connection refused/;
const loopbackHint =
  "For the builder, localhost is its own container. Give the registry an address that both reach, or the builder the machine's network with driver-opts: network=host.";
const crashHint =
  'The emulator crashed, not your program. Build this platform on a native runner, or try another QEMU with binfmt-image.';

/**
 * What to tell the user of a build that failed; points at the Dockerfile's line where BuildKit names it.
 * `dockerfile` is its path in the checkout, null for one that is not in it.
 */
export function explainBuild(error: CommandFailed, dockerfile: string | null): ActionError {
  const { stderr } = error.completed;
  const kind = error.failure.class;
  if (kind !== 'user' && kind !== 'unknown') {
    const failure = asActionError(error, 'build-failed');
    if (!ownLoopback.test(error.failure.detail)) {
      return failure;
    }
    return new ActionError(failure.code, failure.message, { hint: loopbackHint, cause: error });
  }
  // The detail begins with BuildKit's own words; what a RUN instruction printed is quoted further behind.
  if (error.failure.detail.startsWith('failed to push ')) {
    return new ActionError('registry-refused', error.message, { hint: refusedHint, cause: error });
  }
  const location = sourceLocation(stderr, dockerfile);
  const hint = hintOf(stderr);
  const where = location ? `${location.file}:${location.line}: ` : '';
  const { failed } = readEvidence(stderr);
  const message = [`${where}${error.message}`, ...describeFailedSteps(failed)].join('\n');
  return new ActionError('build-failed', message, {
    cause: error,
    location: dockerfile === null ? undefined : location,
    evidence: { excerpt: excerptOf(stderr, dockerfile), steps: failedSteps(failed) },
    hint,
  });
}

function hintOf(stderr: string): string | undefined {
  if (emulatorCrash(stderr) !== null) {
    return crashHint;
  }
  if (emulatorMissing(stderr) !== null) {
    return missingHint;
  }
  return knownCauses.find(([pattern]) => pattern.test(stderr))?.[1];
}

const mostExcerpt = 40;

/** The failing lines of the Dockerfile with those around them. */
function excerptOf(stderr: string, dockerfile: string | null): BuildEvidence['excerpt'] {
  const [, text] = [...stderr.matchAll(/^\S.*:\d+\r?\n-{10,}\r?\n([\s\S]*?)\n-{10,}\r?$/gm)].at(-1) ?? [];
  const location = sourceLocation(stderr, dockerfile);
  if (text === undefined || location === undefined) {
    return null;
  }
  return { file: location.file, text: text.split(/\r?\n/).slice(0, mostExcerpt).join('\n') };
}

/**
 * buildx prints the failing lines of the Dockerfile under a heading `name:line`, framed by dashes
 * (buildx cmd/buildx/main.go, moby/buildkit solver/errdefs/source.go). The name is without its folder, but in a call.
 */
export function sourceLocation(stderr: string, dockerfile: string | null): SourceLocation | undefined {
  const heading = [...stderr.matchAll(/^(\S.*):(\d+)\r?\n-{10,}\r?$/gm)].at(-1);
  const [, name, line] = heading ?? [];
  if (name === undefined || line === undefined) {
    return undefined;
  }
  // BuildKit knows only the file's own name; any other file (an included one) is not in the checkout.
  const [own, named] = [dockerfile, name].map((path) => path?.split(/[\\/]/).at(-1));
  const file = dockerfile !== null && own === named ? dockerfile : name;
  return { file, line: Number(line) };
}
