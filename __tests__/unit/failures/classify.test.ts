import { describe, expect, it } from 'vitest';
import { classifyFailure, type Failure } from '../../../src/failures/classify.ts';
import { emulatorCrash, emulatorMissing } from '../../../src/failures/emulator.ts';
import type { FailureClass } from '../../../src/failures/rules.ts';

const solve = 'ERROR: failed to build: failed to solve: ';
const get = 'unexpected status from GET request to http://R/v2/base/blobs/sha256:X: ';

/** What is measured with real buildx, BuildKit and registries: name, final text, exit code, verdict. */
const measured: readonly (readonly [string, string, number | null, FailureClass])[] = [
  ['429 on a manifest', `${solve}failed to push R/f:1: toomanyrequests: injected 429`, 1, 'transient'],
  [
    '429 on a base blob',
    `${solve}failed to compute cache key: failed to copy: httpReadSeeker: failed open: ${get}429 Too Many Requests`,
    1,
    'transient',
  ],
  [
    '503 with HTML',
    `${solve}failed to push R/g:1: unexpected status from PUT request to http://R/v2/g/manifests/sha256:X: 503 Service Unavailable: <html>\n<body>denied: no</body>\n</html>`,
    1,
    'transient',
  ],
  ['400 on a manifest', `${solve}failed to push R/f:1: unknown: injected 400`, 1, 'user'],
  ['403 on a blob', `${solve}failed to push R/f:1: denied: injected 403`, 1, 'permission'],
  [
    'reset on upload',
    `${solve}failed to push R/g:1: failed commit on ref "config-sha256:X": failed to do request: Put "http://R/x": read tcp A->B: read: connection reset by peer`,
    1,
    'transient',
  ],
  [
    'EOF on upload',
    `${solve}failed to push R/g:1: failed to do request: Post "http://R/v2/g/blobs/uploads/": EOF`,
    1,
    'transient',
  ],
  [
    '503 on a base manifest',
    `${solve}R/base:1: failed to resolve source metadata for R/base:1: unexpected status from HEAD request to http://R/v2/base/manifests/1: 503 Service Unavailable`,
    1,
    'transient',
  ],
  [
    '500 on a base blob',
    `${solve}failed to compute cache key: failed to copy: httpReadSeeker: failed open: ${get}500 Internal Server Error`,
    1,
    'transient',
  ],
  ['hang, ended from outside', 'Canceled: context canceled', 124, 'cancelled'],
  [
    '503 on the cache export',
    `${solve}error writing layer blob: unexpected status from HEAD request to http://R/v2/cache/blobs/sha256:X: 503 Service Unavailable`,
    1,
    'transient',
  ],
  ['second repository denied', `${solve}failed to push R/second:1: denied: injected 403`, 1, 'permission'],
  [
    '502 on imagetools create',
    'ERROR: publish sha256:X to R/merge:t: failed commit on ref "index-sha256:X": unexpected status ... 502',
    1,
    'transient',
  ],
  ['source digest not there yet', `ERROR: R/merge@sha256:${'0'.repeat(64)}: not found`, 1, 'transient'],
  [
    'buildkitd killed',
    'ERROR: failed to build: failed to receive status: rpc error: code = Unavailable desc = error reading from server: EOF',
    1,
    'daemon',
  ],
  [
    'builder removed',
    'ERROR: failed to build: failed to receive status: rpc error: code = Unavailable desc = closing transport due to: connection error: desc = "error reading from server: EOF", received prior goaway: code: NO_ERROR, debug data: "graceful_stop"',
    1,
    'daemon',
  ],
  ['SIGINT or SIGTERM', `${solve}Canceled: context canceled`, 130, 'cancelled'],
  ['SIGKILL', '', 137, 'cancelled'],
  [
    'Dockerfile missing',
    `${solve}failed to read dockerfile: open nope.Dockerfile: no such file or directory`,
    1,
    'user',
  ],
  [
    'context missing',
    'ERROR: failed to build: unable to prepare context: path "nope-ctx" not found',
    1,
    'user',
  ],
  [
    'parse error',
    `${solve}dockerfile parse error on line 1: unknown instruction: FORM (did you mean FROM?)`,
    1,
    'user',
  ],
  ['unknown target', `${solve}target stage "nope" could not be found`, 1, 'user'],
  [
    'load of several platforms',
    'ERROR: failed to build: docker exporter does not currently support exporting manifest lists',
    1,
    'user',
  ],
  [
    'oci with several nodes',
    'ERROR: failed to build: oci for multi-node builds currently not supported',
    1,
    'user',
  ],
  ['iidfile with local', 'ERROR: local and tar exporters are incompatible with image ID file', 1, 'user'],
  [
    'upper-case tag',
    'ERROR: failed to build: invalid tag "R/Foo:1": repository name must be lowercase',
    1,
    'user',
  ],
  [
    'empty platform',
    'ERROR: failed to build: "" is an invalid OS component of "": OSAndVersion specifier component must match ...',
    1,
    'user',
  ],
  [
    'no daemon',
    'Cannot connect to the Docker daemon at unix:///nope.sock. Is the docker daemon running?',
    1,
    'daemon',
  ],
  [
    'socket permission',
    'permission denied while trying to connect to the Docker daemon socket at unix:///var/run/docker.sock: Get "http://%2Fvar%2Frun%2Fdocker.sock/v1.50/info": dial unix /var/run/docker.sock: connect: permission denied',
    1,
    'daemon',
  ],
  [
    'builder name taken',
    'ERROR: existing instance for "x3" but no append mode, specify the node name to make changes for existing instances',
    1,
    'daemon',
  ],
  [
    'bad driver option',
    'ERROR: failed to initialize builder x2 (x20): invalid driver option nope for docker-container driver',
    1,
    'user',
  ],
  ['buildkitd.toml', 'ERROR: failed to parse config: toml: array is incomplete', 1, 'user'],
];

/** Reported by users, or one of a family. */
const reported: typeof measured = [
  ['disk full, by text', `${solve}ResourceExhausted: write /x: no space left on device`, 102, 'disk'],
  ['disk full, by exit code', `${solve}failed to copy files`, 102, 'disk'],
  [
    'gRPC limit is no full disk',
    `${solve}ResourceExhausted: grpc: received message larger than max (5 vs. 4)`,
    102,
    'unknown',
  ],
  [
    'rate limit of Docker Hub',
    `${solve}alpine: failed to resolve source metadata: toomanyrequests: You have reached your unauthenticated pull rate limit.`,
    1,
    'transient',
  ],
  [
    'upload forgotten, by text',
    `${solve}failed to push R/f:1: blob upload unknown: blob upload unknown to registry`,
    1,
    'transient',
  ],
  [
    'upload forgotten, by status',
    `${solve}failed to push R/f:1: unexpected status from PUT request to https://R/v2/f/blobs/uploads/1?digest=x: 404 Not Found`,
    1,
    'transient',
  ],
  ['unknown blob', `${solve}failed to push R/f:1: unknown blob`, 1, 'transient'],
  [
    'base image not found',
    `${solve}nope:1: failed to resolve source metadata for docker.io/library/nope:1: docker.io/library/nope:1: not found`,
    1,
    'user',
  ],
  [
    'pinned base image not found',
    `${solve}a@sha256:${'0'.repeat(64)}: docker.io/library/a@sha256:${'0'.repeat(64)}: not found`,
    1,
    'user',
  ],
  [
    'file of the context not found',
    `${solve}failed to compute cache key: failed to calculate checksum of ref x: "/EOF": not found`,
    1,
    'user',
  ],
  [
    'private base image',
    `${solve}acme/x: failed to resolve source metadata: pull access denied, repository does not exist or may require authorization: server message: insufficient_scope: authorization failed`,
    1,
    'permission',
  ],
  [
    '401 of a token server',
    `${solve}failed to push R/f:1: failed to authorize: failed to fetch oauth token: unexpected status from POST request to https://R/token: 401 Unauthorized`,
    1,
    'permission',
  ],
  [
    'port that looks like a status',
    `${solve}failed to push R/f:1: unexpected status from PUT request to https://R:503/v2/f/manifests/1: 403 Forbidden`,
    1,
    'permission',
  ],
  [
    'self-signed registry',
    `${solve}failed to push R/f:1: failed to do request: Head "https://R/v2/": tls: failed to verify certificate: x509: certificate signed by unknown authority`,
    1,
    'user',
  ],
  ['unreadable file', `${solve}failed to read dockerfile: open Dockerfile: permission denied`, 1, 'user'],
  [
    'package permission',
    `${solve}failed to push ghcr.io/a/b: denied: permission_denied: write_package`,
    1,
    'permission',
  ],
  [
    'DNS',
    `${solve}failed to push R/f:1: failed to do request: Head "https://R/": dial tcp: lookup R: no such host`,
    1,
    'transient',
  ],
  [
    'daemon pull, timeout',
    'Error response from daemon: Get "https://registry-1.docker.io/v2/": net/http: request canceled while waiting for connection (Client.Timeout exceeded while awaiting headers)',
    1,
    'transient',
  ],
  [
    'daemon pull, status',
    'Error response from daemon: received unexpected HTTP status: 503 Service Unavailable',
    1,
    'transient',
  ],
  [
    'daemon pull, missing',
    'ERROR: Error response from daemon: manifest for a:b not found: manifest unknown: manifest unknown',
    1,
    'user',
  ],
  [
    'docker run, missing',
    "docker: Error response from daemon: manifest for a:b not found: manifest unknown: manifest unknown\nSee 'docker run --help'.",
    125,
    'user',
  ],
  ['exit code 1 without a word', '', 1, 'unknown'],
  ['killed by a signal', '#8 exporting to image\n#8 pushing layers', null, 'cancelled'],
];

describe.each([
  ['measured', measured],
  ['reported', reported],
])('%s', (_, rows) => {
  it.each(rows)('%s', (_name, stderr, code, expected) => {
    const failure = classifyFailure(stderr, code);
    expect(failure.class).toBe(expected);
    expect(failure.detail).not.toBe('');
    expect(failure.detail).not.toContain('\n');
  });
});

const pushLog = (...lines: readonly string[]) =>
  ['#8 exporting to image', '#8 pushing layers', ...lines.map((line) => `#8 0.412 ${line}`)].join('\n');

/** A RUN step that printed `text` and then ended with another exit code than 0. */
const stepFailed = (text: string) =>
  `#7 [linux/arm64 builder 2/3] RUN curl x && echo "toomanyrequests"
#7 0.123 ${text}
#7 ERROR: process "/bin/sh -c curl x" did not complete successfully: exit code: 56
------
 > [linux/arm64 builder 2/3] RUN curl x && echo "toomanyrequests":
0.123 ${text}
------
Dockerfile:3
--------------------
   2 |     # connection reset by peer
   3 | >>> RUN curl x && echo "toomanyrequests"
--------------------
${solve}process "/bin/sh -c curl x; echo connection reset by peer" did not complete successfully: exit code: 56`;

it('finds the status that the final line lost in the log', () => {
  const log = pushLog(
    'error: unexpected status from POST request to http://R/v2/f2/blobs/uploads/: 503 Service Unavailable',
    'retrying in 1s',
  );
  const failure = classifyFailure(`${log}\n${solve}failed to push R/g:1: unknown: try later`, 1);
  expect(failure.class).toBe('transient');
  expect(failure.detail).toContain('503 Service Unavailable');
  expect(classifyFailure(`${solve}failed to push R/g:1: unknown: try later`, 1).class).toBe('user');
});

it.each([
  'curl: (56) connection reset by peer',
  'unexpected status from GET request to http://x: 503 Service Unavailable',
  'ERROR: failed to push R/f:1: toomanyrequests',
  'denied: denied',
  'Canceled: context canceled',
])('a step that prints %j and fails is the user’s', (text) => {
  expect(classifyFailure(stepFailed(text), 1)).toMatchObject({ class: 'user' });
});

it('says that the disk is full when the failed step did', () => {
  const failure = classifyFailure(stepFailed('cp: write error: No space left on device'), 1);
  expect(failure).toEqual({ class: 'disk', detail: 'cp: write error: No space left on device' });
});

it('does not take what a step printed for the reason of another failure', () => {
  const log =
    '#7 [2/2] RUN x\n#7 0.1 connection reset by peer\n#7 [2/2] RUN x\n#7 0.2 toomanyrequests\n#7 DONE 0.3s';
  expect(classifyFailure(`${log}\n${solve}failed to push R/g:1: unknown: no`, 1).class).toBe('user');
  expect(classifyFailure(`${log}\n${solve}something new`, 1).class).toBe('unknown');
  expect(classifyFailure(`${log}\n#7 0.4 ERROR: 503 toomanyrequests`, null).class).toBe('cancelled');
});

it.each<[string, string, Partial<Failure>]>([
  ['seconds', 'Retry-After: 30', { retryAfterMs: 30_000 }],
  ['ghcr.io', 'retry-after: 226.5µs, allowed: 44000/minute', { retryAfterMs: 1 }],
  ['milliseconds', 'retry-after: 251.3ms, allowed: 1', { retryAfterMs: 252 }],
])('Retry-After in %s', (_, text, expected) => {
  expect(classifyFailure(`${solve}failed to push R/f:1: toomanyrequests: ${text}`, 1)).toMatchObject(
    expected,
  );
});

it.each<[string, string, boolean]>([
  [
    'oauth flake of ghcr.io',
    `${solve}failed to push ghcr.io/a/b: failed to authorize: failed to fetch oauth token: denied: denied`,
    true,
  ],
  [
    'commit digest',
    `${solve}failed to push R/a: failed commit on ref "layer-sha256:X": unexpected commit digest sha256:Y, expected sha256:X: failed precondition`,
    true,
  ],
  ['503', `${solve}failed to push R/a: unknown: injected 503`, false],
])('once: %s', (_, text, once) => {
  const failure = classifyFailure(text, 1);
  expect(failure.class).toBe('transient');
  expect(failure.once === true).toBe(once);
  expect(failure.retryAfterMs).toBeUndefined();
});

it.each<[string, string, Failure['class']]>([
  [
    'a base image by digest is not found, as after a HEAD that was reset',
    `${solve}R/a@sha256:${'1'.repeat(64)}: failed to resolve source metadata for R/a@sha256:${'1'.repeat(64)}: R/a@sha256:${'1'.repeat(64)}: not found`,
    'user',
  ],
  [
    'a login whose first request failed',
    'Error response from daemon: login attempt to http://R/v2/ failed with status: 401 Unauthorized',
    'permission',
  ],
  [
    'an upload that was damaged on its way',
    `${solve}failed to push R/a: unknown: provided digest did not match uploaded content`,
    'transient',
  ],
])('is worth one further attempt: %s', (_, text, expected) => {
  expect(classifyFailure(text, 1)).toMatchObject({ class: expected, once: true });
});

it.each<[string, string, Failure['class']]>([
  ['502', 'login attempt to http://R/v2/ failed with status: 502 Bad Gateway', 'transient'],
  ['403', 'login attempt to http://R/v2/ failed with status: 403 Forbidden', 'permission'],
  [
    'a page of HTML for a token',
    'Get "http://R/v2/": unable to decode token response: invalid character',
    'transient',
  ],
])('tells what stopped a login: %s', (_, text, expected) => {
  expect(classifyFailure(`Error response from daemon: ${text}`, 1).class).toBe(expected);
});

it('does not look a second time for a tag that the user wrote', () => {
  const text = `${solve}R/a:1: failed to resolve source metadata for R/a:1: R/a:1: not found`;
  expect(classifyFailure(text, 1)).toMatchObject({ class: 'user' });
  expect(classifyFailure(text, 1).once).toBeUndefined();
});

it('tells a crashed emulator from a missing one and from a crash of the program', () => {
  const crash = 'qemu: uncaught target signal 11 (Segmentation fault) - core dumped';
  expect(emulatorCrash(stepFailed(crash))).toBe(crash);
  expect(emulatorCrash(stepFailed('Segmentation fault (core dumped)'))).toBeNull();
  expect(emulatorMissing(stepFailed('exec /bin/sh: exec format error'))).toBe(
    'exec /bin/sh: exec format error',
  );
  expect(emulatorMissing(stepFailed(crash))).toBeNull();
});
