import { describe, expect, it } from 'vitest';
import type { ErrorCode } from '../../../src/errors.ts';
import { adviceOn, codeOf } from '../../../src/failures/advice.ts';
import { classifyFailure, type Failure } from '../../../src/failures/classify.ts';

const solve = 'ERROR: failed to build: failed to solve: ';
const base = 'R/a:1: failed to resolve source metadata for r.example/a:1: ';
const git = 'failed to fetch remote https://git.example.com/a.git: git stderr: ';

it.each<[string, string, ErrorCode, string | undefined]>([
  [
    'a base image that is refused',
    `${base}unexpected status from HEAD request to https://r.example/v2/a/manifests/1: 401 Unauthorized`,
    'registry-denied',
    "Log in to r.example: with 'registry', 'username' and 'password', with 'registry-auth', or in an earlier step. The account must be allowed to read the image. Some registries answer like this when there is no such image.",
  ],
  [
    'a push that is refused',
    'failed to push r.example/a: denied: no',
    'registry-denied',
    "Log in to r.example: with 'registry', 'username' and 'password', with 'registry-auth', or in an earlier step. The account must be allowed to write. For ghcr.io the job needs permissions: packages: write; a pull request from a fork has no write access.",
  ],
  [
    'something else that is refused',
    'unauthorized: no',
    'registry-denied',
    "Log in to the registry: with 'registry', 'username' and 'password', with 'registry-auth', or in an earlier step. The account must be allowed to write. For ghcr.io the job needs permissions: packages: write; a pull request from a fork has no write access.",
  ],
  [
    'a login',
    'login attempt to https://r.example/v2/ failed with status: 401 Unauthorized',
    'registry-denied',
    "Check 'registry', 'username' and 'password', or 'registry-auth'; a token may have expired.",
  ],
  [
    'a cache',
    'error writing layer blob: denied: no',
    'registry-denied',
    "Log in to the registry: with 'registry', 'username' and 'password', with 'registry-auth', or in an earlier step. The account must be allowed to read what 'cache-from' names, and to write what 'cache-to' names.",
  ],
  [
    'a Git repository',
    `${git}fatal: could not read Username for 'https://git.example.com': terminal prompts disabled: exit status 128`,
    'build-failed',
    "The repository is private, or there is none of that name. Give a token that may read it: 'github-token', for another server the secret GIT_AUTH_TOKEN.HOST, or for ssh a key with 'ssh'.",
  ],
  [
    'a download',
    'failed to load cache key: invalid response status 403',
    'build-failed',
    'The server asks for a login. BuildKit sends it the secret HTTP_AUTH_TOKEN_HOST as a bearer token.',
  ],
  [
    'a registry that is away',
    `${base}failed to do request: Head "https://r.example/v2/": EOF`,
    'registry-unavailable',
    "r.example did not recover in time. Run the job again, or raise 'retries'.",
  ],
  [
    'somebody who is away',
    'unexpected EOF',
    'registry-unavailable',
    "The other side did not recover in time. Run the job again, or raise 'retries'.",
  ],
  [
    'a rate limit',
    'failed to push r.example/a: toomanyrequests: no',
    'registry-unavailable',
    "r.example limits how much one account or address may ask for. Run the job again later, log in ('registry', 'username', 'password'), or name a mirror in 'buildkitd-config-inline'.",
  ],
  [
    'a rate limit of somebody',
    'toomanyrequests: no',
    'registry-unavailable',
    "The host limits how much one account or address may ask for. Run the job again later, log in ('registry', 'username', 'password'), or name a mirror in 'buildkitd-config-inline'.",
  ],
  [
    'a rate limit of a Git server',
    `${git}fatal: unable to access 'https://git.example.com/a.git/': The requested URL returned error: 429`,
    'registry-unavailable',
    'git.example.com limits how much one account or address may ask for. Run the job again later.',
  ],
  [
    'a rate limit of a download',
    'failed to load cache key: invalid response status 429',
    'registry-unavailable',
    'The host limits how much one account or address may ask for. Run the job again later.',
  ],
  [
    'an unknown host',
    'failed to push nope.example/a: failed to do request: Head "https://nope.example/v2/": dial tcp: lookup nope.example: no such host',
    'registry-unavailable',
    "No name server of the builder knows nope.example. Check its spelling. A name of the runner's own network is known to the builder only with driver-opts: network=host.",
  ],
  [
    'an unknown host that is not told',
    'no such host',
    'registry-unavailable',
    "No name server of the builder knows the host. Check its spelling. A name of the runner's own network is known to the builder only with driver-opts: network=host.",
  ],
  [
    'a certificate',
    `${base}failed to do request: Head "https://r.example/v2/": tls: failed to verify certificate: x509: certificate signed by unknown authority`,
    'build-failed',
    `Name the authority that signed the certificate of r.example in 'buildkitd-config-inline', as ca = ["/path/ca.pem"] of that registry.`,
  ],
  [
    'a certificate of a registry that is not told',
    'x509: certificate signed by unknown authority',
    'build-failed',
    `Name the authority that signed the certificate of the registry in 'buildkitd-config-inline', as ca = ["/path/ca.pem"] of that registry.`,
  ],
  [
    'a certificate of a Git server',
    `${git}fatal: unable to access 'https://git.example.com/a.git/': SSL certificate problem: x`,
    'build-failed',
    "The certificates that BuildKit trusts are those in its image. Use one that has the authority of git.example.com as 'buildkit-image'.",
  ],
  [
    'a certificate of a download',
    'failed to load cache key: invalid response status 400: x509: x',
    'build-failed',
    "The certificates that BuildKit trusts are those in its image. Use one that has the authority of the host as 'buildkit-image'.",
  ],
  [
    'a full disk',
    'write /x: no space left on device',
    'disk-full',
    'Free space on the machine of the Docker daemon: docker system df shows what takes it, docker buildx prune frees build cache.',
  ],
  ['a Dockerfile', 'dockerfile parse error on line 1: x', 'build-failed', undefined],
  ['a builder that died', 'Unavailable: x', 'builder-died', undefined],
  ['the end of a job', 'context canceled', 'cancelled', undefined],
  ['something new', 'something new', 'build-failed', undefined],
])('%s', (_, text, code, hint) => {
  const failure = classifyFailure(`${solve}${text}`, 1);
  expect(codeOf(failure, 'build-failed')).toBe(code);
  expect(adviceOn(failure)).toBe(hint);
});

describe('a class without more', () => {
  it.each<[Failure['class'], ErrorCode]>([
    ['transient', 'registry-unavailable'],
    ['permission', 'registry-denied'],
    ['user', 'smoke-test-failed'],
    ['unknown', 'smoke-test-failed'],
  ])('%s', (kind, code) => {
    expect(codeOf({ class: kind, detail: 'x' }, 'smoke-test-failed')).toBe(code);
  });
});
