// What a registry says without a login (https://distribution.github.io/distribution/spec/api/).
import { digestOf } from '../../src/oci/digest.ts';
import { type PublishedImage, parsePublishedImage } from '../../src/oci/manifest.ts';

const indexTypes = [
  'application/vnd.oci.image.index.v1+json',
  'application/vnd.docker.distribution.manifest.list.v2+json',
].join(', ');

/** More pages than any repository has; a registry whose list goes round in a circle must come to an end. */
const mostPages = 50;

/** Every tag of a repository. */
export async function tagsOf(registry: string, repository: string): Promise<readonly string[]> {
  const tags: string[] = [];
  let next: URL | null = new URL(`/v2/${repository}/tags/list?n=1000`, registry);
  for (let page = 0; next !== null; page += 1) {
    if (page === mostPages) {
      throw new Error(`${registry} has more than ${mostPages} pages of tags of ${repository}.`);
    }
    const response: Response = await ask(next, 'application/json');
    const { tags: some } = (await response.json()) as { readonly tags: readonly string[] | null };
    tags.push(...(some ?? []));
    const link: string | undefined = /<([^>]+)>;\s*rel="next"/.exec(response.headers.get('link') ?? '')?.[1];
    next = link === undefined ? null : new URL(link, next);
  }
  return tags;
}

/** What a tag points at, by the bytes that were served. Throws an Error if they are not an image. */
export async function imageOf(registry: string, repository: string, tag: string): Promise<PublishedImage> {
  const response = await ask(new URL(`/v2/${repository}/manifests/${tag}`, registry), indexTypes);
  const bytes = new Uint8Array(await response.arrayBuffer());
  const claimed = response.headers.get('docker-content-digest');
  if (claimed !== null && claimed !== digestOf(bytes)) {
    throw new Error(`${repository}:${tag} is ${digestOf(bytes)}, but ${registry} calls it ${claimed}.`);
  }
  return parsePublishedImage(bytes);
}

/** A GET, with the token that anybody gets if the registry asks for one. */
async function ask(url: URL, accept: string): Promise<Response> {
  const response = await fetchWithin(url, { accept });
  if (response.status !== 401) {
    return expectOk(url, response);
  }
  const challenge = response.headers.get('www-authenticate') ?? '';
  const parameter = (name: string): string => new RegExp(`${name}="([^"]*)"`).exec(challenge)?.[1] ?? '';
  if (!/^bearer /i.test(challenge) || !URL.canParse(parameter('realm'))) {
    throw new Error(`${url} asks for a login: '${challenge}'.`);
  }
  const realm = new URL(parameter('realm'));
  realm.searchParams.set('service', parameter('service'));
  realm.searchParams.set('scope', parameter('scope'));
  const answer = await expectOk(realm, await fetchWithin(realm, {}));
  const { token, access_token } = (await answer.json()) as { token?: string; access_token?: string };
  const authorization = `Bearer ${token ?? access_token ?? ''}`;
  return expectOk(url, await fetchWithin(url, { accept, authorization }));
}

function fetchWithin(url: URL, headers: Readonly<Record<string, string>>): Promise<Response> {
  return fetch(url, { headers, signal: AbortSignal.timeout(30_000) });
}

function expectOk(url: URL, response: Response): Response {
  if (!response.ok) {
    throw new Error(`${url} answered ${response.status} ${response.statusText}.`);
  }
  return response;
}
