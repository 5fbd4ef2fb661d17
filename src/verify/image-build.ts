import type { Ready } from '../builder/builder.ts';
import { stdinBuildArguments } from '../buildx/stdin-build.ts';
import { CommandFailed, type RetriedCommand, runCommand } from '../failures/command.ts';
import { readEvidence } from '../failures/evidence.ts';
import type { Platform } from '../oci/platform.ts';
import { pinned } from '../oci/reference.ts';
import { buildContextOf, type Staged } from '../stage/staged.ts';

/** The stage that is the staged image in every Dockerfile of an image build. */
export const imageStage = 'image';

/** How these Dockerfiles begin. */
export const firstLine = `FROM scratch AS ${imageStage}`;

/** A build that looks into the staged image, or runs something in it. */
export interface ImageBuild extends Omit<RetriedCommand, 'tool' | 'args' | 'input' | 'pushed' | 'argsAfter'> {
  readonly staged: Staged;
  readonly platforms: readonly Platform[];
  /** Begins with `firstLine`. */
  readonly dockerfile: string;
  readonly options?: readonly string[];
  /** The exporter, in buildx's own CSV. */
  readonly output: string;
}

/** More names than any image's triggers have. */
const mostNames = 16;

/**
 * Runs a build with the staged image as a stage. A named context takes the place of that stage: it has all
 * that the image has, and unlike `FROM reference` it fires none of its ONBUILD triggers, here or in a
 * stage from it (dispatched and init in moby/buildkit frontend/dockerfile/dockerfile2llb/convert.go, from
 * 0.23 on). Only the images that triggers copy from are still resolved: one that does not exist, since a
 * stage was meant, becomes an empty one.
 */
export async function runImageBuild(build: ImageBuild, session: Ready): Promise<void> {
  const { staged, platforms, dockerfile, options = [], output, ...command } = build;
  const names = new Set<string>();
  const args = (): readonly string[] =>
    stdinBuildArguments({
      builder: session.builder.name,
      platforms,
      options: [
        ...['--build-context', `${imageStage}=${buildContextOf(staged)}`],
        ...[...names].flatMap((name) => ['--build-context', `${name}=docker-image://scratch`]),
        ...options,
      ],
      output,
    });
  const pushed =
    staged.target.kind === 'repositories' ? pinned(staged.target.repositories[0], staged.digest) : null;
  for (;;) {
    const known = names.size;
    const learn = (failed: CommandFailed): void => {
      const name = unresolvedName(failed, pushed);
      if (name !== null && names.size < mostNames) {
        names.add(name);
      }
    };
    try {
      await runCommand(
        {
          ...command,
          tool: session.buildx,
          args: args(),
          input: dockerfile,
          ...(pushed === null ? {} : { pushed }),
          argsAfter: (failed) => {
            learn(failed);
            return args();
          },
        },
        session,
      );
      return;
    } catch (error) {
      const cause = error instanceof Error ? error.cause : null;
      if (cause instanceof CommandFailed) {
        learn(cause);
      }
      if (names.size === known) {
        throw error;
      }
    }
  }
}

/** The image beside the staged one that BuildKit could not find; null if it failed over something else. */
function unresolvedName({ completed }: CommandFailed, pushed: string | null): string | null {
  const [, name] =
    /: failed to solve: (\S+): failed to resolve source metadata for /.exec(
      readEvidence(completed.stderr).final,
    ) ?? [];
  return name === undefined || name === pushed ? null : name;
}
