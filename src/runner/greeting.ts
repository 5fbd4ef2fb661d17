import type { Socket } from 'node:net';

/** Where something listens: a socket of this machine, or a TCP port. */
export type Address = { readonly socket: string } | { readonly host: string; readonly port: number };

/** What a TLS client shows and trusts, as PEM texts. */
export interface TlsClient {
  readonly authority: string | null;
  readonly certificate: string | null;
  readonly key: string | null;
  /** What the server's certificate must be for; null: the host. */
  readonly servername: string | null;
}

export interface Greeter {
  /**
   * Whether an HTTP/2 server, as those of gRPC are, answers there: null, or the code of Node's or OpenSSL's error.
   * `SILENT`: it takes the connection and says nothing. `TLS_EXPECTED`: it answers plain text with an alert of TLS.
   * `OTHER_PROTOCOL`: it says something else. Throws the reason of `signal`.
   */
  greet(address: Address, tls: TlsClient | null, signal: AbortSignal): Promise<string | null>;
}

/** RFC 9113: the client's preface, and a SETTINGS frame without settings. */
const preface = Buffer.concat([
  Buffer.from('PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n'),
  Buffer.from([0, 0, 0, 4, 0, 0, 0, 0, 0]),
]);
const headerLength = 9;
const settingsFrame = 4;
const tlsAlert = 0x15;

const limitMs = 5_000;

export function systemGreeter(): Greeter {
  return {
    async greet(address, tls, signal) {
      signal.throwIfAborted();
      let socket: Socket;
      try {
        socket = await opened(address, tls);
      } catch (error) {
        // OpenSSL does not take the certificate or the key.
        return codeOf(error);
      }
      const end = (): void => void socket.destroy();
      signal.addEventListener('abort', end, { once: true });
      try {
        return await answerOf(socket);
      } finally {
        socket.destroy();
        signal.removeEventListener('abort', end);
        signal.throwIfAborted();
      }
    },
  };
}

async function opened(address: Address, tls: TlsClient | null): Promise<Socket> {
  const target = 'socket' in address ? { path: address.socket } : address;
  if (tls === null) {
    const { connect } = await import('node:net');
    const socket = connect(target);
    socket.once('connect', () => socket.write(preface));
    return socket;
  }
  const { connect, checkServerIdentity } = await import('node:tls');
  const name = tls.servername ?? ('host' in address ? address.host : '');
  const socket = connect({
    ...target,
    ...(tls.authority === null ? {} : { ca: tls.authority }),
    ...(tls.certificate === null ? {} : { cert: tls.certificate }),
    ...(tls.key === null ? {} : { key: tls.key }),
    // An address has no place in the name that is asked for (RFC 6066), but the certificate must be for it.
    ...(/^[\d.]+$|:/.test(name) ? {} : { servername: name }),
    checkServerIdentity: (_, certificate) => checkServerIdentity(name, certificate),
    ALPNProtocols: ['h2'],
  });
  // A refused certificate of the client comes to light behind the handshake only (TLS 1.3), so something must be said.
  socket.once('secureConnect', () => socket.write(preface));
  return socket;
}

function answerOf(socket: Socket): Promise<string | null> {
  return new Promise((resolve) => {
    let said = Buffer.alloc(0);
    const timer = setTimeout(() => resolve('SILENT'), limitMs);
    const done = (code: string | null): void => {
      clearTimeout(timer);
      resolve(code);
    };
    socket.on('data', (chunk: Buffer) => {
      said = Buffer.concat([said, chunk]);
      if (said[0] === tlsAlert) {
        done('TLS_EXPECTED');
      } else if (said.length >= headerLength) {
        done(said[3] === settingsFrame ? null : 'OTHER_PROTOCOL');
      }
    });
    socket.on('error', (error) => done(codeOf(error)));
    socket.on('close', () => done('OTHER_PROTOCOL'));
  });
}

function codeOf(error: unknown): string {
  const { code } = error as { code?: unknown };
  return typeof code === 'string' ? code : String(error);
}
