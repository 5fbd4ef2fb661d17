import type { BuildxSession } from '../buildx/session.ts';
import { ActionError, messageOf } from '../errors.ts';
import { isRecord, stringsIn } from '../oci/json.ts';
import type { PlatformImage, PublishedImage } from '../oci/manifest.ts';
import { formatPlatform, normalizePlatform, type Platform } from '../oci/platform.ts';
import { inspectPushed } from '../registry/read-back.ts';
import type { AttestationType, Attested } from './attestations.ts';

/** The parts of an image's config that decide what a container of it runs. */
export interface ImageConfig {
  /** The platform of its descriptor; null if the image has one only, which buildx then does not name. */
  readonly of: string | null;
  /** What the config blob itself says; not normalised, so that what it leaves out stays left out. */
  readonly platform: Platform;
  readonly entrypoint: readonly string[];
  readonly cmd: readonly string[];
  readonly workingDir: string;
  readonly env: Readonly<Record<string, string>>;
}

/** What buildx tells of the images of an index in one answer. */
export interface ImageDetails {
  readonly configs: readonly ImageConfig[];
  readonly attested: Attested;
}

/**
 * Reads the configs, and which images have the attestations of these types. Throws `config-differs` if
 * buildx prints something else.
 */
export async function readDetails(
  reference: string,
  types: readonly AttestationType[],
  session: BuildxSession,
): Promise<ImageDetails> {
  const text = (await inspectPushed(reference, ['--format', template(types)], session)).toString('utf8');
  try {
    return parseDetails(text);
  } catch (error) {
    throw new ActionError(
      'config-differs',
      `The image configs of '${reference}' cannot be read: ${messageOf(error)}.`,
      {
        hint: 'Does the image come from another builder, or does a proxy answer in place of the registry?',
        cause: error,
      },
    );
  }
}

/** How buildx calls the content of an attestation (util/imagetools/printers.go and loader.go). */
const fields: Readonly<Record<AttestationType, readonly [attestation: string, content: string]>> = {
  sbom: ['SBOM', 'SPDX'],
  provenance: ['Provenance', 'SLSA'],
};

/**
 * For several images, buildx has the attestations in a map by platform, of which the names are enough; for
 * one, it has the attestation itself. It finds them by media type and predicate type, and reads them, so only
 * those that matter are named.
 */
export function template(types: readonly AttestationType[]): string {
  const attested = types.map((type) => {
    const [attestation, content] = fields[type];
    const several = `{{range $platform, $_ := .${attestation}}}{{json $platform}},{{end}}`;
    const one = `{{if ne (printf "%T" .${attestation}.${content}) "<nil>"}}null,{{end}}`;
    return `"${type}":[{{if $several}}${several}{{else}}${one}{{end}}0]`;
  });
  const several = '{{$several := eq (printf "%.3s" (printf "%T" .Image)) "map"}}';
  return `${several}{${[...attested, '"configs":{{json .Image}}'].join(',')}}`;
}

/** Reads what the template prints. Throws a plain Error with the reason if it is something else. */
export function parseDetails(text: string): ImageDetails {
  const document: unknown = JSON.parse(text);
  if (!isRecord(document)) {
    throw new Error('buildx printed no JSON object');
  }
  const named = (type: AttestationType): readonly (string | null)[] => {
    const list = document[type];
    return Array.isArray(list) ? list.filter((of) => of === null || typeof of === 'string') : [];
  };
  return {
    configs: parseConfigs(document['configs']),
    attested: { sbom: named('sbom'), provenance: named('provenance') },
  };
}

/**
 * One config, or a map of them. Its keys are the normalised platforms of the descriptors, its values the
 * config blobs as they are. Attestations are not in it; of equal platforms only one is.
 */
function parseConfigs(document: unknown): readonly ImageConfig[] {
  if (!isRecord(document)) {
    throw new Error('there are none');
  }
  if (typeof document['architecture'] === 'string') {
    return [configOf(null, document)];
  }
  return Object.entries(document).map(([platform, config]) => configOf(platform, config));
}

function configOf(of: string | null, value: unknown): ImageConfig {
  const whose = of === null ? 'the config' : `the config of ${of}`;
  if (!isRecord(value)) {
    throw new Error(`${whose} is not a JSON object`);
  }
  const { os, architecture, variant } = value;
  if (typeof os !== 'string' || typeof architecture !== 'string') {
    throw new Error(`${whose} names no platform`);
  }
  const config = isRecord(value['config']) ? value['config'] : {};
  const directory = config['WorkingDir'];
  return {
    of,
    platform: { os, architecture, ...(typeof variant === 'string' && variant !== '' ? { variant } : {}) },
    entrypoint: stringsIn(config['Entrypoint']),
    cmd: stringsIn(config['Cmd']),
    workingDir: typeof directory === 'string' && directory !== '' ? directory : '/',
    env: variablesOf(stringsIn(config['Env'])),
  };
}

/** Of equal names the first counts, as for the container's programs. */
function variablesOf(entries: readonly string[]): Readonly<Record<string, string>> {
  const pairs = entries.map((entry): [string, string] => {
    const end = entry.indexOf('=');
    return end < 0 ? [entry, ''] : [entry.slice(0, end), entry.slice(end + 1)];
  });
  return Object.fromEntries(pairs.toReversed());
}

/** A plain manifest has no descriptor that tells its platform: its config does. */
export function withPlatforms(image: PublishedImage, configs: readonly ImageConfig[]): PublishedImage {
  const only = configs.find(({ of }) => of === null);
  if (only === undefined || image.images.length !== 1) {
    return image;
  }
  const platform = normalizePlatform(only.platform);
  return {
    ...image,
    images: image.images.map((entry) => ({ ...entry, platform: entry.platform ?? platform })),
  };
}

/**
 * The config of each image, in the same order, if each says the platform that its descriptor says. A
 * config that names no variant contradicts none: other builders leave it out. Throws `config-differs`.
 */
export function checkConfigs(
  images: readonly PlatformImage[],
  configs: readonly ImageConfig[],
): readonly ImageConfig[] {
  const problems: string[] = [];
  const matched = images.flatMap(({ platform, digest }) => {
    const name = formatPlatform(platform);
    const config = configs.find(({ of }) => of === null || of === name);
    if (config === undefined) {
      problems.push(`${name} (${digest}) has no image config`);
      return [];
    }
    const said = { ...platform, ...config.platform };
    if (formatPlatform(normalizePlatform(said)) !== name) {
      problems.push(
        `the image for ${name} (${digest}) says in its config that it is for ${formatPlatform(config.platform)}`,
      );
    }
    return [config];
  });
  if (problems.length > 0) {
    throw new ActionError(
      'config-differs',
      `Index and images contradict each other: ${problems.join('; ')}.`,
      {
        hint: 'Usually a FROM line pins one platform (FROM --platform=linux/amd64) or the digest of a single-platform base image. Leave --platform out, or pin the digest of the multi-platform index.',
      },
    );
  }
  return matched;
}
