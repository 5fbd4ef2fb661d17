// The registry behind a token service: each token allows what was asked for and what the account may do.
import { createPrivateKey, generateKeyPairSync, randomUUID, sign } from 'node:crypto';
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { notes } from '../../../lab/record.ts';
import type { TokenNote } from '../../../lab/token-server.ts';
import { command, type Ended, output, registry, setting } from '../lab.ts';
import { elsewhere } from '../private-clients.ts';

const [guarded, password] = [setting('LAB_TOKEN_REGISTRY'), setting('LAB_TOKEN_PASSWORD')];
const folder = mkdtempSync(join(tmpdir(), 'lab-tokens-'));
const source = `${registry}/tokens/${randomUUID()}:1`;

beforeAll(() => output('crane', 'append', '--oci-empty-base', '-f', '/dev/null', '-t', source));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** crane with the login of an account, or with none. */
async function crane(account: string | null, ...args: readonly string[]): Promise<Ended> {
  const env = { DOCKER_CONFIG: join(folder, account ?? 'nobody') };
  mkdirSync(env.DOCKER_CONFIG, { recursive: true });
  if (account !== null) {
    await command('crane', ['auth', 'login', guarded, '-u', account, '-p', password], { env });
  }
  return command('crane', args, { env });
}

const newName = (namespace: string): string => `${guarded}/${namespace}/${randomUUID()}:1`;

describe('the registry behind a token service', () => {
  it.each([
    [null, 'acme', { push: false, pull: false }],
    ['puller', 'acme', { push: false, pull: true }],
    ['pusher', 'acme', { push: false, pull: false }],
    ['writer', 'acme', { push: true, pull: true }],
    ['acme', 'acme', { push: true, pull: true }],
    ['acme', 'other', { push: false, pull: false }],
  ])('gives the account %s in %s/…: %o', async (account, namespace, expected) => {
    const [there, mine] = [newName(namespace), newName(namespace)];
    expect((await crane('writer', 'copy', source, there)).code).toBe(0);
    const pushed = await crane(account, 'copy', source, mine);
    const pulled = await crane(account, 'digest', there);
    expect({ push: pushed.code === 0, pull: pulled.code === 0 }, pushed.stderr + pulled.stderr).toEqual(
      expected,
    );
    for (const { code, stderr } of [pushed, pulled]) {
      expect(code === 0 || /UNAUTHORIZED|401/.test(stderr), stderr).toBe(true);
    }
  });

  it('refuses a wrong password at the login of docker, and takes the right one', async () => {
    const env = { DOCKER_CONFIG: join(folder, 'docker') };
    const logIn = (input: string): Promise<Ended> =>
      command('docker', ['login', '-u', 'writer', '--password-stdin', guarded], { env, input });
    expect((await logIn('wrong')).stderr).toMatch(/401|unauthorized/i);
    expect((await logIn(password)).stdout).toContain('Login Succeeded');
  });
});

describe('the registry with a CA of its own behind a token service with the same', () => {
  const tls = elsewhere(setting('LAB_TLS_TOKEN_REGISTRY'));
  const push = async (account: string, env: NodeJS.ProcessEnv): Promise<Ended> => {
    const own = { DOCKER_CONFIG: join(folder, `tls-${account}`), ...env };
    await command('crane', ['auth', 'login', tls, '-u', account, '-p', password], { env: own });
    return command('crane', ['copy', source, `${tls}/acme/${randomUUID()}:1`], { env: own });
  };

  it('takes a push from a client that knows the CA, with an account that may', async () => {
    const env = { SSL_CERT_FILE: setting('LAB_CA') };
    expect((await push('writer', {})).stderr).toContain('certificate signed by unknown authority');
    expect((await push('puller', env)).stderr).toContain('UNAUTHORIZED');
    expect(await push('writer', env)).toMatchObject({ code: 0 });
  });
});

describe('the token service', () => {
  const claimsOf = (token: string): { readonly access: unknown } =>
    JSON.parse(Buffer.from(token.split('.')[1] ?? '', 'base64url').toString('utf8')) as { access: unknown };

  async function tokenFor(account: string, ...scopes: readonly string[]): Promise<string> {
    const query = new URLSearchParams({ service: 'lab', account });
    for (const scope of scopes) {
      query.append('scope', scope);
    }
    const authorization = `Basic ${Buffer.from(`${account}:${password}`).toString('base64')}`;
    const answer = await fetch(`${setting('LAB_TOKEN_SERVICE')}?${query}`, { headers: { authorization } });
    return ((await answer.json()) as { token: string }).token;
  }

  const statusWith = async (token: string, path: string, method = 'GET'): Promise<number> =>
    (await fetch(`http://${guarded}${path}`, { method, headers: { authorization: `Bearer ${token}` } }))
      .status;

  it('gives no more than what was asked for, and the registry asks for no less', async () => {
    const name = `acme/${randomUUID()}`;
    expect((await crane('writer', 'copy', source, `${guarded}/${name}:1`)).code).toBe(0);
    const token = await tokenFor('writer', `repository:${name}:pull`);
    expect(claimsOf(token).access).toEqual([{ type: 'repository', name, actions: ['pull'] }]);
    expect(await statusWith(token, `/v2/${name}/tags/list`)).toBe(200);
    expect(await statusWith(token, `/v2/${name}/blobs/uploads/`, 'POST')).toBe(401);
    expect(await statusWith(token, `/v2/acme/${randomUUID()}/tags/list`)).toBe(401);
    const both = await tokenFor('writer', `repository:${name}:pull,push`);
    expect(await statusWith(both, `/v2/${name}/blobs/uploads/`, 'POST')).toBe(202);
  });

  it('gives no more than what the account may do, and keeps a record of both', async () => {
    const since = Date.now();
    const [own, other] = [
      `repository:acme/${randomUUID()}:pull,push`,
      `repository:other/${randomUUID()}:pull`,
    ];
    expect(claimsOf(await tokenFor('acme', own, other)).access).toEqual([
      { type: 'repository', name: own.split(':')[1], actions: ['pull', 'push'] },
    ]);
    expect(claimsOf(await tokenFor('puller', own)).access).toMatchObject([{ actions: ['pull'] }]);
    const [first] = notes<TokenNote>(setting('LAB_TOKEN_RECORD'), since);
    expect(first).toMatchObject({ account: 'acme', status: 200, asked: [own, other], granted: [own] });
  });

  it('is the only one whose tokens the registry takes', async () => {
    const name = `acme/${randomUUID()}`;
    const token = await tokenFor('writer', `repository:${name}:pull,push`);
    const [header, claims] = token.split('.');
    const { privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
    const key = createPrivateKey(privateKey.export({ type: 'pkcs8', format: 'pem' }));
    const forged = sign('sha256', Buffer.from(`${header}.${claims}`), { key, dsaEncoding: 'ieee-p1363' });
    const path = `/v2/${name}/blobs/uploads/`;
    expect(await statusWith(`${header}.${claims}.${forged.toString('base64url')}`, path, 'POST')).toBe(401);
    expect(await statusWith(token, path, 'POST')).toBe(202);
  });
});
