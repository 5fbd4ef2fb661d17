// Which releases of buildx the table of checksums lacks, and what it is to say of them. Pure.
import semver from 'semver';
import { type Digest, isDigest } from '../../src/oci/digest.ts';
import { assetFile } from '../../src/toolchain/asset.ts';
import { refusal } from '../../src/toolchain/known-bad.ts';

/** Hexadecimal SHA-256 by version (`v0.37.1`) and asset (`linux-amd64`). */
export type Table = Readonly<Record<string, Readonly<Record<string, string>>>>;

/** A release as GitHub's API describes it. */
export interface Release {
  readonly tag_name: string;
  readonly draft: boolean;
  readonly prerelease: boolean;
  readonly assets: readonly {
    readonly name: string;
    /** As GitHub computed it when the file was uploaded; releases of before June 2025 have none. */
    readonly digest?: string | null;
    readonly browser_download_url: string;
  }[];
}

/** A checksum file of a release. */
export interface ChecksumFile {
  readonly name: string;
  readonly digests: ReadonlyMap<string, Digest>;
}

/** The releases whose binaries the action may run: final, not refused, and no older than the table's oldest. */
export function relevantReleases(releases: readonly Release[], table: Table): readonly Release[] {
  const [oldest = '0.0.0'] = semver.sort(Object.keys(table));
  return releases.filter(({ tag_name: tag, draft, prerelease }) => {
    const final = tag === `v${semver.valid(tag)}` && semver.prerelease(tag) === null && !draft && !prerelease;
    return final && semver.gte(tag, oldest) && refusal(tag) === null;
  });
}

/** The binaries of a release that the table has no digest of. */
export function missingAssets(release: Release, table: Table): readonly string[] {
  const files = new Set(release.assets.map(({ name }) => name));
  const known = table[release.tag_name] ?? {};
  return assetsOf(table).filter(
    (asset) => known[asset] === undefined && files.has(assetFile(release.tag_name, asset)),
  );
}

/**
 * The release's line of the table: what the table has, and each binary of which GitHub's digest of the upload
 * and a checksum file of the release say the same. Throws an Error if any two records of a binary disagree.
 */
export function digestsOf(
  release: Release,
  lists: readonly ChecksumFile[],
  table: Table,
): Readonly<Record<string, string>> {
  const version = release.tag_name;
  const digests: Record<string, string> = {};
  for (const asset of assetsOf(table)) {
    const file = assetFile(version, asset);
    const known = table[version]?.[asset];
    const uploaded = release.assets.find(({ name }) => name === file)?.digest ?? null;
    const listed = lists.filter(({ digests: list }) => list.has(file));
    const records: readonly (readonly [who: string, digest: string])[] = [
      ...(known === undefined ? [] : ([['src/toolchain/checksums.ts', `sha256:${known}`]] as const)),
      ...(uploaded === null ? [] : ([['GitHub, which hashed the upload,', uploaded]] as const)),
      ...listed.map(({ name, digests: list }) => [`the release's ${name}`, list.get(file) ?? ''] as const),
    ];
    const [, digest = ''] = records[0] ?? [];
    if (records.some(([, other]) => other !== digest)) {
      const said = records.map(([who, other]) => `${who} says ${other}`).join('; ');
      throw new Error(`The records of ${file} disagree: ${said}. Find out why before anything is changed.`);
    }
    if (isDigest(digest) && (known !== undefined || (uploaded !== null && listed.length > 0))) {
      digests[asset] = digest.slice('sha256:'.length);
    }
  }
  return digests;
}

/** The text of checksums.ts with another table, as the formatter would have it. */
export function withTable(text: string, table: Table): string {
  const opening = '= {\n';
  const start = text.indexOf(opening);
  if (start < 0) {
    throw new Error(`src/toolchain/checksums.ts has no line that ends with '${opening.trim()}'.`);
  }
  const releases = semver.rsort(Object.keys(table)).map((version) => {
    const rows = Object.entries(table[version] ?? {}).map(([asset, hex]) => `    '${asset}': '${hex}',\n`);
    return `  '${version}': {\n${rows.join('')}  },\n`;
  });
  return `${text.slice(0, start + opening.length)}${releases.join('')}};\n`;
}

/** The assets of the release that has most of them, in the table's order. */
function assetsOf(table: Table): readonly string[] {
  const [fullest = {}] = Object.values(table).toSorted(
    (a, b) => Object.keys(b).length - Object.keys(a).length,
  );
  return Object.keys(fullest);
}
