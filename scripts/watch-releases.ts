// node scripts/watch-releases.ts buildx|buildkit|binfmt [--root FOLDER]
//
// Looks for what is newer than what the project knows, and changes its files: the table of buildx checksums, or
// the image that an input has as its default. Prints a line for each change, and nothing if there is none. If
// records that must agree do not, it ends with an error and changes nothing.
//
// GITHUB_API_URL, GITHUB_TOKEN and REGISTRY_URL say whom to ask; without them GitHub and Docker Hub, as anybody.
import { globSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import process from 'node:process';
import { pathToFileURL } from 'node:url';
import { parseArgs } from 'node:util';
import { parseChecksums } from '../src/toolchain/checksum-file.ts';
import {
  type ChecksumFile,
  digestsOf,
  missingAssets,
  type Release,
  relevantReleases,
  type Table,
  withTable,
} from './watch/buildx.ts';
import {
  newestTag,
  type PinnedImage,
  pinnedImages,
  pinnedReference,
  refuseOlder,
  refuseUnusable,
  withLabTag,
} from './watch/images.ts';
import { imageOf, tagsOf } from './watch/registry.ts';

const gitHubApi = (process.env['GITHUB_API_URL'] ?? 'https://api.github.com').replace(/\/+$/, '');
/** Where the default of an input is named. The recorded answers name it too, and the lab records them again. */
const places = [
  'action.yml',
  '*/action.yml',
  'src/**/*.ts',
  'README.md',
  'docs/*.md',
  '__tests__/contract/transcripts/*.json',
];

const registry = process.env['REGISTRY_URL'] ?? 'https://registry-1.docker.io';

/** Since v0.36.0, macOS and Windows are in a file of their own. */
const checksumFiles = ['checksums.txt', 'checksums-signed.txt'];

async function watchBuildx(root: string): Promise<readonly string[]> {
  const file = join(root, 'src/toolchain/checksums.ts');
  const { checksums } = (await import(pathToFileURL(file).href)) as { readonly checksums: Table };
  const table: Record<string, Readonly<Record<string, string>>> = { ...checksums };
  const lines: string[] = [];
  for (const release of relevantReleases(await releases(), checksums)) {
    const missing = missingAssets(release, checksums);
    const digests = digestsOf(release, missing.length === 0 ? [] : await checksumFilesOf(release), checksums);
    const added = missing.filter((asset) => digests[asset] !== undefined);
    if (added.length > 0) {
      table[release.tag_name] = digests;
      lines.push(`buildx ${release.tag_name}: ${added.join(', ')}`);
    }
  }
  if (lines.length > 0) {
    writeFileSync(file, withTable(readFileSync(file, 'utf8'), table));
  }
  return lines;
}

/** The newest hundred, which reaches back for years. */
async function releases(): Promise<readonly Release[]> {
  const token = process.env['GITHUB_TOKEN'] ?? '';
  const response = await fetchText(`${gitHubApi}/repos/docker/buildx/releases?per_page=100`, {
    accept: 'application/vnd.github+json',
    ...(token === '' ? {} : { authorization: `Bearer ${token}` }),
  });
  return JSON.parse(response) as readonly Release[];
}

async function checksumFilesOf({ tag_name: tag, assets }: Release): Promise<readonly ChecksumFile[]> {
  const lists: ChecksumFile[] = [];
  for (const { name, browser_download_url: url } of assets) {
    if (checksumFiles.includes(name)) {
      try {
        lists.push({ name, digests: parseChecksums(await fetchText(url, {})) });
      } catch (error) {
        throw new Error(`${name} of buildx ${tag} cannot be used: ${textOf(error)}`);
      }
    }
  }
  return lists;
}

async function fetchText(url: string, headers: Readonly<Record<string, string>>): Promise<string> {
  const response = await fetch(url, { headers, signal: AbortSignal.timeout(30_000) });
  if (!response.ok) {
    throw new Error(`${url} answered ${response.status} ${response.statusText}.`);
  }
  return response.text();
}

async function watchImage(root: string, image: PinnedImage): Promise<readonly string[]> {
  const texts = new Map(
    globSync(places, { cwd: root }).map((path) => [path, readFileSync(join(root, path), 'utf8')]),
  );
  const known = pinnedReference(image, [...texts.values()]);
  const tag = newestTag(image, await tagsOf(registry, image.repository));
  const published = await imageOf(registry, image.repository, tag);
  const found = `docker.io/${image.repository}:${tag}@${published.digest}`;
  if (found === known) {
    return [];
  }
  refuseOlder(image, known, tag);
  refuseUnusable(found, published);
  for (const [path, text] of texts) {
    if (text.includes(known)) {
      writeFileSync(join(root, path), text.replaceAll(known, found));
    }
  }
  const versions = join(root, 'lab/versions.ts');
  writeFileSync(versions, withLabTag(image, readFileSync(versions, 'utf8'), tag));
  return [`${known} becomes ${found}`];
}

function textOf(error: unknown): string {
  const { message, cause } = error instanceof Error ? error : { message: String(error), cause: undefined };
  return cause instanceof Error ? `${message}: ${cause.message}` : message;
}

const usage = 'Usage: node scripts/watch-releases.ts buildx|buildkit|binfmt [--root FOLDER]';

async function main(): Promise<void> {
  const { positionals, values } = parseArgs({
    allowPositionals: true,
    options: { root: { type: 'string', default: join(import.meta.dirname, '..') } },
  });
  const [what] = positionals;
  if (what !== 'buildx' && what !== 'buildkit' && what !== 'binfmt') {
    throw new Error(usage);
  }
  const lines =
    what === 'buildx' ? await watchBuildx(values.root) : await watchImage(values.root, pinnedImages[what]);
  for (const line of lines) {
    console.log(line);
  }
}

main().catch((error: unknown) => {
  console.error(textOf(error));
  process.exitCode = 1;
});
