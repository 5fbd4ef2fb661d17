import { describe, expect, it } from 'vitest';
import { classifyFailure, type Failure } from '../../../src/failures/classify.ts';

const remote = 'https://git.example.com/acme/app.git';

/** How BuildKit ends when git fails; it repeats git's output in the step's error and in the excerpt. */
function fetchFailed(stderr: string): string {
  const error = `failed to fetch remote ${remote}: git stderr:\n${stderr}\n: exit status 128`;
  const logged = stderr.split('\n').filter((line) => line !== '');
  return [
    '#0 building with "b" instance using docker-container driver',
    `#1 [internal] load git source ${remote}`,
    '#1 0.061 Initialized empty Git repository in /var/lib/buildkit/x/',
    ...logged.map((line) => `#1 0.912 ${line}`),
    `#1 ERROR: ${error}`,
    '------',
    ` > [internal] load git source ${remote}:`,
    ...logged.map((line) => `0.912 ${line}`),
    '------',
    `ERROR: failed to build: failed to solve: failed to read dockerfile: failed to load cache key: ${error}`,
  ].join('\n');
}

const unable = (reason: string): string => `fatal: unable to access '${remote}/': ${reason}`;

/** Seen with git 2.39.5 and libcurl 7.88.1 (GnuTLS) against servers that fail so, where no source is named. */
const interrupted: readonly (readonly [string, string])[] = [
  [
    'nobody listens',
    unable("Failed to connect to git.example.com port 443 after 0 ms: Couldn't connect to server"),
  ],
  [
    'nobody listens, curl 8.10',
    unable('Failed to connect to git.example.com port 443 after 5 ms: Could not connect to server'),
  ],
  ['nobody listens, curl 7.74', unable('Failed to connect to git.example.com port 443: Connection refused')],
  ['no other word than the code', unable("Couldn't connect to server")],
  ['no other word than the code, curl 8.10', unable('Could not connect to server')],
  ['a connection that takes too long', unable('Connection timed out after 300000 milliseconds')],
  ['a connection that takes too long, curl 7.85', unable('Connection timeout after 300000 ms')],
  ['a connection that takes too long, of a proxy', unable('Connection time-out')],
  ['a connection that died', unable('Connection died, tried 5 times before giving up')],
  [
    'an answer that takes too long',
    unable('Operation timed out after 30000 milliseconds with 0 bytes received'),
  ],
  [
    'an answer that comes too slowly',
    unable('Operation too slow. Less than 1000 bytes/sec transferred the last 2 seconds'),
  ],
  ['a name that takes too long', unable('Resolving timed out after 5000 milliseconds')],
  ['a handshake that takes too long', unable('SSL connection timeout')],
  ['what took too long, by its code', unable('Timeout was reached')],
  ['a reset', unable('Recv failure: Connection reset by peer')],
  ['a reset while sending', unable('Send failure: Broken pipe')],
  ['a reset, by its code', unable('Failure when receiving data from the peer')],
  ['a reset while sending, by its code', unable('Failed sending data to the peer')],
  ['a request that cannot be repeated', unable('Send failed since rewinding of the data stream failed')],
  ['nothing', unable('Empty reply from server')],
  ['nothing, by its code', unable('Server returned nothing (no headers, no data)')],
  ['something that is no HTTP', unable('Received HTTP/0.9 when not allowed')],
  ['something odd, by its code', unable('Weird server reply')],
  ['another version of HTTP', unable('Unsupported HTTP version in response')],
  ['half an answer', unable('transfer closed with 4970 bytes remaining to read')],
  ['half an answer in chunks', unable('transfer closed with outstanding read data remaining')],
  ['half an answer, by its code', unable('Transferred a partial file')],
  ['a chunk without a length', unable('Illegal or missing hexadecimal sequence in chunked-encoding')],
  ['chunks that cannot be read', unable('Failed reading the chunked-encoded stream')],
  ['a proxy that gives up', unable('Proxy CONNECT aborted')],
  ['a proxy that gives up in time', unable('Proxy CONNECT aborted due to timeout')],
  ['a proxy that closes', unable('Proxy CONNECT connection closed')],
  ['an HTTP/2 stream', unable('HTTP/2 stream 1 was not closed cleanly: INTERNAL_ERROR (err 2)')],
  ['an HTTP/2 stream that was reset', unable('HTTP/2 stream 13 was reset')],
  ['HTTP/2 frames', unable('Error in the HTTP2 framing layer')],
  ['HTTP/2 frames of a stream', unable('Stream error in the HTTP/2 framing layer')],
  ['HTTP/2 sending', unable('nghttp2_session_send() failed: The user callback function failed(-902)')],
  ['HTTP/3', unable('QUIC connection has been shut down')],
  [
    'a handshake of GnuTLS',
    unable('gnutls_handshake() failed: The TLS connection was non-properly terminated.'),
  ],
  [
    'reading with GnuTLS',
    unable('GnuTLS recv error (-110): The TLS connection was non-properly terminated.'),
  ],
  [
    'a handshake of OpenSSL',
    unable('OpenSSL SSL_connect: SSL_ERROR_SYSCALL in connection to git.example.com:443 '),
  ],
  [
    'reading with OpenSSL',
    unable('OpenSSL SSL_read: error:0A000126:SSL routines::unexpected eof while reading, errno 0'),
  ],
  ['writing with OpenSSL', unable('OpenSSL SSL_write: Broken pipe, errno 32')],
  ['a handshake, by its code', unable('SSL connect error')],
  [
    'a handshake of OpenSSL, curl 8.10',
    unable('TLS connect error: error:0A000126:SSL routines::unexpected eof while reading'),
  ],
  [
    'a pack that breaks off',
    'error: RPC failed; curl 18 transfer closed with outstanding read data remaining\nerror: 6824 bytes of body are still expected\nfetch-pack: unexpected disconnect while reading sideband packet\nfatal: early EOF\nfatal: unpack-objects failed',
  ],
  [
    'a pack whose connection is reset',
    'error: RPC failed; curl 56 Recv failure: Connection reset by peer\nerror: 19160 bytes of body are still expected\nfetch-pack: unexpected disconnect while reading sideband packet\nfatal: early EOF\nfatal: unpack-objects failed',
  ],
  ['no pack', 'error: RPC failed; curl 52 Empty reply from server\nfatal: expected flush after ref listing'],
  ['a pack that breaks off, the last line', 'fatal: early EOF\nfatal: index-pack failed'],
  ['a body that is short, the last line', 'error: 19160 bytes of body are still expected'],
  ['a sideband, the last line', 'fetch-pack: unexpected disconnect while reading sideband packet'],
  ['an end in the middle of a packet', 'fatal: the remote end hung up unexpectedly'],
  ['an end before the first packet', 'fatal: the remote end hung up upon initial contact'],
  ['no end of the refs', 'fatal: expected flush after ref listing'],
  ['a page instead of a packet', 'fatal: protocol error: bad line length character: <htm'],
  ['a page instead of a pack', 'fatal: protocol error: bad pack header'],
  ['half an index', 'fatal: fetch-pack: invalid index-pack output'],
  ['damaged data', 'error: inflate: data stream error (incorrect data check)\nfatal: unpack-objects failed'],
  [
    'nobody listens, of the git protocol',
    'fatal: unable to connect to git.example.com:\ngit.example.com[0: 10.0.0.2]: errno=Something new',
  ],
  [
    'nobody listens, of ssh',
    'ssh: connect to host git.example.com port 22: Something new\nfatal: Could not read from remote repository.\n\nPlease make sure you have the correct access rights\nand the repository exists.',
  ],
  [
    'ssh that breaks off at once',
    'kex_exchange_identification: Something new\nfatal: Could not read from remote repository.',
  ],
  [
    'ssh that breaks off at once, before OpenSSH 7.9',
    'ssh_exchange_identification: Something new\nfatal: Could not read from remote repository.',
  ],
  [
    'ssh that says nothing',
    'Something new during banner exchange\nfatal: Could not read from remote repository.',
  ],
  [
    'ssh that breaks off',
    'Connection closed by 10.0.0.2 port 22\nfatal: Could not read from remote repository.\n\nPlease make sure you have the correct access rights\nand the repository exists.',
  ],
  [
    'ssh that is reset',
    'Connection reset by 10.0.0.2 port 22\nfatal: Could not read from remote repository.',
  ],
  [
    'ssh that is closed',
    'Connection to git.example.com closed by remote host.\nfatal: Could not read from remote repository.',
  ],
  [
    'ssh that cannot write',
    'client_loop: send disconnect: Something new\nfatal: Could not read from remote repository.',
  ],
  ['musl and a host that is away', unable('Failed: Host is unreachable')],
  ['musl and a network that is away', unable('Failed: Network unreachable')],
  // As written in curl, git and openssh.
  ['curl: getaddrinfo() thread failed to start', unable('getaddrinfo() thread failed to start')],
  ['curl: Failed sending HTTP2 data', unable('Failed sending HTTP2 data')],
  ['curl: Failed sending HTTP POST request', unable('Failed sending HTTP POST request')],
  ['curl: Connection was reset', unable('Connection was reset')],
  ['curl: Connection was aborted', unable('Connection was aborted')],
  [
    'curl: server closed abruptly (missing close_notify)',
    unable('server closed abruptly (missing close_notify)'),
  ],
  [
    'curl: GnuTLS, handshake failed: Error in the pull function.',
    unable('GnuTLS, handshake failed: Error in the pull function.'),
  ],
  ['curl: response reading failed (errno: 104)', unable('response reading failed (errno: 104)')],
  [
    'curl: Unknown SSL protocol error in connection to git.example.com:443',
    unable('Unknown SSL protocol error in connection to git.example.com:443'),
  ],
  [
    'curl: HTTP/2 stream 3 reset by server (error 0x2 INTERNAL_ERROR)',
    unable('HTTP/2 stream 3 reset by server (error 0x2 INTERNAL_ERROR)'),
  ],
  ['curl: end of response with 5 bytes missing', unable('end of response with 5 bytes missing')],
  [
    'git: fatal: unable to rewind rpc post data - try increasing http.postBuffer',
    'fatal: unable to rewind rpc post data - try increasing http.postBuffer',
  ],
  ['git: remote: Internal Server Error', 'remote: Internal Server Error\nfatal: the server failed'],
  ["git: fatal: expected 'packfile'", "fatal: expected 'packfile'"],
  [
    'git: fatal: pack has bad object at offset 1: inflate returned -5',
    'fatal: pack has bad object at offset 1: inflate returned -5',
  ],
  ['git: fatal: index-pack failed', 'fatal: index-pack failed'],
  [
    'git: ssh_dispatch_run_fatal: Connection to 192.0.2.1 port 22: message authentication code incorrect',
    'ssh_dispatch_run_fatal: Connection to 192.0.2.1 port 22: message authentication code incorrect',
  ],
  ['git: Timeout, server git.example.com not responding.', 'Timeout, server git.example.com not responding.'],
];

/** All of a failure but its text. */
function verdictOf(stderr: string): Omit<Failure, 'detail'> {
  const { detail, ...verdict } = classifyFailure(fetchFailed(stderr), 1);
  expect(detail).toMatch(/^failed to read dockerfile: .*git stderr: .*: exit status 128$/);
  return verdict;
}

const host = 'git.example.com';

it.each(interrupted)('may go well the next time: %s', (_, stderr) => {
  expect(verdictOf(stderr)).toEqual({ class: 'transient', operation: 'git', host });
});

it.each([
  ['curl', unable('Could not resolve host: git.example.com')],
  ['curl, a proxy', unable('Could not resolve proxy: proxy.example.com')],
  ['curl, by its code', unable("Couldn't resolve host name")],
  ['curl, a proxy by its code', unable("Couldn't resolve proxy name")],
  ['git', 'fatal: unable to look up git.example.com (port 9418) (Try again)'],
  ['glibc', 'fatal: something about git.example.com (Name or service not known)'],
  ['musl', 'fatal: something about git.example.com (Name does not resolve)'],
  [
    'ssh',
    'ssh: Could not resolve hostname git.example.com: Name or service not known\nfatal: Could not read from remote repository.',
  ],
])('a host without an address may have one the next time, and is told: %s', (_, stderr) => {
  expect(verdictOf(stderr)).toMatchObject({ class: 'transient', operation: 'git', reason: 'unknown-host' });
});

it.each<[string, string]>([
  ['no password', `fatal: could not read Username for 'https://${host}': terminal prompts disabled`],
  [
    'no password, without a terminal',
    `fatal: could not read Username for 'https://${host}': No such device or address`,
  ],
  ['half a password', `fatal: could not read Password for 'https://x@${host}': something new`],
  ['prompts alone', 'fatal: terminal prompts disabled'],
  ['a wrong password', `remote: HTTP Basic: Access denied\nfatal: Authentication failed for '${remote}/'`],
  ['a repository that is hidden', `remote: Repository not found.\nfatal: repository '${remote}/' not found`],
  [
    'a repository that is hidden, of ssh',
    'ERROR: Repository not found.\nfatal: Could not read from remote repository.',
  ],
  [
    'no key',
    'git@git.example.com: Permission denied (publickey).\nfatal: Could not read from remote repository.\n\nPlease make sure you have the correct access rights\nand the repository exists.',
  ],
  ['no password of ssh', 'git@git.example.com: Permission denied (password,publickey).'],
  ['no ticket', 'git@git.example.com: Permission denied (gssapi-keyex,gssapi-with-mic).'],
  ['no host', 'git@git.example.com: Permission denied (hostbased).'],
  ['no keyboard', 'git@git.example.com: Permission denied (keyboard-interactive).'],
  ['401', unable('The requested URL returned error: 401')],
  ['403', unable('The requested URL returned error: 403')],
  ['403 of a request', 'error: RPC failed; HTTP 403 curl 22 The requested URL returned error: 403'],
  [
    'ssh that gives no reason',
    'fatal: Could not read from remote repository.\n\nPlease make sure you have the correct access rights\nand the repository exists.',
  ],
])('asks for access: %s', (_, stderr) => {
  expect(verdictOf(stderr)).toEqual({ class: 'permission', operation: 'git', host });
});

it.each<[string, string, 'certificate' | undefined]>([
  ['a host key', 'Host key verification failed.\nfatal: Could not read from remote repository.', undefined],
  ['a changed host key', '@ WARNING: REMOTE HOST IDENTIFICATION HAS CHANGED! @', undefined],
  ['no such branch', "fatal: couldn't find remote ref nope", undefined],
  ['no such commit', 'fatal: remote error: upload-pack: not our ref 1111', undefined],
  [
    'a commit that is not given',
    'error: Server does not allow request for unadvertised object 1111',
    undefined,
  ],
  ['404', unable('The requested URL returned error: 404'), undefined],
  ['407', unable('The requested URL returned error: 407'), undefined],
  ['407 of a tunnel', unable('CONNECT tunnel failed, response 407'), undefined],
  [
    'plain HTTP, GnuTLS',
    unable('gnutls_handshake() failed: An unexpected TLS packet was received.'),
    undefined,
  ],
  [
    'plain HTTP, OpenSSL',
    unable('OpenSSL SSL_connect: error:0A00010B:SSL routines::wrong version number in connection to h:80 '),
    undefined,
  ],
  [
    'an unknown authority, GnuTLS',
    unable('server certificate verification failed. CAfile: none CRLfile: none'),
    'certificate',
  ],
  [
    'an unknown authority, OpenSSL',
    unable('SSL certificate problem: unable to get local issuer certificate'),
    'certificate',
  ],
  [
    'another name, GnuTLS',
    unable("SSL: certificate subject name (x) does not match target host name 'git.example.com'"),
    'certificate',
  ],
  [
    'another name, OpenSSL',
    unable("SSL: no alternative certificate subject name matches target host name 'git.example.com'"),
    'certificate',
  ],
  ['a pinned key', unable('SSL: public key does not match pinned public key'), 'certificate'],
  ['the peer, by its code', unable('SSL peer certificate or SSH remote key was not OK'), 'certificate'],
  ['a status', unable('SSL server certificate status verification FAILED'), 'certificate'],
  ['authorities', unable('Problem with the SSL CA cert (path? access rights?)'), 'certificate'],
  ['our own, by its code', unable('Problem with the local SSL certificate'), 'certificate'],
  ['an issuer', unable('SSL: Certificate issuer check failed (/x)'), 'certificate'],
  ['an issuer, by its code', unable('Issuer check against peer certificate failed'), 'certificate'],
  ['a file of authorities', unable('error setting certificate file: /x'), 'certificate'],
])('is the same the next time: %s', (_, stderr, reason) => {
  const { reason: told, ...verdict } = verdictOf(stderr);
  expect(verdict).toEqual({ class: 'user', operation: 'git', host });
  expect(told).toBe(reason);
});

it.each<[string, string, Partial<Failure>]>([
  ['408', unable('The requested URL returned error: 408'), { class: 'transient' }],
  ['500', unable('The requested URL returned error: 500'), { class: 'transient' }],
  ['503 of a request', 'error: RPC failed; HTTP 503 curl 22 x', { class: 'transient' }],
  ['502 of a tunnel', unable('CONNECT tunnel failed, response 502'), { class: 'transient' }],
  [
    '502 of a tunnel, curl 7.74',
    unable('Received HTTP code 502 from proxy after CONNECT'),
    { class: 'transient' },
  ],
  ['429', unable('The requested URL returned error: 429'), { class: 'transient', reason: 'rate-limit' }],
  [
    '429 of a request',
    'error: RPC failed; HTTP 429 curl 22 The requested URL returned error: 429\nfatal: expected flush after ref listing',
    { class: 'transient', reason: 'rate-limit' },
  ],
])('reads the status: %s', (_, stderr, expected) => {
  expect(verdictOf(stderr)).toEqual({ ...expected, operation: 'git', host });
});

describe('what BuildKit itself says of a Git source', () => {
  const solve = 'ERROR: failed to build: failed to solve: failed to load cache key: ';

  it.each([
    ['no key', 'no SSH key "default" forwarded from the client'],
    ['no host keys', 'no configured known hosts forwarded from the client'],
    ['no such ref', 'repository does not contain ref nope, output: ""'],
    ['another commit', 'expected checksum to match 1111, got 2222'],
  ])('%s', (_, text) => {
    expect(classifyFailure(`${solve}${text}`, 1)).toMatchObject({ class: 'user', operation: 'git' });
  });

  it.each([
    `error fetching default branch for repository ${remote}: git stderr:\n${unable('Empty reply from server')}\n: exit status 128`,
  ])('%s', (text) => {
    expect(classifyFailure(`${solve}${text}`, 1)).toMatchObject({ class: 'transient', operation: 'git' });
  });
});
