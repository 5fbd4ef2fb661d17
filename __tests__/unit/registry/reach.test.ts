import { describe, expect, it } from 'vitest';
import { openReach } from '../../../src/registry/reach.ts';
import type { Bridges, RegistryTls } from '../../../src/runner/bridges.ts';
import { environmentOf, fakeSession, memoryFiles, scriptedProcesses } from '../fakes.ts';

const base64 = (text: string): string => Buffer.from(text).toString('base64');
const buildx = { file: 'buildx', env: { BUILDX_CONFIG: '/home/me/.docker/buildx' } };

/** Bridges with the ports 1, 2, …; those after `failing` cannot be opened. */
function countedBridges(failing = 9) {
  const opened: (readonly [string, RegistryTls])[] = [];
  const closed: string[] = [];
  const bridges: Bridges = {
    open: async (registry, tls) => {
      if (opened.length === failing) {
        throw new Error('EMFILE');
      }
      opened.push([registry, tls]);
      const address = `127.0.0.1:${opened.length}`;
      return { address, close: () => void closed.push(address) };
    },
  };
  return { opened, closed, bridges };
}

interface Machine {
  readonly toml?: string;
  readonly variables?: Readonly<Record<string, string>>;
  readonly failing?: number;
}

function machine({ toml, variables = {}, failing }: Machine) {
  const texts: Record<string, string> = {};
  if (toml !== undefined) {
    const Files = {
      'buildkitd.toml': base64(toml),
      'certs/ca.pem': base64('CA'),
      'certs/cert.pem': base64('CERT'),
      'certs/key.pem': base64('KEY'),
    };
    texts['/home/me/.docker/buildx/instances/b'] = JSON.stringify({ Nodes: [{ Files }] });
  }
  const processes = scriptedProcesses(() => ({ stderr: 'ERROR: http://127.0.0.1:1/v2/: 502' }));
  const counted = countedBridges(failing);
  const session = fakeSession({
    processes,
    folder: '/step',
    bridges: counted.bridges,
    files: memoryFiles(texts),
    environment: environmentOf({
      variables,
      dockerConfig: '/home/me/.docker',
      buildxConfig: '/home/me/.docker/buildx',
    }),
  });
  return { ...counted, texts, processes, session };
}

const withCa = "[registry.'ca.io']\nca = ['/etc/buildkit/certs/ca.pem']\n";
const keypair = `[registry.'m.io']
ca = ['/etc/buildkit/certs/ca.pem']

[[registry.'m.io'.keypair]]
cert = '/etc/buildkit/certs/cert.pem'
key = '/etc/buildkit/certs/key.pem'
`;
const insecure = "[registry.'i.io']\ninsecure = true\n";

describe('openReach', () => {
  it.each([
    ['a builder that buildx keeps nothing of', undefined],
    ['one without registries', 'debug = true\n'],
    ['a registry over HTTP', "[registry.'h.io']\nhttp = true\ninsecure = true\n"],
  ])('does nothing for %s', async (_, toml) => {
    const { session, opened, texts } = machine(toml === undefined ? {} : { toml });
    const before = Object.keys(texts);
    const reach = await openReach('b', buildx, session);
    expect(reach.buildx).toEqual(buildx);
    expect(reach.processes).toBe(session.processes);
    expect(opened).toEqual([]);
    expect(Object.keys(texts)).toEqual(before);
    reach.close();
  });

  it('gives imagetools a login for pushes where there is one', async () => {
    const { session, texts, processes } = machine({});
    texts['/home/me/.docker/buildx/config/r.io@push/config.json'] = '{"auths":{"r.io":{"auth":"x"}}}';
    const reach = await openReach('b', buildx, session);
    await reach.processes.run(reach.buildx, ['imagetools', 'inspect', 'r.io/a:1']);
    expect(processes.details[0]?.env).toMatchObject({ DOCKER_CONFIG: '/step/imagetools-0' });
  });

  it.each<[name: string, variables: Record<string, string>, folders: string]>([
    ['keeps the usual ones', {}, '/etc/ssl/certs:/etc/pki/tls/certs'],
    ["keeps the user's", { SSL_CERT_DIR: '/mine' }, '/mine'],
  ])('lets buildx trust an authority, and %s', async (_, variables, folders) => {
    const { session, opened, texts } = machine({ toml: withCa, variables });
    const reach = await openReach('b', buildx, session);
    expect(reach.buildx.env).toEqual({ ...buildx.env, SSL_CERT_DIR: `${folders}:/step/authorities` });
    expect(texts['/step/authorities/0.pem']).toBe('CA');
    expect(opened).toEqual([]);
  });

  it('opens bridges for client certificates and for what is insecure, for imagetools alone, and closes them', async () => {
    const { session, opened, closed, processes } = machine({ toml: withCa + keypair + insecure });
    const reach = await openReach('b', buildx, session);
    expect(opened).toEqual([
      ['m.io', { authorities: ['CA'], client: { certificate: 'CERT', key: 'KEY' }, verified: true }],
      ['i.io', { authorities: [], client: null, verified: false }],
    ]);
    const { stderr } = await reach.processes.run(reach.buildx, ['imagetools', 'inspect', 'm.io/a:1']);
    expect(stderr).toBe('ERROR: https://m.io/v2/: 502');
    await reach.processes.run(reach.buildx, ['build', 'm.io/a:1']);
    expect(processes.calls).toEqual([
      ['buildx', 'imagetools', 'inspect', '127.0.0.1:1/a:1'],
      ['buildx', 'build', 'm.io/a:1'],
    ]);
    expect(closed).toEqual([]);
    reach.close();
    expect(closed).toEqual(['127.0.0.1:1', '127.0.0.1:2']);
  });

  it('closes those that are open if another cannot be opened', async () => {
    const { session, closed } = machine({ toml: keypair + insecure, failing: 1 });
    await expect(openReach('b', buildx, session)).rejects.toThrow('EMFILE');
    expect(closed).toEqual(['127.0.0.1:1']);
  });
});
