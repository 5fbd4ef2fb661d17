import type { BuildOptions } from '../buildx/build-arguments.ts';
import { readAnnotations } from './annotations.ts';
import { readAttestations } from './attestations.ts';
import { readCaches } from './caches.ts';
import { readBuildContexts } from './contexts.ts';
import type { Exporters } from './exporters.ts';
import type { Form } from './form.ts';
import { credentialArguments, readBuildArguments, readLabels } from './pairs.ts';
import type { Facts } from './paths.ts';
import { quote } from './problems.ts';
import { readSandbox } from './sandbox.ts';
import { readSsh } from './ssh.ts';

/** What goes to `buildx build` as it is, checked. */
export async function readBuildOptions(
  form: Form,
  variables: Readonly<Record<string, string>>,
  facts: Facts,
  exporters: Exporters,
): Promise<BuildOptions> {
  const buildArgs = readBuildArguments(form, variables);
  const { attests, provenance, sbom, any, publishesArguments } = readAttestations(
    form,
    variables,
    facts.event,
  );
  for (const name of publishesArguments ? credentialArguments(buildArgs) : []) {
    form.problems.warn(
      'build-args',
      `${quote(name)} looks like a credential, and provenance with mode=max publishes the values of build arguments; give it by 'secrets' instead.`,
    );
  }
  const { platforms, load } = exporters;
  return {
    buildArgs,
    buildContexts: await readBuildContexts(form, facts),
    labels: readLabels(form),
    // The docker exporter, which loads, writes plain manifests whatever attestations there are.
    annotations: readAnnotations(form, { platforms, index: !load && (any || platforms?.length !== 1) }),
    attests,
    provenance,
    sbom,
    noCache: form.flag('no-cache'),
    noCacheFilters: form.list('no-cache-filters', { commas: true }).map(({ text }) => text),
    pull: form.flag('pull'),
    cacheFrom: readCaches(form, 'cache-from'),
    cacheTo: readCaches(form, 'cache-to'),
    ssh: await readSsh(form, variables, facts),
    ...readSandbox(form),
  };
}
