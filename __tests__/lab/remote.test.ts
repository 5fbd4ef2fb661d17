// The driver remote: a BuildKit that somebody else runs, on a runner without a Docker engine or CLI.
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { createServer, type Server } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { authority, client, server } from '../../lab/certificates.ts';
import { type StepOptions, uniqueName } from '../harness/step.ts';
import { endJobs, newJob } from './jobs.ts';
import {
  craneDigest,
  errorOf,
  leftInJob,
  output,
  registry,
  scratchContext,
  served,
  tagsOf,
  toolchain,
} from './lab.ts';
import { type Buildkitd, freePort, startBuildkitd } from './services/buildkitd.ts';

const {
  'buildkit-image': _image,
  'buildkitd-config': _config,
  'driver-opts': _options,
  'binfmt-image': _binfmt,
  ...buildx
} = toolchain;
/** Neither a docker CLI nor an engine. */
const bare = { PATH: '/nonexistent', DOCKER_HOST: 'unix:///nonexistent/docker.sock' };

const folder = mkdtempSync(join(tmpdir(), 'lab-remote-'));
let socket: Buildkitd;
let tls: Buildkitd;
let plain: Buildkitd;
let silent: Server;
let silentPort = 0;

/** A certificate of whoever signs it, with its key. */
async function certificate(
  name: string,
  by: { readonly certificate: string; readonly key: string } | null,
  ...options: readonly string[]
): Promise<{ readonly certificate: string; readonly key: string }> {
  const made = { certificate: join(folder, `${name}.pem`), key: join(folder, `${name}-key.pem`) };
  await output(
    'openssl',
    ...['req', '-x509', '-nodes', '-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:P-256'],
    ...['-subj', `/CN=${name}`, '-keyout', made.key, '-out', made.certificate],
    ...(by === null
      ? []
      : ['-CA', by.certificate, '-CAkey', by.key, '-addext', 'basicConstraints=critical,CA:FALSE']),
    ...options,
  );
  return made;
}

beforeAll(async () => {
  const certificates = {
    authority: authority.certificate,
    certificate: server.certificate,
    key: server.key,
  };
  [socket, tls, plain, silentPort] = await Promise.all([
    startBuildkitd(),
    startBuildkitd({ tls: certificates }),
    startBuildkitd({ tls: null }),
    freePort(),
  ]);
  silent = createServer(() => undefined).listen(silentPort, '127.0.0.1');
});

afterAll(async () => {
  await endJobs();
  silent.close();
  await Promise.all([socket.end(), tls.end(), plain.end()]);
  rmSync(folder, { recursive: true });
});

const inputsFor = (
  repository: string,
  endpoint: string,
  changes: Readonly<Record<string, string>> = {},
): Readonly<Record<string, string>> => ({
  ...buildx,
  driver: 'remote',
  endpoint,
  context: scratchContext(),
  platforms: 'linux/amd64,linux/arm64',
  tags: `${repository}:1`,
  push: 'true',
  ...changes,
});

const files = (options: Readonly<Record<string, string>>): Readonly<Record<string, string>> => ({
  'driver-opts': Object.entries(options)
    .map(([name, path]) => `${name}=${path}`)
    .join('\n'),
});
const mutual = { cacert: authority.certificate, cert: client.certificate, key: client.key };
const text = (path: string): string => readFileSync(path, 'utf8');

/** Builds, and leaves nothing. Gives back what was in the job's temporary folder while it built. */
async function builds(
  endpoint: string,
  changes: Readonly<Record<string, string>>,
  env: StepOptions['env'] = {},
) {
  const repository = `${registry}/${uniqueName('remote')}`;
  const job = newJob();
  const seen = new Map<string, number>();
  const options: StepOptions = {
    env: { ...bare, ...env },
    inputs: inputsFor(repository, endpoint, changes),
    onLine: (line) => {
      if (line.includes('load build definition')) {
        for (const entry of readdirSync(job.temp, { recursive: true, withFileTypes: true })) {
          seen.set(entry.name, entry.isFile() ? 1 : 0);
        }
      }
    },
  };
  const main = await job.step(options);
  expect(main.code, main.log).toBe(0);
  expect(main.outputs['digest']).toBe(await craneDigest(`${repository}:1`));
  expect(await tagsOf(repository)).toEqual(['1']);
  const { document } = await served(`${repository}:1`);
  expect(document.manifests?.slice(0, 2).map(({ platform }) => platform?.architecture)).toEqual([
    'amd64',
    'arm64',
  ]);
  const post = await job.post(options, main);
  expect(post.code, post.log).toBe(0);
  expect(post.log).not.toContain('::warning');
  expect(leftInJob(job)).toEqual([]);
  return { log: main.log, seen: [...seen.keys()] };
}

describe('without a Docker engine or CLI', () => {
  it('an image is built behind a socket, verified and tagged, and nothing is left', async () => {
    await builds(socket.endpoint, {});
  });

  it('the same over plain TCP', async () => {
    await builds(plain.endpoint, {});
  });

  it('the same over mutual TLS, with certificates in files', async () => {
    await builds(tls.endpoint, files(mutual));
  });

  it('the same with certificates as text, which are files while the builder lives, and in no log', async () => {
    const { log, seen } = await builds(tls.endpoint, {
      'driver-opts': Object.entries(mutual)
        .map(([name, path]) => `${name}=${text(path)}`)
        .join(''),
    });
    expect(seen).toEqual(expect.arrayContaining(['node-0-cacert.pem', 'node-0-cert.pem', 'node-0-key.pem']));
    const [, secret = 'none'] = text(client.key).split('\n');
    expect(log.replaceAll(`::add-mask::${secret}`, '')).not.toContain(secret);
  });

  it('the same with the variables of docker/setup-buildx-action', async () => {
    const variables = Object.fromEntries(
      Object.entries(mutual).map(([name, path]) => [
        `BUILDER_NODE_0_AUTH_TLS_${name.toUpperCase()}`,
        text(path),
      ]),
    );
    await builds(tls.endpoint, {}, variables);
  });

  it('the steps of a job share the builder, and the last one removes it', async () => {
    const repository = `${registry}/${uniqueName('remote-steps')}`;
    const job = newJob();
    const options = { env: bare, inputs: inputsFor(repository, tls.endpoint, files(mutual)) };
    const mains = [await job.step(options), await job.step(options), await job.step(options)];
    expect(mains.map(({ code }) => code)).toEqual([0, 0, 0]);
    const names = mains.map(({ log }) => /builder (multiarch-build-\w+-\w+)/.exec(log)?.[1]);
    expect(new Set(names).size).toBe(1);
    for (const main of mains.toReversed()) {
      await job.post(options, main);
    }
    expect(leftInJob(job)).toEqual([]);
  });
});

describe('a BuildKit that does not answer is told by its cause, at once', () => {
  const foreign = () => certificate('foreign', null, '-days', '1', '-addext', 'extendedKeyUsage=clientAuth');
  const expired = async () => {
    const made = await certificate('expired', null);
    const request = join(folder, 'expired.csr');
    await output('openssl', 'req', '-new', '-key', made.key, '-subj', '/CN=expired', '-out', request);
    const by = ['-CA', authority.certificate, '-CAkey', authority.key];
    await output('openssl', 'x509', '-req', '-in', request, ...by, '-days', '-1', '-out', made.certificate);
    return made;
  };
  const unusable = () =>
    certificate('unusable', authority, '-days', '1', '-addext', 'extendedKeyUsage=serverAuth');
  const as = ({ certificate: cert, key }: typeof client) =>
    files({ cacert: authority.certificate, cert, key });

  it.each<
    [name: string, given: () => Promise<readonly [string, Readonly<Record<string, string>>]>, why: RegExp]
  >([
    ['no certificate at all', async () => [tls.endpoint, {}], /it expects TLS|closes the connection/],
    [
      'no client certificate',
      async () => [tls.endpoint, files({ cacert: authority.certificate })],
      /it wants a certificate of its client/,
    ],
    [
      'a foreign client',
      async () => [tls.endpoint, as(await foreign())],
      /does not (know the authority|take)/,
    ],
    ['an expired client', async () => [tls.endpoint, as(await expired())], /has expired/],
    ['a client with another usage', async () => [tls.endpoint, as(await unusable())], /does not take/],
    [
      'another authority',
      async () => [tls.endpoint, files({ ...mutual, cacert: (await foreign()).certificate })],
      /not of the authority in cacert/,
    ],
    [
      'another name',
      async () => [tls.endpoint, files({ ...mutual, servername: 'other.example' })],
      /for another name/,
    ],
    ['TLS where there is none', async () => [plain.endpoint, files(mutual)], /does not speak TLS/],
    ['nobody', async () => [`tcp://127.0.0.1:${await freePort()}`, files(mutual)], /nobody listens/],
    ['no such host', async () => ['tcp://buildkit.invalid:1234', {}], /host name is not known/],
    ['no socket', async () => ['unix:///nonexistent/b.sock', {}], /no such socket/],
    ['a port that is silent', async () => [`tcp://127.0.0.1:${silentPort}`, {}], /says nothing/],
    [
      'a key without its certificate',
      async () => [tls.endpoint, files({ cacert: authority.certificate, key: client.key })],
      /cert is missing/,
    ],
    [
      'a key of another certificate',
      async () => [tls.endpoint, files({ ...mutual, key: server.key })],
      /do not belong together/,
    ],
  ])('%s', async (_, given, why) => {
    const [endpoint, changes] = await given();
    const repository = `${registry}/${uniqueName('remote-away')}`;
    const job = newJob();
    const options = { env: bare, inputs: inputsFor(repository, endpoint, changes) };
    const main = await job.step(options);
    expect(main.code).toBe(1);
    expect(errorOf(main.log)).toContain('title=builder-failed');
    expect(errorOf(main.log)).toMatch(why);
    expect(errorOf(main.log)).not.toContain('deadline');
    expect(main.log).not.toContain('::group::Build');
    // buildx alone waits for 20 s.
    expect(main.took).toBeLessThan(15_000);
    await job.post(options, main);
    expect(leftInJob(job)).toEqual([]);
  });

  it('a wrong name is cured by servername', async () => {
    await builds(tls.endpoint, files({ ...mutual, servername: 'localhost' }));
  });
});
