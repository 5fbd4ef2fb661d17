/** Every way in which a step can fail. `docs/errors.md` has a heading for each; a test holds the two together. */
export const errorCodes = [
  'input-invalid',
  'environment-unsupported',
  'docker-missing',
  'daemon-unreachable',
  'daemon-denied',
  'daemon-unsupported',
  'buildx-version-unknown',
  'buildx-version-refused',
  'buildx-asset-missing',
  'buildx-download-failed',
  'buildx-checksum-mismatch',
  'buildx-missing',
  'emulation-unavailable',
  'builder-failed',
  'builder-missing',
  'builder-died',
  'build-failed',
  'build-misconfigured',
  'check-failed',
  'registry-denied',
  'registry-refused',
  'registry-unavailable',
  'disk-full',
  'shard-refused',
  'platforms-differ',
  'config-differs',
  'attestation-missing',
  'binary-differs',
  'binary-unreadable',
  'smoke-test-failed',
  'digest-differs',
  'tag-guarded',
  'tag-failed',
  'timeout',
  'cancelled',
] as const;

export type ErrorCode = (typeof errorCodes)[number];

/** Where in the user's files a failure lies, for an annotation. Lines count from 1. */
export interface SourceLocation {
  readonly file: string;
  readonly line: number;
}

/** What a failed build left to be seen, for the summary. */
export interface BuildEvidence {
  /** The lines of the Dockerfile around the one that failed, as buildx prints them; null where it prints none. */
  readonly excerpt: { readonly file: string; readonly text: string } | null;
  readonly steps: readonly {
    /** For which platform, and on which if that is another one; null where the build has one only. */
    readonly platform: string | null;
    readonly what: string;
    /** The last lines that it printed. */
    readonly output: readonly string[];
  }[];
}

/**
 * A failure that the user can act on: what happened and what was expected (`message`), and what to
 * change (`hint`). Everything else that is thrown is a defect of the action.
 */
export class ActionError extends Error {
  override readonly name = 'ActionError';
  readonly code: ErrorCode;
  readonly hint: string | undefined;
  readonly location: SourceLocation | undefined;
  readonly evidence: BuildEvidence | undefined;

  constructor(
    code: ErrorCode,
    message: string,
    options: {
      hint?: string | undefined;
      location?: SourceLocation | undefined;
      evidence?: BuildEvidence | undefined;
      cause?: unknown;
    } = {},
  ) {
    super(message, options.cause === undefined ? undefined : { cause: options.cause });
    this.code = code;
    this.hint = options.hint;
    this.location = options.location;
    this.evidence = options.evidence;
  }

  /** The same failure in other words. */
  saying(message: string): ActionError {
    return new ActionError(this.code, message, this);
  }
}

/** The text of a thrown value, whatever was thrown. */
export function messageOf(thrown: unknown): string {
  return thrown instanceof Error ? thrown.message : String(thrown);
}
