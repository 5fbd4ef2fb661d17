import { describe, expect, it } from 'vitest';
import { hostOf, type Operation, operationOf, tokenAsked } from '../../../src/failures/operation.ts';

const solve = 'ERROR: failed to build: failed to solve: ';

it.each<[string, string, Operation | null, string | null]>([
  [
    'a base image',
    `${solve}127.0.0.1:21651/a/b:1: failed to resolve source metadata for 127.0.0.1:21651/a/b:1: unexpected status from HEAD request to http://127.0.0.1:21651/v2/a/b/manifests/1: 401 Unauthorized`,
    'pull',
    '127.0.0.1:21651',
  ],
  [
    'a base image of Docker Hub, by way of its token server',
    `${solve}acme/x: failed to resolve source metadata for docker.io/acme/x:latest: failed to authorize: failed to fetch oauth token: Post "https://auth.docker.io/token": EOF`,
    'pull',
    'docker.io',
  ],
  [
    'a base image that is private',
    `${solve}acme/x: pull access denied, repository does not exist or may require authorization: server message: insufficient_scope: authorization failed`,
    'pull',
    null,
  ],
  [
    'a layer of a base image',
    `${solve}failed to compute cache key: failed to copy: httpReadSeeker: failed open: unexpected status from GET request to https://R/v2/base/blobs/sha256:X: 429 Too Many Requests`,
    'pull',
    'R',
  ],
  ['a layer, once more', 'httpReadSeeker: failed open: x', 'pull', null],
  ['a config', `${solve}failed to resolve image config: x`, 'pull', null],
  ['a copy', `${solve}failed to copy: x`, 'pull', null],
  [
    'a read-back',
    'ERROR: unexpected status from HEAD request to https://ghcr.io/v2/acme/app/manifests/1: 401 Unauthorized',
    'pull',
    'ghcr.io',
  ],
  [
    'a read-back that is cut off',
    'ERROR: failed to do request: Get "https://R:5000/v2/a/manifests/1": EOF',
    'pull',
    'R:5000',
  ],
  [
    'a read-back without an answer',
    'ERROR: failed to do request: Head "http://R/v2/a/manifests/1": EOF',
    'pull',
    'R',
  ],
  [
    'a pull of the daemon',
    'Error response from daemon: manifest for R:5000/a/b:1 not found: manifest unknown: manifest unknown',
    'pull',
    'R:5000',
  ],
  [
    'a push',
    `${solve}failed to push 127.0.0.1:21651/a/b: unexpected status from HEAD request to http://127.0.0.1:21651/v2/a/b/blobs/sha256:X: 401 Unauthorized`,
    'push',
    '127.0.0.1:21651',
  ],
  ['a push to Docker Hub', `${solve}failed to push acme/app: denied: requested access`, 'push', 'docker.io'],
  [
    'a push to a machine without dots',
    `${solve}failed to push localhost/app:1: denied: no`,
    'push',
    'localhost',
  ],
  [
    'a push to something like localhost',
    `${solve}failed to push localhost2/app: denied: no`,
    'push',
    'docker.io',
  ],
  [
    'a push to a port',
    `${solve}failed to push registry.example:5000/a/b:1: denied: no`,
    'push',
    'registry.example:5000',
  ],
  ['a push of one name', `${solve}failed to push app.v1: denied: no`, 'push', 'docker.io'],
  [
    'a push to somewhere like localhost',
    `${solve}failed to push mylocalhost/app: denied: no`,
    'push',
    'docker.io',
  ],
  ['a push that is denied', 'ERROR: push access denied, repository does not exist', 'push', null],
  [
    'tags',
    'ERROR: publish sha256:X to R:5000/merge:t: failed commit on ref "index-sha256:X": unexpected status ... 502',
    'push',
    'R:5000',
  ],
  [
    'a request that writes',
    'ERROR: unexpected status from PUT request to https://R/v2/a/manifests/1: 403 Forbidden',
    'push',
    'R',
  ],
  [
    'a request that begins to write',
    'unexpected status from POST request to https://R/v2/a/blobs/uploads/: 404',
    'push',
    'R',
  ],
  [
    'a request that goes on',
    'unexpected status from PATCH request to https://R/v2/a/blobs/uploads/1: 404',
    'push',
    'R',
  ],
  ['a write that is cut off', 'failed to do request: Put "https://R/v2/a/blobs/uploads/1": EOF', 'push', 'R'],
  [
    'a beginning that is cut off',
    'failed to do request: Post "https://R/v2/a/blobs/uploads/": EOF',
    'push',
    'R',
  ],
  ['a part that is cut off', 'failed to do request: Patch "http://R/v2/a/blobs/uploads/1": EOF', 'push', 'R'],
  [
    'a login',
    'Error response from daemon: login attempt to http://R:5000/v2/ failed with status: 401 Unauthorized',
    'login',
    'R:5000',
  ],
  [
    'a login with a reason',
    'Error response from daemon: Get "https://registry.example.com/v2/": unauthorized: HTTP Basic: Access denied',
    'login',
    'registry.example.com',
  ],
  ['a login that is denied', 'Error response from daemon: Get "http://R/v2/": denied: no', 'login', 'R'],
  [
    'a cache',
    `${solve}error writing layer blob: unexpected status from HEAD request to http://R/v2/cache/blobs/sha256:X: 503 Service Unavailable`,
    'cache',
    'R',
  ],
  [
    'a config of a cache',
    `${solve}error writing config blob: failed to push r.example/x: EOF`,
    'cache',
    'r.example',
  ],
  ['a manifest of a cache', `${solve}error writing manifest blob: EOF`, 'cache', null],
  ['a manifest of a cache in S3', `${solve}error writing manifest: x: EOF`, 'cache', null],
  [
    'a cache that is read',
    `${solve}failed to configure registry cache importer: R/c: not found`,
    'cache',
    null,
  ],
  ['a cache that is written', `${solve}failed to configure gha cache exporter: x`, 'cache', null],
  [
    'Git',
    `${solve}failed to fetch remote https://xxxxx:xxxxx@github.com/acme/app.git: git stderr: fatal: x: exit status 128`,
    'git',
    'github.com',
  ],
  [
    'Git over ssh',
    `${solve}failed to fetch remote ssh://git@h:22/a.git: context completed: x`,
    'git',
    'h:22',
  ],
  ['the git protocol', 'failed to fetch remote git://h/a.git: x', 'git', 'h'],
  [
    'Git, of what it wrote',
    'failed to checkout: git stderr: ssh: connect to host h.example port 22: x',
    'git',
    'h.example',
  ],
  ['Git without a branch', 'could not find default branch for repository: https://h/a.git', 'git', 'h'],
  ['Git with a broken one', 'error fetching default branch for repository https://h/a.git: x', 'git', 'h'],
  ['no key', 'no SSH key "default" forwarded from the client', 'git', null],
  ['no ref', 'repository does not contain ref nope', 'git', null],
  ['no commit', 'expected checksum to match 1, got 2', 'git', null],
  [
    'a download',
    `${solve}failed to load cache key: Get "https://example.com:8443/x": EOF`,
    'download',
    'example.com:8443',
  ],
  [
    'a download that is only asked about',
    `${solve}failed to load cache key: Head "https://example.com/x": EOF`,
    'download',
    'example.com',
  ],
  [
    'a download with a status',
    `${solve}failed to load cache key: invalid response status 503`,
    'download',
    null,
  ],
  [
    'a download of something else',
    `${solve}digest mismatch for https://h/x: sha256:1 (expected: sha256:2)`,
    'download',
    'h',
  ],
  [
    'a name',
    `${solve}failed to push ghcr.io/a/b: failed to do request: Head "https://ghcr.io/v2/": dial tcp: lookup proxy.corp on 10.0.0.53:53: no such host`,
    'push',
    'proxy.corp',
  ],
  ['a name without a server', 'dial tcp: lookup proxy.corp: no such host', null, 'proxy.corp'],
  ['a name, of curl', 'git stderr: Could not resolve host: h.example: exit status 128', 'git', 'h.example'],
  ['a name of a proxy', 'git stderr: Could not resolve proxy: p.example', 'git', 'p.example'],
  ['a name, of ssh', 'git stderr: ssh: Could not resolve hostname h.example: x', 'git', 'h.example'],
  ['nothing', `${solve}dockerfile parse error on line 1`, null, null],
  ['a page that is linked to', 'see R/v2/ for (GET request to nothing)', null, null],
])('%s', (_, text, operation, host) => {
  expect(operationOf(text)).toBe(operation);
  expect(hostOf(text)).toBe(host);
});

describe('a long text', () => {
  it('takes no time', () => {
    const start = performance.now();
    for (const text of [
      `http://${'a'.repeat(64_000)}`,
      'lookup '.repeat(9000),
      `failed to push ${'a'.repeat(64_000)}`,
    ]) {
      operationOf(text);
      hostOf(text);
    }
    expect(performance.now() - start).toBeLessThan(500);
  });
});

it.each<[name: string, log: readonly string[], asked: object | null]>([
  ['a push', ['[auth] acme/app:pull,push token for ghcr.io'], { operation: 'push', host: 'ghcr.io' }],
  [
    'a pull',
    ['#3 [auth] library/busybox:pull token for registry-1.docker.io'],
    { operation: 'pull', host: 'registry-1.docker.io' },
  ],
  [
    'the last of two',
    ['[auth] a/b:pull token for one.test', 'x', '[auth] c/d:pull,push token for two.test'],
    { operation: 'push', host: 'two.test' },
  ],
  ['no token', ['exporting to image'], null],
])('knows what a token was asked for: %s', (_, log, asked) => {
  expect(tokenAsked(log)).toEqual(asked);
});
