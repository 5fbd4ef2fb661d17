// Services that want credentials or a certificate: registries, a token service, a proxy with a password, a Git
// server. The builder's configuration knows none of them; whoever uses one describes it.
import { randomBytes } from 'node:crypto';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import process from 'node:process';
import { authority, client, publicAuthority, publicServer, server, tokenSigner } from './certificates.ts';
import { runDir } from './paths.ts';
import { listens, startRegistry } from './registry.ts';
import { type Service, startService } from './services.ts';
import type { Ports } from './state.ts';

export const privateParts = [
  'registry-tls',
  'registry-mtls',
  'registry-token',
  'registry-tls-token',
  'token-service',
  'http-proxy',
  'git',
];

/** Starts them all at once, and gives what their users must know. */
export async function startPrivateServices(ports: Ports): Promise<Record<string, string>> {
  const tls = { certificate: server.certificate, key: server.key };
  const realm = `http://127.0.0.1:${ports.tokenService}/token`;
  const token = { realm, service: 'lab', issuer: 'lab', rootcertbundle: tokenSigner.certificate };
  const tlsToken = { ...token, realm: `https://0.0.0.0:${ports.tlsTokenService}/token` };
  const tokens = { LAB_TOKEN_PASSWORD: newSecret(), LAB_TOKEN_RECORD: newRecord('token-service') };
  const proxy = {
    LAB_HTTP_PROXY_USERNAME: 'builder',
    LAB_HTTP_PROXY_PASSWORD: newSecret(),
    LAB_HTTP_PROXY_RECORD: newRecord('http-proxy'),
  };
  const git = {
    LAB_GIT_FOLDER: join(runDir, 'git'),
    LAB_GIT_TOKEN: newSecret(),
    LAB_GIT_RECORD: newRecord('git'),
  };
  mkdirSync(git.LAB_GIT_FOLDER, { recursive: true });
  const guards = {
    'registry-tls': { port: ports.tlsRegistry, guard: { tls } },
    'registry-mtls': {
      port: ports.mtlsRegistry,
      guard: { tls: { ...tls, clientcas: [authority.certificate] } },
    },
    'registry-token': { port: ports.tokenRegistry, guard: { auth: { token } } },
    'registry-tls-token': { port: ports.tlsTokenRegistry, guard: { tls, auth: { token: tlsToken } } },
  };
  await Promise.all([
    ...Object.entries(guards).map(([name, { port, guard }]) =>
      startRegistry(name, port, join(runDir, name), guard),
    ),
    startServer('token-service', ports.tokenService, {
      ...tokens,
      HTTPS_PORT: String(ports.tlsTokenService),
      HTTPS_CERTIFICATE: server.certificate,
      HTTPS_KEY: server.key,
      TOKEN_CERTIFICATE: tokenSigner.certificate,
      TOKEN_KEY: tokenSigner.key,
    }),
    startServer('http-proxy', ports.httpProxy, {
      ...proxy,
      HTTP_PROXY_NAMES: JSON.stringify(namesOf(ports)),
    }),
    startServer('git', ports.git, {
      ...git,
      HTTPS_PORT: String(ports.gitHttps),
      HTTPS_CERTIFICATE: publicServer.certificate,
      HTTPS_KEY: publicServer.key,
    }),
  ]);
  return {
    LAB_CA: authority.certificate,
    LAB_CLIENT_CERT: client.certificate,
    LAB_CLIENT_KEY: client.key,
    LAB_TLS_REGISTRY: `127.0.0.1:${ports.tlsRegistry}`,
    LAB_MTLS_REGISTRY: `127.0.0.1:${ports.mtlsRegistry}`,
    LAB_TOKEN_REGISTRY: `127.0.0.1:${ports.tokenRegistry}`,
    LAB_TLS_TOKEN_REGISTRY: `127.0.0.1:${ports.tlsTokenRegistry}`,
    LAB_TOKEN_SERVICE: realm,
    LAB_HTTP_PROXY: `http://127.0.0.1:${ports.httpProxy}`,
    LAB_GIT: `http://127.0.0.1:${ports.git}`,
    LAB_GIT_HTTPS: `https://127.0.0.1:${ports.gitHttps}`,
    LAB_PUBLIC_CA: publicAuthority.certificate,
    ...tokens,
    ...proxy,
    ...git,
  };
}

/** Names that only the proxy can resolve: whoever reaches one of them came through it. */
function namesOf(ports: Ports): Readonly<Record<string, string>> {
  const services = {
    'plain.lab.test': ports.registry,
    'tls.lab.test': ports.tlsRegistry,
    'mtls.lab.test': ports.mtlsRegistry,
    'token.lab.test': ports.tokenRegistry,
    'releases.lab.test': ports.releases,
    'git.lab.test': ports.git,
    'git.lab.test:443': ports.gitHttps,
  };
  return Object.fromEntries(Object.entries(services).map(([name, port]) => [name, `127.0.0.1:${port}`]));
}

function startServer(name: string, port: number, env: Readonly<Record<string, string>>): Promise<Service> {
  return startService({
    name,
    version: `node ${process.version}`,
    address: `http://127.0.0.1:${port}`,
    command: process.execPath,
    args: [join(import.meta.dirname, `${name.replace('-service', '')}-server.ts`), String(port)],
    env,
    ready: () => listens(port),
  });
}

function newSecret(): string {
  return randomBytes(18).toString('base64url');
}

function newRecord(name: string): string {
  const file = join(runDir, `${name}.jsonl`);
  writeFileSync(file, '');
  return file;
}
