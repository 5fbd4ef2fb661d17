import { readBuildOptions } from './build-options.ts';
import { readBuilder, readImage } from './builder.ts';
import { readBuildx } from './buildx.ts';
import { readSmokeTest, readVerifyBinaries } from './checks.ts';
import { readExporters } from './exporters.ts';
import { Form } from './form.ts';
import type { ImageInputs } from './image.ts';
import { readLogin } from './login.ts';
import type { Facts } from './paths.ts';
import { readPlatforms } from './platforms.ts';
import { Problems } from './problems.ts';
import { readSecrets } from './secrets.ts';
import { sensitiveValues } from './sensitive.ts';
import { readSource } from './source.ts';
import { readTags } from './tags.ts';
import { readTimeouts } from './timeouts.ts';

const mostRetries = 10;

export interface ReadInputs {
  /** Frozen, to its leaves. */
  readonly inputs: ImageInputs;
  /** What works, but is hardly meant. */
  readonly warnings: readonly string[];
}

/**
 * Reads the INPUT_ variables. Throws one `input-invalid` that lists everything that is wrong; its text
 * and the warnings hold no sensitive value.
 */
export async function readImageInputs(
  variables: Readonly<Record<string, string>>,
  facts: Facts,
): Promise<ReadInputs> {
  const problems = new Problems(sensitiveValues(variables));
  const form = new Form(variables, problems);
  form.checkCharacters();
  const asked = readPlatforms(form);
  const tags = readTags(form);
  const exporters = readExporters(form, asked, tags);
  const { push, load, output, platforms } = exporters;
  const inputs: ImageInputs = {
    source: await readSource(form, facts),
    platforms,
    tags,
    push,
    load,
    output,
    build: await readBuildOptions(form, variables, facts, exporters),
    secrets: await readSecrets(form, variables, facts),
    githubToken: form.optional('github-token'),
    login: readLogin(form, push),
    publish: form.choice('publish', ['staged', 'direct']),
    verifyBinaries: readVerifyBinaries(form),
    smokeTest: readSmokeTest(form),
    retries: form.integer('retries', 0, mostRetries),
    timeouts: readTimeouts(form),
    emulation: form.choice('emulation', ['auto', 'binfmt', 'builtin', 'none']),
    binfmtImage: readImage(form, 'binfmt-image'),
    buildx: readBuildx(form),
    builder: await readBuilder(form, facts),
    cleanup: form.flag('cleanup'),
  };
  problems.throwIfAny();
  return { inputs: frozen(inputs), warnings: problems.warnings };
}

function frozen<T>(value: T): T {
  if (typeof value === 'object' && value !== null && !Object.isFrozen(value)) {
    Object.freeze(value);
    for (const part of Object.values(value)) {
      frozen(part);
    }
  }
  return value;
}
