/**
 * - transient: the same command may succeed in a moment
 * - permission: a registry refuses this account
 * - user: Dockerfile, context or inputs, or an image that the registry refuses; again is the same again
 * - daemon: the engine or the builder is not there, or died
 * - disk: the builder's or the engine's disk is full
 * - cancelled: somebody ended it
 */
export type FailureClass = 'transient' | 'permission' | 'user' | 'daemon' | 'disk' | 'cancelled' | 'unknown';

/** A text that tells what kind of failure it was. */
export interface Rule {
  readonly pattern: RegExp;
  readonly class: FailureClass;
  /** Most often it is what the class says, but a registry that failed for a moment looks just like it. */
  readonly once?: true;
}

/**
 * The user's own command failed. BuildKit quotes it in this error, so nothing else in it may be read
 * as anything.
 */
export const stepFailed = /did not complete successfully/;

/** What came is no manifest, or has other bytes than its digest says. */
export const damaged = /unexpected digest: \S+ != |invalid character '[^']*' looking for beginning of/;

/**
 * What the final error of buildx, BuildKit, docker or a registry tells, in order: the first that
 * matches decides. HTTP statuses are not among them (classify.ts).
 */
export const finalRules: readonly Rule[] = [
  { class: 'cancelled', pattern: /context canceled|code = Canceled|^Canceled\b/ },
  { class: 'disk', pattern: /no space left on device|disk quota exceeded/i },

  // The engine or the builder. What died may live again; what is not there will not come.
  { class: 'daemon', pattern: /Cannot connect to the Docker daemon|Is the docker daemon running/ },
  { class: 'daemon', pattern: /permission denied while trying to connect to the docker/i },
  { class: 'daemon', pattern: /existing instance for .* but no append mode|client version \S+ is too/ },
  {
    class: 'daemon',
    pattern:
      /code = Unavailable|(^|: )Unavailable: |error reading from server|graceful_stop|failed to list workers/,
  },
  { class: 'daemon', pattern: /No such container|container \S+ is not running/i },

  // Dockerfile, context, inputs.
  { class: 'user', pattern: /dockerfile parse error|failed to read dockerfile: open /i },
  { class: 'user', pattern: /unable to prepare context|target stage .* could not be found/ },
  { class: 'user', pattern: /failed to calculate checksum of ref|no match for platform in manifest/ },
  { class: 'user', pattern: /does not currently support|currently not supported|is not supported for/ },
  { class: 'user', pattern: /incompatible with image ID file|multiple platforms feature/ },
  { class: 'user', pattern: /invalid (tag|reference|argument|driver option|field|type|value)\b/ },
  { class: 'user', pattern: /is an invalid (OS|component|.* component) |unknown (flag|option|shorthand)/ },
  { class: 'user', pattern: /failed to parse config|no builder ".*" found|entitlement .* is not allowed/ },
  { class: 'user', pattern: /x509: |tls: failed to verify|server gave HTTP response to HTTPS client/ },

  // A HEAD that failed is followed by one for a blob of that digest, whose 404 is then all that is told
  // (containerd core/remotes/docker/resolver.go).
  {
    class: 'user',
    once: true,
    pattern: /failed to resolve source metadata for \S+@sha256:[0-9a-f]{64}: \S+: not found/,
  },
  // The daemon's first request, which asks how to log in, failed, so that the second went without a password
  // (moby daemon/pkg/registry/auth.go).
  { class: 'permission', once: true, pattern: /login attempt to \S+ failed with status: 401/ },

  // ghcr.io answers a good token now and then like this.
  { class: 'transient', once: true, pattern: /failed to fetch oauth token: denied: denied/ },
  { class: 'transient', pattern: /toomanyrequests|too many requests|rate limit/i },
  {
    class: 'transient',
    pattern: /unknown blob|blob (upload )?(unknown|invalid)|BLOB_(UPLOAD_)?(UNKNOWN|INVALID)/i,
  },
  { class: 'transient', once: true, pattern: /unexpected commit digest .*failed precondition/ },
  {
    class: 'transient',
    once: true,
    pattern: /provided digest did not match uploaded content|DIGEST_INVALID/,
  },
];

/** What tells less than an HTTP status does. */
export const weakRules: readonly Rule[] = [
  {
    class: 'permission',
    pattern:
      /(?<!permission )\bdenied(: |$)|access denied|access to the resource is denied|insufficient_scope/,
  },
  { class: 'permission', pattern: /authorization failed|\bunauthorized\b|no basic auth credentials/i },
  { class: 'user', pattern: /permission denied/ },
  {
    class: 'transient',
    pattern:
      /connection reset by peer|connection refused|connection timed out|broken pipe|: (unexpected )?EOF\b/i,
  },
  {
    class: 'transient',
    pattern: /TLS handshake timeout|i\/o timeout|Client\.Timeout|request canceled while/,
  },
  { class: 'transient', pattern: /no such host|temporary failure in name resolution|server misbehaving/i },
  { class: 'transient', pattern: /could not resolve host|network is unreachable|no route to host/i },
  { class: 'transient', pattern: /context deadline exceeded|DeadlineExceeded|maximum timeout reached/ },
  { class: 'transient', pattern: /cannot reuse body, request must be retried|http2: .*(GOAWAY|closed)/i },
  { class: 'transient', pattern: /httpReadSeeker: failed open|error writing layer blob/ },
  { class: 'transient', pattern: /services aren't available right now|unable to decode token response/ },
  // Something on the way answers in the registry's place, or changes what it serves: perhaps for a moment only.
  { class: 'user', once: true, pattern: damaged },
  // A registry's own message in place of the status: `unknown: … 503`.
  { class: 'transient', pattern: /\bunknown: .*\b5\d\d\b|requested URL returned error: (429|5\d\d)/ },
];

/** The name of something that is not there, which the log of the network does not explain. */
export const absent = /not found|no such file or directory|manifest unknown|name unknown/i;
