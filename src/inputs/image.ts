import type { PublishInputs } from '../publish/publish.ts';
import type { SessionRequest } from '../session/session.ts';
import type { SetupInputs } from '../setup/setup.ts';
import type { CallInputs } from '../stage/call.ts';
import type { StageInputs } from '../stage/one-builder.ts';
import type { VerifyInputs } from '../verify/verify.ts';
import { readBuildOptions } from './build-options.ts';
import { readBuilder, readImage } from './builder.ts';
import { readBuildx } from './buildx.ts';
import { readCall } from './call.ts';
import { readSmokeTest, readVerifyBinaries } from './checks.ts';
import { readExporters } from './exporters.ts';
import { readLogin } from './login.ts';
import { readNaming } from './naming.ts';
import { readPlatforms } from './platforms.ts';
import { type ReadInputs, readInputs } from './read.ts';
import { readRegistryAuth } from './registry-auth.ts';
import { imageReplacements } from './replacements.ts';
import { readRetries } from './retries.ts';
import { readSecrets } from './secrets.ts';
import { readShard } from './shard.ts';
import { readSource } from './source.ts';
import { readSummary } from './summary.ts';
import type { Facts } from './syntax/facts.ts';
import type { Form } from './syntax/form.ts';
import { readTimeouts } from './timeouts.ts';
import { readEmulation, toolchainDefaults } from './toolchain.ts';

/** The inputs of action.yml; `github-token` has an expression there, which the runner resolves. */
export const imageTable = {
  defaults: {
    context: '.',
    file: '',
    target: '',
    platforms: '',
    images: '',
    tags: '',
    flavor: '',
    push: 'false',
    load: 'false',
    outputs: '',
    call: '',
    'build-args': '',
    'build-contexts': '',
    secrets: '',
    'secret-envs': '',
    'secret-files': '',
    ssh: '',
    labels: '',
    annotations: '',
    attests: '',
    provenance: '',
    sbom: '',
    'no-cache': 'false',
    'no-cache-filters': '',
    pull: 'false',
    cache: 'none',
    'cache-from': '',
    'cache-to': '',
    'add-hosts': '',
    allow: '',
    network: '',
    'shm-size': '',
    ulimit: '',
    'cgroup-parent': '',
    'github-token': '',
    registry: '',
    username: '',
    password: '',
    'registry-auth': '',
    publish: 'staged',
    'tag-guard': 'platforms',
    shard: 'false',
    'verify-binaries': 'entrypoint',
    'smoke-test': '',
    retries: '3',
    timeout: '',
    ...toolchainDefaults,
    builder: '',
    cleanup: 'true',
    summary: 'true',
  },
  freeText: [
    'context',
    'file',
    'outputs',
    'build-args',
    'build-contexts',
    'secrets',
    'secret-files',
    'ssh',
    'labels',
    'annotations',
    'cache-from',
    'cache-to',
    'registry-auth',
    'verify-binaries',
    'smoke-test',
    'buildkitd-config',
    'buildkitd-config-inline',
  ],
  replacements: imageReplacements,
} as const;

export type ImageInputName = keyof typeof imageTable.defaults;

/** What the user of the build action asked for: parsed, normalised and held against itself. */
export interface ImageInputs extends SessionRequest, SetupInputs, StageInputs, VerifyInputs, PublishInputs {
  readonly build: StageInputs['build'];
  /** The first tag that the rules give; empty without rules. */
  readonly version: string;
  /** What the Dockerfile is asked instead of being built; null for a build. */
  readonly call: CallInputs['call'];
  /** The name of the image of which this job leaves a shard, which may be empty; null: it publishes itself. */
  readonly shard: string | null;
}

/** Throws one `input-invalid` for everything that is wrong. */
export function readImageInputs(
  variables: Readonly<Record<string, string>>,
  facts: Facts,
): Promise<ReadInputs<ImageInputs>> {
  return readInputs(imageTable, variables, facts, read);
}

async function read(form: Form<ImageInputName>): Promise<ImageInputs> {
  const asked = readPlatforms(form);
  const call = readCall(form);
  // A call publishes nothing, whatever the step does without one.
  const push = form.flag('push') && call === null;
  const naming = readNaming(form, push);
  const login = readLogin(form, push);
  const exporters = readExporters(form, push, asked);
  const { load, outputs, imageAttributes, platforms } = exporters;
  const emulation = readEmulation(form);
  const shard = readShard(form, { push, exports: load || outputs.length > 0 });
  const tagGuard = form.choice('tag-guard', ['platforms', 'newest', 'none']);
  return {
    source: await readSource(form),
    platforms,
    tags: naming.tags,
    version: naming.version,
    push,
    load,
    outputs,
    imageAttributes,
    call,
    build: await readBuildOptions(form, exporters, naming),
    secrets: await readSecrets(form, push),
    githubToken: form.optional('github-token'),
    login,
    registryAuth: readRegistryAuth(form, push, login),
    publish: form.choice('publish', ['staged', 'direct']),
    // A shard moves no tag.
    tagGuard: shard === null ? tagGuard : 'none',
    shard,
    verifyBinaries: readVerifyBinaries(form),
    smokeTest: readSmokeTest(form),
    retries: readRetries(form),
    timeouts: readTimeouts(form),
    emulation: call === null ? emulation : 'none',
    binfmtImage: readImage(form, 'binfmt-image'),
    buildx: readBuildx(form),
    builder: await readBuilder(form),
    cleanup: form.flag('cleanup'),
    summary: readSummary(form),
  };
}
