import { describe, expect, it } from 'vitest';
import { classifyFailure, type Failure } from '../../../src/failures/classify.ts';
import type { FailureClass } from '../../../src/failures/rules.ts';

const solve = 'ERROR: failed to build: failed to solve: ';
const get = 'unexpected status from GET request to http://R/v2/base/blobs/sha256:X: ';

/** What is measured with real buildx, BuildKit and registries: name, final text, exit code, verdict. */
const measured: readonly (readonly [string, string, number | null, FailureClass])[] = [
  ['429 on a manifest', `${solve}failed to push R/f:1: toomanyrequests: injected 429`, 1, 'transient'],
  [
    '503 with JSON, whose status only the log has',
    `#8 exporting to image\n#8 0.4 error: unexpected status from POST request to http://R/v2/f2/blobs/uploads/: 503 Service Unavailable\n#8 0.4 retrying in 1s\n${solve}failed to push R/g:1: unknown: injected 503`,
    1,
    'transient',
  ],
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
  // What buildx v0.37.1, whose client is that of Docker 29, says without an engine.
  [
    'create without a socket',
    'ERROR: failed to initialize builder x (x0): failed to connect to the docker API at unix:///nope.sock; check if the path is correct and if the daemon is running: dial unix /nope.sock: connect: no such file or directory',
    1,
    'daemon',
  ],
  [
    'create with nobody behind the address',
    'ERROR: failed to initialize builder x (x0): Cannot connect to the Docker daemon at tcp://127.0.0.1:9. Is the docker daemon running?',
    1,
    'daemon',
  ],
  [
    'create with an unknown host',
    'ERROR: failed to initialize builder x (x0): failed to connect to the docker API at tcp://nope.invalid:2375: lookup nope.invalid on 10.255.255.53:53: no such host',
    1,
    'daemon',
  ],
  [
    'create over ssh',
    'ERROR: failed to initialize builder X (X0): error during connect: Get "http://docker.example.com/v1.52/info": command [ssh -- h docker system dial-stdio] has exited with exit status 255, make sure the URL is valid: stderr=ssh: connect to host 127.0.0.1 port 21699: Connection refused',
    1,
    'daemon',
  ],
  [
    'an engine that wants TLS',
    'Failed to initialize: unable to resolve docker endpoint: open /certs/ca.pem: no such file or directory',
    1,
    'daemon',
  ],
  ['Kubernetes without a node', 'ERROR: expected 1 replicas to be ready, got 0', 1, 'daemon'],
  [
    'Kubernetes without an API',
    'ERROR: error for bootstrap "kx-down0": Get "https://127.0.0.1:21699/apis": dial tcp 127.0.0.1:21699: connect: connection refused',
    1,
    'daemon',
  ],
  [
    'Kubernetes, the pod killed',
    `${solve}Unavailable: closing transport due to: connection error: desc = "error reading from server: command terminated with exit code 137", received prior goaway: code: NO_ERROR, debug data: "graceful_stop"`,
    1,
    'daemon',
  ],
  ['a remote builder that is away', 'ERROR: context deadline exceeded', 1, 'daemon'],
  [
    'a remote builder that is away, in a build',
    'ERROR: failed to build: context deadline exceeded',
    1,
    'daemon',
  ],
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
    'another client than the engine takes',
    'Error response from daemon: client version 1.41 is too old. Minimum supported API version is 1.44',
    1,
    'daemon',
  ],
  [
    'an engine that is asked twice',
    'ERROR: failed to bootstrap *docker.Driver driver in attempts',
    1,
    'daemon',
  ],
  [
    'a builder that is gone',
    'ERROR: Error response from daemon: No such container: buildx_buildkit_x0',
    1,
    'daemon',
  ],
  [
    'a builder that has stopped',
    'ERROR: Error response from daemon: container 4711 is not running',
    1,
    'daemon',
  ],
  [
    'a builder that is silent',
    'ERROR: waiting for BuildKit: failed to x: context deadline exceeded',
    1,
    'daemon',
  ],
  [
    'a builder that is silent about its workers',
    'ERROR: listing workers: failed to x: context deadline exceeded',
    1,
    'daemon',
  ],
  [
    'a builder that does not become one',
    'ERROR: failed to initialize builder x (x0): failed to x: context deadline exceeded',
    1,
    'daemon',
  ],
  ['a builder without workers', `${solve}failed to list workers: x`, 1, 'daemon'],
  [
    'a builder that does not speak gRPC',
    'ERROR: failed to build: connection error: desc = "error reading server preface: EOF"',
    1,
    'daemon',
  ],
  [
    'a registry that is silent',
    `${solve}failed to push R/a: failed to do request: Put "https://R/v2/a/manifests/1": context deadline exceeded`,
    1,
    'transient',
  ],
  ['a quota', `${solve}write /x: disk quota exceeded`, 1, 'disk'],
  [
    'words of others in a Dockerfile',
    `${solve}dockerfile parse error on line 1: unknown instruction: context canceled`,
    1,
    'user',
  ],
  [
    'a dial that was given up',
    `${solve}failed to do request: dial tcp: operation was canceled`,
    1,
    'cancelled',
  ],
  ['a call that was given up', 'ERROR: rpc error: code = Canceled desc = x', 1, 'cancelled'],
  ['a platform that is not there', `${solve}no match for platform in manifest: not found`, 1, 'user'],
  ['a function of another driver', 'ERROR: x is not supported for the docker driver', 1, 'user'],
  [
    'several platforms of the docker driver',
    'ERROR: multiple platforms feature is currently not x',
    1,
    'user',
  ],
  ['an option', 'unknown flag: --nope', 1, 'user'],
  ['an option of an exporter', `${solve}unknown option: x`, 1, 'user'],
  ['a reference', 'ERROR: invalid reference format', 1, 'user'],
  ['an argument', 'ERROR: invalid argument "x" for "--load" flag', 1, 'user'],
  ['a field', 'ERROR: invalid field x', 1, 'user'],
  ['a type', 'ERROR: invalid type x', 1, 'user'],
  ['a value', 'ERROR: invalid value x, expecting k=v', 1, 'user'],
  ['a word that begins so', 'ERROR: invalid tagging', 1, 'unknown'],
  ['an option of one letter', 'unknown shorthand flag: x', 1, 'user'],
  ['no such builder', 'ERROR: no builder "x" found', 1, 'user'],
  ['an entitlement', `${solve}entitlement network.host is not allowed`, 1, 'user'],
  ['a platform', 'ERROR: "a b" is an invalid component of "a b/c": x', 1, 'user'],
  ['a missing page', `${solve}failed to load cache key: invalid response status 404`, 1, 'user'],
  ['a manifest that is refused', 'ERROR: failed to push R/a: manifest invalid: manifest invalid', 1, 'user'],
  ['no account', `${solve}failed to push R/a: no basic auth credentials`, 1, 'permission'],
  ['an account without a right', `${solve}failed to push R/a: insufficient_scope: x`, 1, 'permission'],
  ['no right', `${solve}failed to push R/a: requested access to the resource is denied`, 1, 'permission'],
  ['no right to a project', `${solve}failed to push R/a: access denied for x`, 1, 'permission'],
  [
    'a wrong password',
    'Error response from daemon: Get "https://R/v2/": unauthorized: incorrect username or password',
    1,
    'permission',
  ],
  ['no right, and no more', `${solve}pull access to x denied`, 1, 'permission'],
  ['a file that cannot be read', `${solve}lstat /x: permission denied`, 1, 'user'],
  ['a word of somebody else', `${solve}something Canceled by x`, 1, 'unknown'],
  ['a word that ends so', `${solve}something undenied: x`, 1, 'unknown'],
  [
    'no such repository, of a push',
    `${solve}failed to push R/f:1: unexpected status from POST request to https://R/v2/f/blobs/uploads/: 404 Not Found`,
    1,
    'user',
  ],
  [
    'no such repository, by its code',
    `${solve}failed to push R/f:1: name unknown: repository name not known`,
    1,
    'user',
  ],
  [
    'an upload forgotten, by its code',
    `${solve}failed to push R/f:1: BLOB_UPLOAD_UNKNOWN: x`,
    1,
    'transient',
  ],
  ['a damaged upload, by its code', `${solve}failed to push R/f:1: BLOB_UPLOAD_INVALID: x`, 1, 'transient'],
  ['an unknown blob, by its code', `${solve}failed to push R/f:1: BLOB_UNKNOWN: x`, 1, 'transient'],
  ['an invalid blob', `${solve}failed to push R/f:1: blob invalid: x`, 1, 'transient'],
  ['a message with a status', `${solve}failed to push R/g:1: unknown: backend said 502`, 1, 'transient'],
  ['a message with another number', `${solve}failed to push R/g:1: unknown: backend said 5021`, 1, 'user'],
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
  ['exit code 1 and no error', '', 1, 'unknown'],
  ['ended by a signal of the system', '', 143, 'cancelled'],
  [
    'a failure that was told, and then a signal',
    `${solve}failed to push R/f:1: denied: no`,
    137,
    'permission',
  ],
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

describe('the log', () => {
  const refused = `${solve}failed to push r.example/g:1: unknown: try later`;
  const busy =
    'error: unexpected status from POST request to http://r.example/v2/f2/blobs/uploads/: 503 Service Unavailable';

  it('has the status that the final line lost', () => {
    expect(classifyFailure(`${pushLog(busy, 'retrying in 1s')}\n${refused}`, 1)).toEqual({
      class: 'transient',
      detail: `failed to push r.example/g:1: unknown: try later (${busy.slice('error: '.length)})`,
      operation: 'push',
      host: 'r.example',
    });
  });

  it('has the word of the network that the final line lost', () => {
    const log = pushLog('error: read tcp 10.0.0.1:4000: read: connection reset by peer', 'retrying in 1s');
    expect(classifyFailure(`${log}\n${solve}something new`, 1)).toEqual({
      class: 'transient',
      detail: 'something new (read tcp 10.0.0.1:4000: read: connection reset by peer)',
    });
  });

  it('tells by its last line that says anything', () => {
    const log = pushLog(
      busy,
      busy.replace('503 Service Unavailable', '429 Too Many Requests'),
      'retrying in 4s',
    );
    expect(classifyFailure(`${log}\n${refused}`, 1)).toMatchObject({
      class: 'transient',
      reason: 'rate-limit',
    });
  });

  it.each([
    [
      'of another class',
      'failed to configure registry cache importer: unexpected status from HEAD request to http://r.example/v2/c: 403 Forbidden',
    ],
    ['that is no failure', 'pushing manifest for r.example/g:1 0.1s done'],
  ])('says nothing by a line %s', (_, line) => {
    expect(classifyFailure(`${pushLog(line)}\n${refused}`, 1).class).toBe('user');
    expect(classifyFailure(`${pushLog(line)}\n${solve}something new`, 1).class).toBe('unknown');
  });

  it('is not asked where the final line says it all', () => {
    expect(classifyFailure(`${pushLog(busy)}\n${solve}failed to push R/a: denied: no`, 1)).toEqual({
      class: 'permission',
      detail: 'failed to push R/a: denied: no',
      operation: 'push',
      host: 'docker.io',
    });
  });

  it('has the time that a registry asked for', () => {
    const limited = `${solve}failed to push r.example/g:1: toomanyrequests: slower`;
    const log = pushLog(
      'toomanyrequests: Retry-After: 3',
      'toomanyrequests: Retry-After: 7',
      'retrying in 1s',
    );
    expect(classifyFailure(`${log}\n${limited}`, 1)).toMatchObject({
      class: 'transient',
      retryAfterMs: 7000,
    });
    expect(classifyFailure(`${log}\n${limited}, retry-after: 251.3ms`, 1)).toMatchObject({
      retryAfterMs: 252,
    });
    expect(classifyFailure(`${log}\n${solve}failed to push R/a: denied: no`, 1)).not.toHaveProperty(
      'retryAfterMs',
    );
  });
});

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

describe('a step that failed', () => {
  it.each([
    'curl: (56) connection reset by peer',
    'unexpected status from GET request to http://x: 503 Service Unavailable',
    'ERROR: failed to push R/f:1: toomanyrequests',
    'ERROR: failed to build: failed to solve: toomanyrequests',
    "fatal: unable to access 'https://h/a.git/': Recv failure: Connection reset by peer",
    'denied: denied',
    'Canceled: context canceled',
  ])('is the user’s, though it prints %j', (text) => {
    expect(classifyFailure(stepFailed(text), 1)).toEqual({
      class: 'user',
      detail:
        'process "/bin/sh -c curl x; echo connection reset by peer" did not complete successfully: exit code: 56',
    });
  });

  it('may say that the disk is full', () => {
    const failure = classifyFailure(stepFailed('cp: write error: No space left on device'), 1);
    expect(failure).toEqual({ class: 'disk', detail: 'cp: write error: No space left on device' });
  });

  it('is cancelled where buildx says so, whatever it says besides', () => {
    expect(classifyFailure(stepFailed('x'), 130)).toMatchObject({ class: 'cancelled' });
  });
});

it('does not take what a step printed for the reason of another failure', () => {
  const log =
    '#7 [2/2] RUN x\n#7 0.1 connection reset by peer\n#7 [2/2] RUN x\n#7 0.2 toomanyrequests\n#7 DONE 0.3s';
  expect(classifyFailure(`${log}\n${solve}failed to push R/g:1: unknown: no`, 1).class).toBe('user');
  expect(classifyFailure(`${log}\n${solve}something new`, 1).class).toBe('unknown');
  expect(classifyFailure(`${log}\n#7 0.4 ERROR: 503 toomanyrequests`, null).class).toBe('cancelled');
});

it.each<[string, string, FailureClass]>([
  [
    'the oauth flake of ghcr.io',
    `${solve}failed to push ghcr.io/a/b: failed to authorize: failed to fetch oauth token: denied: denied`,
    'transient',
  ],
  [
    'a digest at the commit',
    `${solve}failed to push R/a: failed commit on ref "layer-sha256:X": unexpected commit digest sha256:Y, expected sha256:X: failed precondition`,
    'transient',
  ],
  [
    'a digest in the answer',
    `${solve}failed to push R/a: got digest sha256:1, expected sha256:2`,
    'transient',
  ],
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
  [
    'an upload that was damaged on its way, by its code',
    `${solve}failed to push R/a: DIGEST_INVALID: x`,
    'transient',
  ],
  [
    'a layer that was damaged on its way to the daemon',
    'Error response from daemon: filesystem layer verification failed for digest sha256:X',
    'transient',
  ],
  [
    'a download that was damaged on its way',
    `${solve}failed to load cache key: digest mismatch for https://h/x: sha256:1 (expected: sha256:2)`,
    'user',
  ],
  ['another page than a manifest', "ERROR: invalid character '<' looking for beginning of value", 'user'],
  [
    'compressed bytes in place of a manifest',
    "ERROR: invalid character '\\x1f' looking for beginning of value",
    'user',
  ],
  ['nothing in place of a manifest', 'ERROR: unexpected end of JSON input', 'user'],
  ['another manifest', 'ERROR: unexpected digest: sha256:1 != sha256:2', 'user'],
])('is worth one further attempt: %s', (_, text, expected) => {
  expect(classifyFailure(text, 1)).toMatchObject({ class: expected, once: true });
});

it.each<[string, string, FailureClass]>([
  ['502', 'login attempt to http://R/v2/ failed with status: 502 Bad Gateway', 'transient'],
  ['403', 'login attempt to http://R/v2/ failed with status: 403 Forbidden', 'permission'],
  [
    'a page of HTML for a token',
    'Get "http://R/v2/": unable to decode token response: invalid character',
    'transient',
  ],
])('tells what stopped a login: %s', (_, text, expected) => {
  const failure = classifyFailure(`Error response from daemon: ${text}`, 1);
  expect(failure.class).toBe(expected);
  expect(failure.once).toBeUndefined();
});

describe('what is not found', () => {
  it('is a name that the user wrote, in a build', () => {
    const text = `${solve}R/a:1: failed to resolve source metadata for R/a:1: R/a:1: not found`;
    expect(classifyFailure(text, 1)).toEqual({
      class: 'user',
      detail: 'R/a:1: failed to resolve source metadata for R/a:1: R/a:1: not found',
      operation: 'pull',
      host: 'docker.io',
    });
  });

  it.each([
    'ERROR: r.example/a:1: not found',
    'ERROR: unexpected status from HEAD request to https://r.example/v2/a/manifests/1.4: 404 Not Found',
    'ERROR: manifest unknown: manifest unknown',
    'ERROR: MANIFEST_UNKNOWN: Manifest unknown',
  ])('was pushed a moment ago, outside a build: %s', (text) => {
    expect(classifyFailure(text, 1).class).toBe('transient');
  });

  it.each([
    'ERROR: failed to build: R/a:1: not found',
    'ERROR: failed to solve: R/a:1: not found',
    'ERROR: Error response from daemon: R/a:1: not found',
    'Error response from daemon: manifest unknown',
    'ERROR: something: R/a:1: not found',
    'ERROR: nothing: not found',
    'ERROR: R/a:1: not found on this machine',
    'ERROR: unexpected status from HEAD request to https://r.example/v2/a/blobs/1: 404 Not Found',
  ])('is not there, elsewhere: %s', (text) => {
    expect(classifyFailure(text, 1).class).toBe('user');
  });
});

describe('a deadline without a request', () => {
  const boot = (...steps: readonly string[]): string =>
    [
      '#1 [internal] booting buildkit',
      ...steps.map((step) => `#1 ${step}`),
      '#1 ERROR: context deadline exceeded',
    ].join('\n');

  it.each([
    [
      'a container that is not made',
      ['pulling image R/b 0.1s done', 'creating container buildx_buildkit_x0'],
    ],
    ['a container that does not start', ['starting container buildx_buildkit_x0']],
    ['an image that was there already', ['pulling image R/b 0.1s done']],
  ])('is that of a builder: %s', (_, steps) => {
    expect(classifyFailure(`${boot(...steps)}\nERROR: context deadline exceeded`, 1)).toEqual({
      class: 'daemon',
      detail: 'context deadline exceeded',
    });
  });

  it('is that of a registry while the image of the builder is pulled', () => {
    const log = boot('pulling image R/b', 'pulling image R/b');
    expect(classifyFailure(`${log}\nERROR: context deadline exceeded`, 1).class).toBe('transient');
    expect(classifyFailure(`${log}\nERROR: failed to build: context deadline exceeded`, 1).class).toBe(
      'transient',
    );
  });

  it('is another one where docker quotes it', () => {
    const text = 'docker: ERROR: context deadline exceeded';
    expect(classifyFailure(text, 1).class).toBe('transient');
  });

  it.each(['x: context deadline exceeded', 'context deadline exceeded, x'])('is another one: %s', (text) => {
    expect(classifyFailure(`ERROR: ${text}`, 1).class).toBe('transient');
  });
});

describe('a download', () => {
  /** As BuildKit v0.33.1 tells it. */
  const added = (title: string, error: string): string =>
    `#3 ${title}\n#3 ERROR: ${error}\n------\n > ${title}:\n------\n${solve}failed to load cache key: ${error}`;
  const title = '[1/1] ADD http://files.example:41505/some/file.tar.gz /x';

  it('is told with its URL, which only the title of the step has', () => {
    expect(classifyFailure(added(title, 'invalid response status 503'), 1)).toEqual({
      class: 'transient',
      detail:
        'failed to load cache key: invalid response status 503 (ADD http://files.example:41505/some/file.tar.gz /x)',
      operation: 'download',
      host: 'files.example:41505',
    });
  });

  it('is told once with its URL', () => {
    const error = 'Get "http://files.example:41505/some/file.tar.gz": EOF';
    expect(classifyFailure(added(title, error), 1)).toEqual({
      class: 'transient',
      detail: `failed to load cache key: ${error}`,
      operation: 'download',
      host: 'files.example:41505',
    });
  });

  it('is told without a URL where no step has one', () => {
    const error = 'invalid response status 403';
    expect(classifyFailure(added('[internal] load remote build context', error), 1)).toEqual({
      class: 'permission',
      detail: `failed to load cache key: ${error}`,
      operation: 'download',
    });
  });

  it('is not mistaken for another one that failed', () => {
    const log = '#2 [1/2] ADD http://other.example/y /y\n#2 ERROR: something else';
    expect(classifyFailure(`${log}\n${added(title, 'invalid response status 503')}`, 1).host).toBe(
      'files.example:41505',
    );
  });

  it('is no other step', () => {
    const stderr = '#3 [1/1] FROM http://x\n#3 ERROR: something new\nERROR: failed to build: something new';
    expect(classifyFailure(stderr, 1)).toEqual({ class: 'unknown', detail: 'something new' });
  });
});

it.each<[string, number | null, Failure]>([
  ['by itself', 1, { class: 'unknown', detail: 'it ended with exit code 1 and printed no error' }],
  ['cancelled', 130, { class: 'cancelled', detail: 'it ended with exit code 130 and printed no error' }],
  [
    'by the exit code of a full disk',
    102,
    { class: 'disk', detail: 'it ended with exit code 102 and printed no error' },
  ],
  [
    'by a signal',
    null,
    {
      class: 'cancelled',
      detail: 'it was killed and printed no error, as happens when the memory of the machine runs out',
    },
  ],
])('a command that says nothing ended %s', (_, code, expected) => {
  expect(classifyFailure('', code)).toEqual(expected);
});

describe('the detail', () => {
  it.each([
    ['without what every error begins with', 'ERROR: failed to build: failed to solve: x', 'x'],
    ['without what a build begins with', 'ERROR: failed to build: x', 'x'],
    ['without docker’s word', 'Error: x', 'x'],
    ['without git’s word', 'error: x', 'x'],
    [
      'with what is said later',
      'ERROR: x: ERROR: failed to build: failed to solve: y',
      'x: ERROR: failed to build: failed to solve: y',
    ],
    ['with a solver’s word later', 'ERROR: x failed to solve: y', 'x failed to solve: y'],
    ['without blanks around', 'ERROR:   x  ', 'x'],
    ['on one line', 'ERROR: a\n\tb  c\r\n', 'a b c'],
    ['up to 400 characters', `ERROR: ${'x'.repeat(400)}`, 'x'.repeat(400)],
    ['not longer', `ERROR: ${'x'.repeat(401)}`, `${'x'.repeat(399)}…`],
  ])('%s', (_, stderr, expected) => {
    expect(classifyFailure(stderr, 1).detail).toBe(expected);
  });
});
