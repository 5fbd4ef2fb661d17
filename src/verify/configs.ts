import type { BuildxSession } from '../buildx/session.ts';
import { ActionError, messageOf } from '../errors.ts';
import { isRecord, stringsIn } from '../oci/json.ts';
import type { PlatformImage, PublishedImage } from '../oci/manifest.ts';
import { formatPlatform, normalizePlatform, type Platform } from '../oci/platform.ts';
import { inspectPushed } from '../registry/read-back.ts';

/** The parts of an image's config that decide what a container of it runs. */
export interface ImageConfig {
  /** The platform of its descriptor; null if the image has one only, which buildx then does not name. */
  readonly of: string | null;
  /** What the config blob itself says; not normalised, so that what it leaves out stays left out. */
  readonly platform: Platform;
  readonly entrypoint: readonly string[];
  readonly cmd: readonly string[];
  readonly workingDir: string;
  /** The variable PATH; null if it is not set. */
  readonly path: string | null;
}

/** Throws `config-differs` if what buildx prints is none. */
export async function readConfigs(
  reference: string,
  session: BuildxSession,
): Promise<readonly ImageConfig[]> {
  const text = (await inspectPushed(reference, ['--format', '{{json .Image}}'], session)).toString('utf8');
  try {
    return parseConfigs(text);
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

/**
 * Reads `imagetools inspect --format '{{json .Image}}'` of buildx (util/imagetools/printers.go and
 * loader.go): one config, or a map of them. Its keys are the normalised platforms of the descriptors, its
 * values the config blobs as they are. Attestations are not in it; of equal platforms only one is.
 */
export function parseConfigs(text: string): readonly ImageConfig[] {
  const document: unknown = JSON.parse(text);
  if (!isRecord(document)) {
    throw new Error('there is none');
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
  const path = stringsIn(config['Env']).find((entry) => entry.startsWith('PATH='));
  return {
    of,
    platform: { os, architecture, ...(typeof variant === 'string' && variant !== '' ? { variant } : {}) },
    entrypoint: stringsIn(config['Entrypoint']),
    cmd: stringsIn(config['Cmd']),
    workingDir: typeof directory === 'string' && directory !== '' ? directory : '/',
    path: path === undefined ? null : path.slice('PATH='.length),
  };
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
