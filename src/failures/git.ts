import type { Rule } from './rules.ts';

/**
 * What git, and curl and ssh under it, say of a remote that refuses them. BuildKit puts all they wrote into its
 * error (moby/buildkit util/gitutil/git_cli.go: `git stderr:`).
 */
export const gitRefusals: readonly Rule[] = [
  // git credential.c, http.c, remote-curl.c. GitHub denies that a private repository exists.
  {
    class: 'permission',
    pattern: /could not read (?:Username|Password) for|Authentication failed for|terminal prompts disabled/,
  },
  // GitHub and GitLab to a login that they do not take; git imap-send.c and credential helpers.
  {
    class: 'permission',
    pattern:
      /Invalid username or (?:token|password)|password authentication (?:was removed|is not supported)/i,
  },
  { class: 'permission', pattern: /fatal: repository '[^']*' not found|ERROR: Repository not found/ },
  // openssh sshconnect.c, sshconnect2.c.
  { class: 'permission', pattern: /Permission denied \((?:publickey|password|keyboard|gssapi|hostbased)/ },
  { class: 'user', pattern: /Host key verification failed|REMOTE HOST IDENTIFICATION HAS CHANGED/ },
  // moby/buildkit source/git/source.go.
  { class: 'user', pattern: /no SSH key "[^"]*" forwarded|no configured known hosts forwarded/ },
  { class: 'user', pattern: /repository does not contain ref|expected checksum to match/ },
  // git builtin/fetch.c, fetch-pack.c, upload-pack.c.
  { class: 'user', pattern: /couldn't find remote ref|not our ref|Server does not allow request for/ },
  // curl lib/vtls/openssl.c, lib/vtls/gtls.c, lib/strerror.c.
  {
    class: 'user',
    reason: 'certificate',
    pattern: /SSL (?:peer |server )?certificate|server certificate verification failed|SSL CA cert/,
  },
  {
    class: 'user',
    reason: 'certificate',
    pattern: /SSL: .*(?:target host name|pinned public key)|issuer check|error setting certificate/i,
  },
  // TLS spoken to a server of plain HTTP: GnuTLS, OpenSSL.
  { class: 'user', pattern: /An unexpected TLS packet was received|wrong version number/ },
];

const unknownHost: readonly RegExp[] = [
  // curl lib/hostip.c, lib/strerror.c.
  /could(?:n't| not) resolve (?:host|proxy)/i,
  // git connect.c; openssh sshconnect.c; glibc and musl gai_strerror.
  /unable to look up |Name or service not known|Name does not resolve/,
];

/** What came to an end that was not meant, by who says it. */
const interrupted: readonly RegExp[] = [
  // curl lib/connect.c, lib/multi.c, lib/easy.c, lib/url.c, lib/sendf.c, lib/cf-socket.c.
  /Failed to connect to |(?:Couldn't|Could not) connect to server/,
  /Connection (?:timed out after|timeout after|timeout|time-out|died, tried)/i,
  /Operation (?:timed out|too slow)|Resolving timed out|SSL connection timeout|Timeout was reached/,
  /(?:Recv|Send) failure: |Failure when receiving data from the peer|Failed sending data to the peer/,
  /Send failed since rewinding|Failed sending HTTP|Connection (?:was )?(?:reset|aborted)\b/,
  /getaddrinfo\(\) thread failed|server closed abruptly|response reading failed/,
  // curl lib/http.c, lib/transfer.c, lib/http_chunks.c, lib/http_proxy.c.
  /Empty reply from server|Server returned nothing|Received HTTP\/0\.9|Weird server reply|Unsupported HTTP version/,
  /transfer closed with|Transferred a partial file|hexadecimal sequence|chunked-encoded stream/,
  /end of response with \d+ bytes missing/,
  /Proxy CONNECT (?:aborted|connection closed)/,
  // curl lib/http2.c, lib/vquic.
  /HTTP\/2 stream \d+ (?:was|reset)|HTTP2? framing layer|HTTP\/2 framing layer|nghttp2_\w+\(\)|QUIC connection/,
  // curl lib/vtls/openssl.c, lib/vtls/gtls.c, lib/strerror.c.
  /SSL_(?:connect|read|write)\b|SSL_ERROR_SYSCALL|SSL connect error|TLS connect error/,
  /gnutls_handshake\(\) failed|GnuTLS recv error|GnuTLS, handshake failed|Unknown SSL protocol error/,
  // git remote-curl.c, pkt-line.c, sideband.c, fetch-pack.c, index-pack.c, connect.c.
  /RPC failed; |bytes of body are still expected|expected flush after ref listing/,
  /early EOF|remote end hung up|unexpected disconnect while reading sideband packet/,
  /protocol error: bad |invalid index-pack output|inflate: data stream error|unable to connect to /,
  /index-pack failed|pack has bad object|fatal: expected '|unable to rewind rpc post data/,
  /remote: Internal Server Error/i,
  // openssh sshconnect.c, kex.c, packet.c, clientloop.c.
  /ssh: connect to host |kex_exchange_identification|ssh_exchange_identification|banner exchange/,
  /Connection (?:closed|reset) by |Connection to \S+ closed|client_loop: send disconnect/,
  /ssh_dispatch_run_fatal|Timeout, server \S+ not responding/,
];

export const gitRules: readonly Rule[] = [
  ...unknownHost.map((pattern): Rule => ({ class: 'transient', reason: 'unknown-host', pattern })),
  ...interrupted.map((pattern): Rule => ({ class: 'transient', pattern })),
  // All that is left of an ssh that gave no reason.
  { class: 'permission', pattern: /make sure you have the correct access rights/ },
];
