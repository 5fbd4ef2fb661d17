/**
 * - transient: the same command may succeed in a moment
 * - permission: a registry, a Git server or a download refuses this account
 * - user: Dockerfile, context or inputs, or an image that the registry refuses; again is the same again
 * - daemon: the engine or the builder is not there, or died
 * - disk: the builder's or the engine's disk is full
 * - cancelled: somebody ended it
 */
export type FailureClass = 'transient' | 'permission' | 'user' | 'daemon' | 'disk' | 'cancelled' | 'unknown';

/**
 * What the class does not say, and a hint can name:
 * - rate-limit: the other side wants fewer requests of this account or address
 * - unknown-host: no DNS server knew the host's name
 * - certificate: one side does not trust the other's certificate
 */
export type Reason = 'rate-limit' | 'unknown-host' | 'certificate';

export interface Verdict {
  readonly class: FailureClass;
  /** Most often it is what the class says, but a registry that failed for a moment looks just like it. */
  readonly once?: true;
  readonly reason?: Reason;
}

/** A text that tells what kind of failure it was. */
export interface Rule extends Verdict {
  readonly pattern: RegExp;
}

/**
 * The user's own command failed. BuildKit quotes it in this error, so nothing else in it may be read
 * as anything.
 */
export const stepFailed = /did not complete successfully/;

/** What came is no manifest, or has other bytes than its digest says. */
export const damaged =
  /unexpected digest: \S+ != |invalid character '[^']*' looking for beginning of|unexpected end of JSON input/;

/**
 * What the final error of buildx, BuildKit, docker or a registry says beyond doubt, in order: the first that
 * matches decides. HTTP statuses are read elsewhere (status.ts), and texts of the network too (network.ts, git.ts).
 */
export const finalRules: readonly Rule[] = [
  // A line of the Dockerfile is quoted here, which may hold any words.
  { class: 'user', pattern: /dockerfile parse error/ },
  // Go's context and net packages, gRPC's status codes.
  { class: 'cancelled', pattern: /context canceled|operation was canceled|code = Canceled|^Canceled\b/ },
  { class: 'disk', pattern: /no space left on device|disk quota exceeded/i },

  // The engine: moby client/request.go and client/errors.go, docker/cli cli/command/cli.go.
  { class: 'daemon', pattern: /Cannot connect to the Docker daemon|Is the docker daemon running/ },
  { class: 'daemon', pattern: /failed to connect to the docker API|error during connect: / },
  { class: 'daemon', pattern: /permission denied while trying to connect to the docker/i },
  { class: 'daemon', pattern: /unable to resolve docker endpoint|client version \S+ is too/ },
  { class: 'daemon', pattern: /No such container|container \S+ is not running/i },
  // The builder. What died may live again; what is not there will not come.
  // docker/buildx builder/builder.go, driver/driver.go and driver/kubernetes/driver.go.
  { class: 'daemon', pattern: /existing instance for .* but no append mode|failed to bootstrap \S+ driver/ },
  { class: 'daemon', pattern: /error for bootstrap "|expected \d+ replicas to be ready/ },
  {
    class: 'daemon',
    pattern:
      /(?:waiting for BuildKit|listing workers|failed to initialize builder [^:]*): .*deadline exceeded/,
  },
  // google.golang.org/grpc status and internal/transport/http2_client.go; moby/buildkit client/workers.go.
  { class: 'daemon', pattern: /code = Unavailable|(?:^|: )Unavailable: |graceful_stop/ },
  { class: 'daemon', pattern: /error reading (?:from server|server preface)|failed to list workers/ },

  // Dockerfile, context, inputs.
  { class: 'user', pattern: /failed to read dockerfile: open |unable to prepare context/i },
  { class: 'user', pattern: /target stage .* could not be found/ },
  // moby/buildkit source/http/source.go, of ADD --checksum: the file is another one, or came damaged.
  { class: 'user', once: true, pattern: /digest mismatch for \S+: sha256:/ },
  { class: 'user', pattern: /failed to calculate checksum of ref|no match for platform in manifest/ },
  { class: 'user', pattern: /does not currently support|currently not supported|is not supported for/ },
  { class: 'user', pattern: /incompatible with image ID file|multiple platforms feature/ },
  { class: 'user', pattern: /invalid (?:tag|reference|argument|driver option|field|type|value)\b/ },
  {
    class: 'user',
    pattern: /is an invalid (?:OS|component|.* component) |unknown (?:flag|option|shorthand)/,
  },
  { class: 'user', pattern: /failed to parse config|no builder ".*" found|entitlement .* is not allowed/ },

  // TLS: Go's crypto/x509 verify.go and crypto/tls alert.go, conn.go, and the client of net/http.
  { class: 'user', reason: 'certificate', pattern: /x509: |tls: failed to verify/ },
  {
    class: 'user',
    reason: 'certificate',
    pattern: /remote error: tls: (?:\w+ certificate|certificate required|access denied)/,
  },
  {
    class: 'user',
    pattern: /server gave HTTP response to HTTPS client|first record does not look like a TLS/,
  },
  // A TLS alert in answer to plain HTTP.
  { class: 'user', pattern: /malformed HTTP response "\\x15\\x03/ },
  {
    class: 'user',
    pattern:
      /tls: (?:handshake failure|protocol version not supported|unrecognized name|no application protocol)/,
  },
  // What a proxy answers to CONNECT is told by its words alone (Go net/http transport.go).
  { class: 'user', pattern: /: Proxy Authentication Required/ },

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
  { class: 'transient', reason: 'rate-limit', pattern: /toomanyrequests|too many requests|rate limit/i },
  // Codes of the distribution specification, and their texts of distribution registry/api/errcode.
  {
    class: 'transient',
    pattern: /unknown blob|blob (?:upload )?(?:unknown|invalid)|BLOB_(?:UPLOAD_)?(?:UNKNOWN|INVALID)/i,
  },
  { class: 'transient', once: true, pattern: /unexpected commit digest .*failed precondition/ },
  { class: 'transient', once: true, pattern: /got digest sha256:\w+, expected sha256:/ },
  {
    class: 'transient',
    once: true,
    pattern: /provided digest did not match uploaded content|DIGEST_INVALID|layer verification failed/,
  },
];

/** What a registry's refusal is known by where there is no HTTP status. */
export const refusalRules: readonly Rule[] = [
  {
    class: 'permission',
    pattern:
      /(?<!permission )\bdenied(?:: |$)|access denied|access to the resource is denied|insufficient_scope/,
  },
  { class: 'permission', pattern: /authorization failed|\bunauthorized\b|no basic auth credentials/i },
  { class: 'user', pattern: /permission denied/ },
];

/** What tells least: somebody on the way answers in the registry's place, perhaps for a moment only. */
export const weakRules: readonly Rule[] = [
  { class: 'user', once: true, pattern: damaged },
  // A registry's own message in place of the status: `unknown: … 503`.
  { class: 'transient', pattern: /\bunknown: .*\b5\d\d\b/ },
];

/** The name of something that is not there, which the log of the network does not explain. */
export const absent = /not found|no such file or directory|manifest unknown|name unknown/i;
