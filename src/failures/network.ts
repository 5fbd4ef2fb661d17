import type { Rule } from './rules.ts';

/** Names that no DNS server knew: Go net/net.go and net/dnsclient_unix.go. */
const unknownHost = /no such host/i;

/** What came to an end that was not meant, by who says it. All of it may go well the next time. */
const interrupted: readonly RegExp[] = [
  // The kernel (Go syscall/zerrors_linux_amd64.go; the C libraries write some of them in other words).
  /connection (?:reset\b|refused|timed out)|broken pipe|software caused connection abort/i,
  /: operation timed out|resource temporarily unavailable|no buffer space available|too many open files/i,
  /forcibly closed by the remote host/i,
  /no route to host|host is (?:down|unreachable)|network (?:is )?(?:down|unreachable)/i,
  /cannot assign requested address|network dropped connection on reset/i,
  // Go io, net/net.go, net/dnsclient_unix.go; the resolver of the C library.
  /: (?:unexpected )?EOF\b/,
  /i\/o timeout|use of closed network connection|read\/write on closed pipe/,
  /server misbehaving|no answer from DNS server|cannot unmarshal DNS message|lame referral/,
  /temporary failure in name resolution|lookup \S+: (?:Try again|device or resource busy)/i,
  // Go net/http transport.go, transfer.go, response.go and internal/chunked.go.
  /TLS handshake timeout|timeout awaiting response headers|Client\.Timeout|request canceled/,
  /HTTP\/1\.x transport connection broken|server closed idle connection|readLoopPeekFailLocked/,
  /cannot rewind body after connection loss|readLoop exiting|idle connection timeout/,
  /malformed (?:HTTP|MIME|chunked)|in chunk(?:ed line| length)|(?:for|http) chunk length|EOF reading trailer/,
  /ContentLength=\d+ with Body length|declared Content-Length/,
  /"https:\/\/\S+": (?:Bad Gateway|Service Unavailable|Gateway Timeout|Internal Server Error|Request Timeout)/,
  // Go net/http h2_bundle.go, that is golang.org/x/net/http2 transport.go, errors.go.
  /stream error: stream ID \d+; [A-Z]|connection error: [A-Z_]+(?:$|[^A-Za-z_])/,
  /http2: (?:server sent GOAWAY|Transport received|Transport: cannot retry|timeout awaiting)/,
  /http2: (?:client conn|stream closed|no cached connection|frame too large|failed reading|response body)/,
  // Go crypto/tls conn.go and alert.go.
  /tls: (?:use of closed connection|bad record MAC|internal error|unexpected message|user canceled)/,
  /tls: (?:decryption failed|record overflow|error (?:decoding|decrypting) message|close notify)/,
  /tls: received unexpected handshake message/,
  // golang.org/x/net/internal/socks: a proxy that does not reach the other side.
  /socks connect .*: unknown error /,
  // Go context; google.golang.org/grpc codes.
  /context deadline exceeded|DeadlineExceeded/,
  // containerd core/remotes/docker: resolver.go, httpreadseeker.go, pusher.go, fetcher.go, auth/fetch.go.
  /request must be retried|httpReadSeeker: failed open|closed incomplete writer|pipe error before commit/,
  /push is on-going|unexpected size \d+, expected \d+|from remote: \(unknown\)|discard to offset/,
  /unable to decode token response|did not include a token in the response/,
  // moby/buildkit cache/remotecache, session/manager.go.
  /error writing (?:layer|config|manifest) blob|no active session/,
  // tonistiigi/go-actions-cache cache.go and retry.go.
  /maximum timeout reached|exceeds maximum timeout/,
  // moby daemon/internal/distribution/xfer/download.go.
  /download failed after attempts=\d/,
  // The page of Azure's front, which stands before many registries.
  /services aren't available right now/,
];

export const networkRules: readonly Rule[] = [
  { class: 'transient', reason: 'unknown-host', pattern: unknownHost },
  ...interrupted.map((pattern): Rule => ({ class: 'transient', pattern })),
];
