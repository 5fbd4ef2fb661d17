import { type Http, HttpStatusError } from './http.ts';

export interface ReleaseAsset {
  readonly name: string;
  /** `sha256:…` as GitHub computed it at upload; null where the server has none. */
  readonly digest: string | null;
}

export interface Release {
  readonly tag: string;
  readonly assets: readonly ReleaseAsset[];
}

export interface ReleaseQuery {
  readonly owner: string;
  readonly repo: string;
  /** Base URL of the REST API. */
  readonly apiUrl: string;
  readonly token: string | null;
  readonly signal: AbortSignal;
}

export interface GitHub {
  /** The release that GitHub calls the latest. Throws HttpStatusError, Node's network error, or the signal's reason. */
  latestRelease(query: ReleaseQuery): Promise<Release>;
}

/** @actions/github takes longer to load than the pinned release takes to be found, so only a call loads it. */
export function systemGitHub(http: Http): GitHub {
  return {
    async latestRelease({ owner, repo, apiUrl, token, signal }) {
      const { GitHub: Octokit, getOctokitOptions } = await import('@actions/github/lib/utils');
      // Its own fetch is bound to the proxy for GITHUB_API_URL, which may be another server.
      const options = { baseUrl: apiUrl, request: { fetch: fetchThrough(http, signal) } };
      const octokit = new Octokit(token ? getOctokitOptions(token, options) : options);
      try {
        const { data } = await octokit.rest.repos.getLatestRelease({ owner, repo });
        return {
          tag: data.tag_name,
          assets: data.assets.map(({ name, digest }) => ({ name, digest: digest ?? null })),
        };
      } catch (error) {
        signal.throwIfAborted();
        throw plainError(error);
      }
    },
  };
}

/** The description of a release has some ten kilobytes. */
const largestAnswer = 10e6;

function fetchThrough(http: Http, signal: AbortSignal) {
  return async (url: string, options: { headers: Record<string, string> }): Promise<Response> => {
    const { status, headers, body, discard } = await http.get(url, options.headers, signal);
    const chunks: Uint8Array[] = [];
    let size = 0;
    for await (const chunk of body) {
      size += chunk.byteLength;
      if (size > largestAnswer) {
        discard();
        throw new Error('the answer is larger than 10 MB');
      }
      chunks.push(chunk);
    }
    return new Response(Buffer.concat(chunks), { status, headers });
  };
}

/** Octokit gives an error without an answer the status 500, and hides the network's error in its cause. */
function plainError(error: unknown): unknown {
  if (!(error instanceof Error) || !('status' in error)) {
    return error;
  }
  const response =
    'response' in error ? (error.response as { headers: Record<string, unknown> } | undefined) : undefined;
  if (response === undefined) {
    return error.cause ?? error;
  }
  const headers = Object.fromEntries(
    Object.entries(response.headers).map(([name, value]): [string, string] => [name, String(value)]),
  );
  return new HttpStatusError(Number(error.status), headers, error.message);
}
