/**
 * Stands for undici in dist/ (`paths` in tsconfig.json), where it would be half of all bytes.
 * @actions/http-client and @actions/github import it for a fetch through a proxy, which nothing here calls:
 * `http.ts` uses the client's requests alone, and `github.ts` gives Octokit a fetch of its own over them.
 * Where a proxy is set, a ProxyAgent for that fetch is made all the same.
 */
export class ProxyAgent {}

export function fetch(): Promise<never> {
  return Promise.reject(new Error('undici is left out of this bundle'));
}
