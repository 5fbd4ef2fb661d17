import type { PublishInputs } from '../publish/publish.ts';
import type { SessionRequest } from '../session/session.ts';
import type { SetupInputs } from '../setup/setup.ts';
import type { StageInputs } from '../stage/one-builder.ts';
import type { VerifyInputs } from '../verify/verify.ts';

/** What the user of the build action asked for: parsed, normalised and held against itself. */
export interface ImageInputs extends SessionRequest, SetupInputs, StageInputs, VerifyInputs, PublishInputs {
  readonly build: StageInputs['build'];
}
