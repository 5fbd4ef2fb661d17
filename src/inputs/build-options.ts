import type { BuildOptions } from '../buildx/build-arguments.ts';
import { readAnnotations } from './annotations.ts';
import { type AttestationInput, readAttestations } from './attestations.ts';
import { readCache } from './cache.ts';
import { type CacheInput, readCaches } from './caches.ts';
import { readBuildContexts } from './contexts.ts';
import type { Exporters } from './exporters.ts';
import type { Naming } from './naming.ts';
import { credentialArguments, readBuildArguments, readLabels } from './pairs.ts';
import { readSandbox, type SandboxInput } from './sandbox.ts';
import { readSsh } from './ssh.ts';
import type { Form } from './syntax/form.ts';
import { quote } from './syntax/quote.ts';

type BuildOptionInput =
  | AttestationInput
  | CacheInput
  | SandboxInput
  | 'annotations'
  | 'build-args'
  | 'build-contexts'
  | 'cache'
  | 'context'
  | 'file'
  | 'labels'
  | 'no-cache'
  | 'no-cache-filters'
  | 'pull'
  | 'ssh'
  | 'target';

/** What goes to `buildx build` as it is, checked. */
export async function readBuildOptions(
  form: Form<BuildOptionInput>,
  { platforms, push, load }: Exporters,
  { tags, described }: Naming,
): Promise<BuildOptions> {
  const buildArgs = readBuildArguments(form, described);
  const { attests, provenance, sbom, any, stored, publishesArguments } = readAttestations(form);
  for (const name of publishesArguments ? credentialArguments(buildArgs) : []) {
    form.warn(
      'build-args',
      `${quote(name)} looks like a credential, and provenance with mode=max publishes the values of build arguments. Pass it in 'secrets' instead.`,
    );
  }
  // The docker exporter, which loads, writes plain manifests whatever attestations there are.
  const index = !load && ((push ? any : stored) || platforms?.length !== 1);
  const describes = index ? (['manifest', 'index'] as const) : (['manifest'] as const);
  const cache = readCache(form, { platforms, push, tags });
  return {
    buildArgs,
    buildContexts: await readBuildContexts(form),
    labels: readLabels(form, described),
    annotations: readAnnotations(form, { platforms, index, describes: load ? [] : describes }, described),
    attests,
    provenance,
    sbom,
    noCache: form.flag('no-cache'),
    noCacheFilters: form.list('no-cache-filters', { commas: true }).map(({ text }) => text),
    pull: form.flag('pull'),
    cacheFrom: [...cache.from, ...readCaches(form, 'cache-from', tags)],
    cacheTo: [...cache.to, ...readCaches(form, 'cache-to', tags)],
    ssh: await readSsh(form),
    ...readSandbox(form),
  };
}
