import { join } from 'node:path';
import type { BuildOptions } from '../buildx/build-arguments.ts';
import type { BuilderSpec } from '../buildx/builder.ts';
import { currentJob, formatOwner, type Owner } from '../session/owner.ts';
import type { Session } from '../session/session.ts';
import { recordedBuilder, recordPath } from './job-builder.ts';
import { newBuilderName } from './name.ts';

export interface BuilderRequest {
  /** The name of one that exists and stays; null: make one. */
  readonly existing: string | null;
  readonly image: string;
  readonly driverOptions: readonly string[];
  readonly config: { readonly file: string } | { readonly inline: string } | null;
}

/** The builder to use or to make. */
export interface BuilderInputs {
  readonly builder: BuilderRequest;
  /** Remove it when the job ends. */
  readonly cleanup: boolean;
  readonly build: Pick<BuildOptions, 'allow'>;
}

/** A builder that is decided on, but may not be there yet. */
export interface PlannedBuilder {
  readonly name: string;
  /** File by which later steps of the job find it; null for a builder that is not ours to remove. */
  readonly record: string | null;
  /** null: it exists. */
  readonly spec: BuilderSpec | null;
  /** The text of the user's buildkitd.toml; null for none. */
  readonly config: string | null;
}

/** Decides which builder to use: the named one, the one of an earlier step of this job, or a new one. */
export async function planBuilder(inputs: BuilderInputs, session: Session): Promise<PlannedBuilder> {
  const { builder: request, cleanup, build } = inputs;
  if (request.existing !== null) {
    return { name: request.existing, record: null, spec: null, config: null };
  }
  const { clock, folder } = session;
  const [config, job] = await Promise.all([configText(request.config, session), currentJob(session)]);
  const asked = {
    image: request.image,
    driverOptions: request.driverOptions,
    entitlements: build.allow,
    owner: cleanup ? ownerText(job) : null,
  };
  const record = recordPath({ ...asked, config }, session);
  const earlier = await recordedBuilder(record, session);
  if (earlier !== null) {
    return { name: earlier, record, spec: null, config };
  }
  const name = newBuilderName(clock.now(), clock.random);
  return { name, record, config, spec: { ...asked, name, config: join(folder, 'buildkitd.toml') } };
}

function ownerText(job: Owner | null): string {
  return job === null ? 'unknown' : formatOwner(job);
}

async function configText(config: BuilderRequest['config'], { files }: Session): Promise<string | null> {
  if (config === null) {
    return null;
  }
  return 'inline' in config ? config.inline : (await files.read(config.file)).toString('utf8');
}
