import { knownPlatforms, type Platform, parsePlatform } from '../oci/platform.ts';
import type { SessionRequest } from '../session/session.ts';
import type { JobTools } from '../setup/job-tools.ts';
import type { SetupInputs } from '../setup/setup.ts';
import { readBuilder, readImage } from './builder.ts';
import { readBuildx } from './buildx.ts';
import { readPlatforms } from './platforms.ts';
import { type ReadInputs, readInputs } from './read.ts';
import { readRetries } from './retries.ts';
import { readEntitlements } from './sandbox.ts';
import type { Facts } from './syntax/facts.ts';
import type { Form } from './syntax/form.ts';
import { readTimeouts } from './timeouts.ts';
import { readEmulation, toolchainDefaults } from './toolchain.ts';

/** The inputs of setup/action.yml; `github-token` has an expression there, which the runner resolves. */
export const setupTable = {
  defaults: {
    platforms: 'all',
    ...toolchainDefaults,
    allow: '',
    builder: '',
    use: 'true',
    install: 'false',
    cleanup: 'true',
    'github-token': '',
    retries: '3',
    timeout: '',
  },
  freeText: ['buildkitd-config', 'buildkitd-config-inline'],
  replacements: {
    version: "Use 'buildx-version'.",
    name: "Names are unique; the output 'name' says it. A builder that exists is named in 'builder'.",
    append: "Use 'nodes', which has the same keys, with the first node as its first element.",
    'keep-state':
      "Leave it out: a builder's volume goes with it. A cache is kept with 'cache-to', and a builder with 'cleanup: false'.",
    'cache-binary':
      "Leave it out: buildx stays in the runner's tool cache, and is verified each time it is used.",
    config: "Use 'buildkitd-config'.",
    'config-inline': "Use 'buildkitd-config-inline'.",
    image: "The image that registers the emulators is 'binfmt-image', that of the builder 'buildkit-image'.",
    reset: 'Leave it out: emulators are only added, because other jobs may be using those that are there.',
    'cache-image': 'Leave it out: the emulators are fetched only if some are missing.',
  },
} as const;

type SetupInput = keyof typeof setupTable.defaults;

/** What the user of the set-up action asked for. */
export interface SetupRequest extends SessionRequest, SetupInputs, JobTools {}

/** Throws one `input-invalid` for everything that is wrong. */
export function readSetupInputs(
  variables: Readonly<Record<string, string>>,
  facts: Facts,
): Promise<ReadInputs<SetupRequest>> {
  return readInputs(setupTable, variables, facts, async (form: Form<SetupInput>) => {
    const builder = await readBuilder(form);
    // Elsewhere the nodes have what they have: nothing is registered there.
    const registers = builder.driver === 'docker-container' || builder.driver === 'docker';
    return {
      platforms: readEmulated(form, registers),
      emulation: readEmulation(form),
      binfmtImage: readImage(form, 'binfmt-image'),
      buildx: readBuildx(form),
      builder,
      build: { allow: readEntitlements(form) },
      use: form.flag('use'),
      install: form.flag('install'),
      cleanup: form.flag('cleanup'),
      login: null,
      registryAuth: { logins: [], skipped: [] },
      githubToken: form.optional('github-token'),
      retries: readRetries(form),
      timeouts: readTimeouts(form),
    };
  });
}

/** `all` is one platform of each architecture that there are emulators for. */
function readEmulated(form: Form<'platforms'>, registers: boolean): readonly Platform[] | null {
  if (form.text('platforms') !== 'all') {
    return readPlatforms(form);
  }
  return registers ? everyArchitecture() : null;
}

function everyArchitecture(): readonly Platform[] {
  const platforms = knownPlatforms.flatMap((name) => parsePlatform(name) ?? []);
  return platforms.filter(
    ({ architecture }, index) =>
      platforms.findIndex((other) => other.architecture === architecture) === index,
  );
}
