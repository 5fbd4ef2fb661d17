import semver from 'semver';
import { ActionError, messageOf } from '../errors.ts';
import { type Digest, isDigest } from '../oci/digest.ts';
import type { Release } from '../runner/github.ts';
import { HttpStatusError } from '../runner/http.ts';
import type { Runner } from '../runner/runner.ts';
import { assetFile } from './asset.ts';
import { parseChecksums } from './checksum-file.ts';
import { refuseKnownBad } from './known-bad.ts';
import { knownDigest, type Resolved } from './resolve.ts';
import { transfer, withoutCredentials, withTransferRetries } from './transfer.ts';

const gitHubApi = 'https://api.github.com';
const largestChecksumFile = 1 << 20;

/**
 * The release that GitHub calls the latest, verified by two records that must agree: the digest that
 * GitHub computed when the binary was uploaded, and the release's own checksum file. A release that
 * this action knows must agree with its table as well. `base` is where releases are downloaded from.
 */
export async function latestRelease(
  asset: string,
  base: string,
  token: string | null,
  runner: Runner,
): Promise<Resolved> {
  const release = await askGitHub(token, runner);
  const version = `v${semver.valid(release.tag)}`;
  if (semver.valid(release.tag) === null) {
    throw new ActionError(
      'buildx-version-unknown',
      `GitHub names '${release.tag}' as the latest buildx release.`,
      {
        hint: "Expected a version. Set 'buildx-version' to an exact one.",
      },
    );
  }
  refuseKnownBad(version, `buildx ${version}, the latest release,`);
  const file = assetFile(version, asset);
  const computed = uploadDigest(release, file);
  const listed = await listedDigest(release, file, `${base}/${version}`, runner);
  agree(file, [
    ['GitHub, which hashed the upload', computed],
    [`the release's ${listed.source}`, listed.digest],
    ['this action', knownDigest(version, asset)],
  ]);
  return { version, sha256: computed };
}

/**
 * Where to ask: buildx lives on github.com, so a GitHub Enterprise server knows nothing of it, and
 * must not send its token there. A server on this machine stands in for github.com.
 */
export function releaseApi(apiUrl: string, token: string | null): { apiUrl: string; token: string | null } {
  const host = URL.canParse(apiUrl) ? new URL(apiUrl).hostname : '';
  const standsIn = /^(api\.github\.com|localhost|127\.\d+\.\d+\.\d+|\[::1\])$/.test(host);
  return standsIn ? { apiUrl: apiUrl.replace(/\/+$/, ''), token } : { apiUrl: gitHubApi, token: null };
}

async function askGitHub(token: string | null, runner: Runner): Promise<Release> {
  const { github, environment, signal } = runner;
  const query = { owner: 'docker', repo: 'buildx', signal, ...releaseApi(environment.apiUrl, token) };
  try {
    return await withTransferRetries('Question for the latest buildx release', runner, () =>
      github.latestRelease(query),
    );
  } catch (error) {
    signal.throwIfAborted();
    const limited = error instanceof HttpStatusError && error.headers['x-ratelimit-remaining'] === '0';
    throw new ActionError(
      'buildx-download-failed',
      `GitHub (${query.apiUrl}) did not say which buildx release is the latest: ${messageOf(error)}`,
      {
        hint: limited
          ? "The rate limit is used up. Set 'github-token', or 'buildx-version' to an exact version."
          : "Set 'buildx-version' to an exact version; that needs no answer from GitHub.",
        cause: error,
      },
    );
  }
}

function uploadDigest(release: Release, file: string): Digest {
  const asset = release.assets.find(({ name }) => name === file);
  if (!asset) {
    throw new ActionError(
      'buildx-asset-missing',
      `The latest buildx release, ${release.tag}, has no file ${file}.`,
      {
        hint: "It may be in the making. Set 'buildx-version' to an exact version.",
      },
    );
  }
  if (asset.digest === null || !isDigest(asset.digest)) {
    throw unverifiable(release.tag, `GitHub gives '${asset.digest ?? ''}' as the digest of ${file}`);
  }
  return asset.digest;
}

/** Since v0.36.0 macOS and Windows stand in a file of their own (docker/buildx#3978). */
async function listedDigest(
  release: Release,
  file: string,
  folder: string,
  runner: Runner,
): Promise<{ source: string; digest: Digest }> {
  for (const source of ['checksums.txt', 'checksums-signed.txt']) {
    if (!release.assets.some(({ name }) => name === source)) {
      continue;
    }
    const url = `${folder}/${source}`;
    const text = await fetchText(`Download of buildx's ${source}`, url, runner);
    let digest: Digest | undefined;
    try {
      digest = parseChecksums(text).get(file);
    } catch (error) {
      throw unverifiable(release.tag, `${withoutCredentials(url)} is malformed: ${messageOf(error)}`);
    }
    if (digest !== undefined) {
      return { source, digest };
    }
  }
  throw unverifiable(release.tag, `no checksum file of the release holds ${file}`);
}

function fetchText(what: string, url: string, runner: Runner): Promise<string> {
  return transfer(what, url, runner, async (response) => {
    const chunks: Uint8Array[] = [];
    let size = 0;
    for await (const chunk of response.body) {
      size += chunk.byteLength;
      if (size > largestChecksumFile) {
        response.discard();
        throw new ActionError('buildx-download-failed', `${withoutCredentials(url)} is larger than 1 MiB.`, {
          hint: "Expected a list of checksums. Check 'buildx-mirror'.",
        });
      }
      chunks.push(chunk);
    }
    return Buffer.concat(chunks).toString('utf8');
  });
}

function agree(file: string, records: readonly (readonly [who: string, digest: Digest | null])[]): void {
  const known = records.filter(([, digest]) => digest !== null);
  if (new Set(known.map(([, digest]) => digest)).size === 1) {
    return;
  }
  throw new ActionError(
    'buildx-checksum-mismatch',
    `The records of ${file} disagree: ${known.map(([who, digest]) => `${who} says ${digest}`).join('; ')}.`,
    { hint: "Nothing was downloaded. Set 'buildx-version' to an exact version that this action knows." },
  );
}

function unverifiable(tag: string, reason: string): ActionError {
  return new ActionError(
    'buildx-version-refused',
    `The latest buildx release, ${tag}, cannot be verified: ${reason}.`,
    {
      hint: "Set 'buildx-version' to an exact version that this action knows, or set 'buildx-sha256' with it.",
    },
  );
}
