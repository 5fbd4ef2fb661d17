import type { IncomingHttpHeaders, Server } from 'node:http';
import type { AgentOptions } from 'node:https';
import type { AddressInfo } from 'node:net';
import { isForeign } from './peer.ts';

/** How a registry is reached over TLS. */
export interface RegistryTls {
  /** PEM texts, trusted besides the usual authorities. */
  readonly authorities: readonly string[];
  /** PEM texts of the client's certificate and its key; null for none. */
  readonly client: { readonly certificate: string; readonly key: string } | null;
  /** false: whatever certificate the registry shows is taken. */
  readonly verified: boolean;
}

export interface Bridge {
  /** `127.0.0.1:port`, where the registry answers over plain HTTP. */
  readonly address: string;
  /** Ends what is under way, and answers nothing any more. */
  close(): void;
}

export interface Bridges {
  /**
   * Opens a port on loopback that passes each request on to `https://registry`, through the proxy of the
   * runner where there is one. Only processes of this user are answered. A registry that cannot be reached is
   * an answer of 502 that says why. Throws Node's error if no port can be opened.
   */
  open(registry: string, tls: RegistryTls): Promise<Bridge>;
}

export function systemBridges(variables: Readonly<Record<string, string>>): Bridges {
  return {
    async open(registry, tls) {
      // Hardly any step needs them.
      const [http, https, { getCACertificates }] = await Promise.all([
        import('node:http'),
        import('node:https'),
        import('node:tls'),
      ]);
      const usual = tls.authorities.length > 0 ? getCACertificates('default') : [];
      const agent = new https.Agent({ ...agentOptions(tls, usual), keepAlive: true, proxyEnv: variables });
      const { hostname, port } = new URL(`https://${registry}`);
      const server = http.createServer((asked, answer) => {
        if (isForeign(asked.socket)) {
          answer.writeHead(403).end();
          return;
        }
        const headers = { ...asked.headers, host: registry };
        const target = { agent, hostname, port, method: asked.method, path: asked.url, headers };
        const onward = https.request(target, (answered) => {
          const passed = pointingBack(answered.headers, registry, asked.headers.host ?? '');
          answer.writeHead(answered.statusCode ?? 502, passed);
          answered.on('error', () => answer.destroy());
          answered.pipe(answer);
        });
        onward.on('error', (error) => {
          if (answer.headersSent) {
            answer.destroy();
          } else {
            answer.writeHead(502, reasonPhrase(error.message)).end();
          }
        });
        asked.pipe(onward);
      });
      await listening(server);
      // A step that forgets it ends all the same.
      server.unref();
      return {
        address: `127.0.0.1:${(server.address() as AddressInfo).port}`,
        close: () => {
          server.closeAllConnections();
          server.close();
          agent.destroy();
        },
      };
    },
  };
}

function agentOptions(
  { authorities, client, verified }: RegistryTls,
  usual: readonly string[],
): AgentOptions {
  return {
    rejectUnauthorized: verified,
    // Node takes these instead of the usual ones, not besides them.
    ...(authorities.length > 0 ? { ca: [...usual, ...authorities] } : {}),
    ...(client === null ? {} : { cert: client.certificate, key: client.key }),
  };
}

function listening(server: Server): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(0, '127.0.0.1', resolve);
  });
}

/** A token service or an upload on the registry itself is asked through the bridge too. */
export function pointingBack(
  headers: IncomingHttpHeaders,
  registry: string,
  address: string,
): Record<string, string | string[]> {
  const rewritten = (value: string): string => value.replaceAll(`https://${registry}/`, `http://${address}/`);
  return Object.fromEntries(
    Object.entries(headers).flatMap(([name, value]) => {
      if (value === undefined) {
        return [];
      }
      const points = name === 'www-authenticate' || name === 'location';
      return [[name, points ? rewritten(String(value)) : value]];
    }),
  );
}

/** What buildx repeats of an answer to HEAD, which has no body. */
function reasonPhrase(message: string): string {
  return message.replace(/[^\x20-\x7e]+/g, ' ').trim() || 'Bad Gateway';
}
