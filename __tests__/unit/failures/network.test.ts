import { describe, expect, it } from 'vitest';
import { classifyFailure } from '../../../src/failures/classify.ts';

/** The error that BuildKit, buildx or the daemon wraps around it. */
const wrapped: readonly (readonly [string, (text: string) => string])[] = [
  [
    'in a push',
    (text) => `ERROR: failed to build: failed to solve: failed to push R/a: failed to do request: ${text}`,
  ],
  [
    'in a base image',
    (text) =>
      `ERROR: failed to build: failed to solve: R/a:1: failed to resolve source metadata for R/a:1: failed to do request: ${text}`,
  ],
  ['in a download', (text) => `ERROR: failed to build: failed to solve: failed to load cache key: ${text}`],
  ['in what the daemon pulls', (text) => `Error response from daemon: ${text}`],
];

/** As seen with Go 1.26 or, where no file is named, with BuildKit v0.33.1; else as written in the file. */
const interrupted: readonly (readonly [string, readonly string[]])[] = [
  [
    'the kernel',
    [
      'Put "https://R/v2/a/blobs/uploads/1": read tcp 10.0.0.1:4000->10.0.0.2:443: read: connection reset by peer',
      'Get "http://127.0.0.1:9/x": dial tcp 127.0.0.1:9: connect: connection refused',
      'Head "https://R/v2/": dial tcp 10.0.0.2:443: connect: connection timed out',
      'Put "https://R/x": write tcp 10.0.0.1:4000->10.0.0.2:443: write: broken pipe',
      'Get "https://R/x": read tcp 10.0.0.1:4000->10.0.0.2:443: read: software caused connection abort',
      'Get "https://R/x": dial tcp 10.0.0.2:443: connect: no route to host',
      'Get "https://R/x": dial tcp 10.0.0.2:443: connect: host is down',
      'Get "https://R/x": dial tcp [2001:db8::1]:443: connect: network is unreachable',
      'Get "https://R/x": dial tcp 10.0.0.2:443: connect: network is down',
      'Get "https://R/x": dial tcp 10.0.0.2:443: connect: cannot assign requested address',
      'Get "https://R/x": read tcp 10.0.0.1:4000->10.0.0.2:443: read: network dropped connection on reset',
    ],
  ],
  [
    'net and io of Go',
    [
      'Get "http://127.0.0.1:37011/some/file.tar.gz": EOF',
      'unexpected EOF',
      'Get "https://R/x": dial tcp 10.0.0.2:443: i/o timeout',
      'Put "http://127.0.0.1:41235/v2/a/b": write tcp 127.0.0.1:59454->127.0.0.1:41235: use of closed network connection',
      'Get "https://R/x": dial tcp: lookup R on 10.0.0.53:53: server misbehaving',
      'Get "https://R/x": dial tcp: lookup R on 10.0.0.53:53: no answer from DNS server',
      'Get "https://R/x": dial tcp: lookup R on 10.0.0.53:53: cannot unmarshal DNS message',
      'Get "https://R/x": dial tcp: lookup R on 10.0.0.53:53: lame referral',
      'Get "https://R/x": dial tcp: lookup R: Temporary failure in name resolution',
    ],
  ],
  [
    'net/http of Go',
    [
      'Get "https://127.0.0.1:39893/v2/a/b": net/http: TLS handshake timeout',
      'Get "http://127.0.0.1:44029/v2/a/b": net/http: timeout awaiting response headers',
      'Get "http://127.0.0.1:37639/v2/a/b": context deadline exceeded (Client.Timeout exceeded while awaiting headers)',
      'context deadline exceeded (Client.Timeout or context cancellation while reading body)',
      'Get "https://R/v2/": net/http: request canceled while waiting for connection (Client.Timeout exceeded while awaiting headers)',
      'Get "https://R/v2/": net/http: request canceled',
      'Get "http://127.0.0.1:44381/some/file.tar.gz": net/http: HTTP/1.x transport connection broken: malformed HTTP response "hello"',
      'Get "http://127.0.0.1:42085/v2/a/b": net/http: HTTP/1.x transport connection broken: malformed MIME header: missing colon: "foo"',
      'Put "https://R/x": http: server closed idle connection',
      'Head "https://127.0.0.1:21642/v2/a/b/manifests/1": readLoopPeekFailLocked: %!w(<nil>)',
      'Put "https://R/x": net/http: cannot rewind body after connection loss',
      'Put "https://R/x": http: persistConn.readLoop exiting',
      'Put "https://R/x": http: idle connection timeout',
      'invalid byte in chunk length',
      'malformed chunked encoding',
      'invalid CR in chunked line',
      'empty hex number for chunk length',
      'http chunk length too large',
      'http: unexpected EOF reading trailer',
      'Put "https://R/x": http: ContentLength=300 with Body length 100',
      'net/http: server replied with more than declared Content-Length; truncated',
      'Get "https://example.com/v2/": Bad Gateway',
      'Get "https://example.com/v2/": Service Unavailable',
      'Get "https://example.com/v2/": Gateway Timeout',
      'Get "https://example.com/v2/": Internal Server Error',
      'Get "https://example.com/v2/": Request Timeout',
    ],
  ],
  [
    'net/http of Go, HTTP/2',
    [
      'Put "https://R/x": stream error: stream ID 7; INTERNAL_ERROR; received from peer',
      'Get "https://127.0.0.1:44047/v2/a/b": stream error: stream ID 1; CANCEL; received from peer',
      'Put "https://127.0.0.1:43439/v2/a/b": stream error: stream ID 13; ENHANCE_YOUR_CALM; received from peer',
      'Put "https://127.0.0.1:38591/v2/a/b": http2: Transport: cannot retry err [stream error: stream ID 1; REFUSED_STREAM; received from peer] after Request.Body was written; define Request.GetBody to avoid this error',
      'Get "https://127.0.0.1:35873/v2/a/b": http2: server sent GOAWAY and closed the connection; LastStreamID=1, ErrCode=INTERNAL_ERROR, debug=""',
      'Put "https://R/x": http2: Transport received Server\'s graceful shutdown GOAWAY',
      'Put "https://R/x": http2: Transport received GOAWAY from server ErrCode:NO_ERROR',
      'Put "https://R/x": http2: client connection lost',
      'Put "https://R/x": http2: client connection force closed via ClientConn.Close',
      'Put "https://R/x": http2: client conn is closed',
      'Put "https://R/x": http2: client conn not usable',
      'Put "https://R/x": http2: client conn could not be established',
      'Get "https://127.0.0.1:35475/v2/a/b": http2: timeout awaiting response headers',
      'Put "https://R/x": http2: stream closed',
      'Get "https://R/x": http2: no cached connection was available',
      'Get "https://R/x": http2: frame too large',
      'Get "https://R/x": http2: failed reading the frame payload: http2: frame too large, note that the frame header looked like an HTTP/1.1 header',
      'Put "https://R/x": connection error: PROTOCOL_ERROR',
      'Put "https://R/x": http2: connection error: FLOW_CONTROL_ERROR: too much data',
    ],
  ],
  [
    'crypto/tls of Go',
    [
      'Put "https://R/x": tls: use of closed connection',
      'Get "https://R/x": local error: tls: bad record MAC',
      'Get "https://127.0.0.1:43869/v2/a/b": remote error: tls: internal error',
      'Get "https://R/x": local error: tls: unexpected message',
      'Get "https://R/x": remote error: tls: user canceled',
      'Get "https://R/x": remote error: tls: decryption failed',
      'Get "https://R/x": remote error: tls: record overflow',
      'Get "https://R/x": remote error: tls: error decoding message',
      'Get "https://R/x": remote error: tls: error decrypting message',
      'Get "https://R/x": remote error: tls: close notify',
    ],
  ],
  [
    'containerd',
    [
      'cannot reuse body, request must be retried',
      'httpReadSeeker: failed open: something new',
      'closed incomplete writer',
      'pipe error before commit: io: read/write on closed pipe',
      'push is on-going: unavailable',
      'unexpected size 100, expected 300',
      'could not fetch content sha256:X from remote: (unknown)',
      'failed to discard to offset: something new',
      'unable to discard to offset',
      'unable to decode token response: something new',
      'failed to fetch oauth token: authorization server did not include a token in the response',
    ],
  ],
  [
    'BuildKit, its caches and the daemon',
    [
      'error writing layer blob: something new',
      'error writing config blob: something new',
      'error writing manifest blob: something new',
      'no active session for x1: something new',
      'maximum timeout reached',
      'requested delay 120.00s exceeds maximum timeout 1m0s',
      'DeadlineExceeded: context deadline exceeded',
      'download failed after attempts=6: something new',
      "Our services aren't available right now",
    ],
  ],
  [
    'other systems, and proxies',
    [
      'Get "https://R/x": dial tcp 192.0.2.1:443: connect: operation timed out',
      'Get "https://R/x": dial tcp: lookup R: Try again',
      'Get "https://R/x": dial tcp: lookup R: device or resource busy',
      'Get "https://R/x": dial tcp 192.0.2.1:443: connect: resource temporarily unavailable',
      'Get "https://R/x": dial tcp 192.0.2.1:443: connect: no buffer space available',
      'Get "https://R/x": dial tcp 192.0.2.1:443: socket: too many open files',
      'Get "https://R/x": read tcp 10.0.0.1:1->10.0.0.2:2: connection reset',
      'Get "https://R/x": read tcp 10.0.0.1:1->10.0.0.2:2: wsarecv: An existing connection was forcibly closed by the remote host.',
      'Get "https://R/x": tls: received unexpected handshake message of type *tls.helloRequestMsg when waiting for *tls.finishedMsg',
      'Get "https://R/x": http2: response body closed',
      'Get "https://R/x": io: read/write on closed pipe',
      'Get "https://R/x": socks connect tcp p:1080->R:443: unknown error general SOCKS server failure',
    ],
  ],
];

describe.each(interrupted)('what is interrupted, in the words of %s, is transient', (_, texts) => {
  describe.each(wrapped)('%s', (_place, around) => {
    it.each(texts)('%s', (text) => {
      const failure = classifyFailure(around(text), 1);
      expect(failure).toMatchObject({ class: 'transient' });
      expect(failure).not.toHaveProperty('once');
      expect(failure).not.toHaveProperty('reason');
      expect(failure).not.toHaveProperty('pattern');
    });
  });
});

it.each([
  'Get "http://nope.invalid/x": dial tcp: lookup nope.invalid on 10.255.255.53:53: no such host',
  'Get "https://nope.invalid/v2/": dial tcp: lookup nope.invalid: no such host',
])('an unknown host may be known in a moment, and is named: %s', (text) => {
  for (const [, around] of wrapped) {
    const failure = classifyFailure(around(text), 1);
    expect(failure).toMatchObject({ class: 'transient', reason: 'unknown-host', host: 'nope.invalid' });
  }
});

/** What is the same the next time; the class is a user's to act on. */
const permanent: readonly (readonly [string, string, 'certificate' | undefined])[] = [
  [
    'a certificate of an unknown authority',
    'Get "https://127.0.0.1:38935/x": tls: failed to verify certificate: x509: certificate signed by unknown authority',
    'certificate',
  ],
  [
    'a certificate of an unknown authority, Go before 1.20',
    'Get "https://R/x": x509: certificate is valid for example.com, not R',
    'certificate',
  ],
  [
    'a verification that failed otherwise',
    'Get "https://R/x": tls: failed to verify certificate: something new',
    'certificate',
  ],
  [
    'a client certificate that is missing',
    'Get "https://127.0.0.1:34039/": remote error: tls: certificate required',
    'certificate',
  ],
  ['a client certificate that is bad', 'Get "https://R/": remote error: tls: bad certificate', 'certificate'],
  [
    'a client certificate that expired',
    'Get "https://R/": remote error: tls: expired certificate',
    'certificate',
  ],
  [
    'a client certificate of an unknown authority',
    'Get "https://R/": remote error: tls: unknown certificate authority',
    'certificate',
  ],
  [
    'a client certificate without access',
    'Get "https://R/": remote error: tls: access denied',
    'certificate',
  ],
  [
    'a server of plain HTTP',
    'Get "https://127.0.0.1:39987/x": http: server gave HTTP response to HTTPS client',
    undefined,
  ],
  [
    'a server of something else',
    'Get "https://127.0.0.1:38585/v2/a/b": tls: first record does not look like a TLS handshake',
    undefined,
  ],
  [
    'a TLS server asked in plain HTTP',
    'Get "http://127.0.0.1:44979/some/file.tar.gz": net/http: HTTP/1.x transport connection broken: malformed HTTP response "\\x15\\x03\\x01\\x00\\x02\\x02"',
    undefined,
  ],
  [
    'no cipher in common',
    'Get "https://127.0.0.1:43239/v2/a/b": remote error: tls: handshake failure',
    undefined,
  ],
  [
    'no version in common',
    'Get "https://127.0.0.1:34719/": remote error: tls: protocol version not supported',
    undefined,
  ],
  [
    'a name that the server does not have',
    'Get "https://127.0.0.1:34735/": remote error: tls: unrecognized name',
    undefined,
  ],
  [
    'no protocol in common',
    'Get "https://127.0.0.1:34735/": remote error: tls: no application protocol',
    undefined,
  ],
  [
    'a proxy that wants a password',
    'Get "https://example.com/v2/": Proxy Authentication Required',
    undefined,
  ],
];

it.each(permanent)('is the same the next time: %s', (_, text, reason) => {
  for (const [, around] of wrapped) {
    const failure = classifyFailure(around(text), 1);
    expect(failure.class).toBe('user');
    expect(failure.reason).toBe(reason);
  }
});

it.each([
  ['gRPC between buildx and BuildKit', 'connection error: desc = "transport: error while dialing: x"'],
  ['a word that only begins like a code', 'connection error: Something'],
  ['a stream that is not HTTP/2', 'stream error: stream ID x; internal'],
  ['an end of a file that is named so', 'something about /EOFs'],
])('takes nothing else for the network: %s', (_, text) => {
  expect(classifyFailure(`ERROR: failed to build: failed to solve: ${text}`, 1).class).toBe('unknown');
});
