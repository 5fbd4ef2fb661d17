// Publishing to registries with certificates of their own, which only the builder's configuration describes.
import { join } from 'node:path';
import { afterAll, afterEach, describe, expect, it } from 'vitest';
import { type Job, startJob, uniqueName } from '../harness/step.ts';
import {
  command,
  errorOf,
  makeContext,
  registry,
  removeContexts,
  scratchContext,
  setting,
  toolchain,
} from './lab.ts';
import { describing, digestOverTls, elsewhere } from './private-clients.ts';

const [tls, mtls, ca] = [setting('LAB_TLS_REGISTRY'), setting('LAB_MTLS_REGISTRY'), setting('LAB_CA')];
const platforms = 'linux/amd64,linux/arm64';
const jobs: Job[] = [];

const newJob = (): Job => {
  const job = startJob();
  jobs.push(job);
  return job;
};

afterEach(async () => {
  for (const job of jobs.splice(0)) {
    job.end();
  }
});
afterAll(() => removeContexts());

const table = (host: string, ...lines: readonly string[]): string =>
  [`[registry."${host}"]`, ...lines.map((line) => `  ${line}`)].join('\n');
const withCa = (host: string): string => table(host, `ca = ["${ca}"]`, 'http = false');
const withClientCertificate = (host: string): string =>
  [
    table(host, `ca = ["${ca}"]`, 'http = false'),
    `  [[registry."${host}".keypair]]`,
    `    cert = "${setting('LAB_CLIENT_CERT')}"`,
    `    key = "${setting('LAB_CLIENT_KEY')}"`,
  ].join('\n');

/** Runs a step to its end, post step included. */
async function publish(inputs: Readonly<Record<string, string>>) {
  const job = newJob();
  const options = { inputs: { platforms, emulation: 'none', push: 'true', ...inputs } };
  const main = await job.step(options);
  await job.post(options, main);
  return main;
}

describe('a staged publish', () => {
  it.each([
    ['to a registry with a CA of its own', elsewhere(tls), withCa(elsewhere(tls))],
    ['to one on loopback', tls, withCa(tls)],
    ['to an insecure registry', elsewhere(tls), table(elsewhere(tls), 'insecure = true')],
    ['to an insecure registry on loopback', tls, table(tls, 'insecure = true')],
    ['to a registry with client certificates', elsewhere(mtls), withClientCertificate(elsewhere(mtls))],
  ])('%s moves all tags to what was verified', async (_, host, lines) => {
    const repository = `${host}/private/${uniqueName('staged')}`;
    const tags = [`${repository}:1`, `${repository}:latest`];
    const main = await publish({ ...describing(lines), context: scratchContext(), tags: tags.join('\n') });
    expect(main.code, main.log).toBe(0);
    expect(main.outputs['tags']).toBe(tags.join('\n'));
    for (const tag of tags) {
      expect(await digestOverTls(tag)).toBe(main.outputs['digest']);
    }
  });

  it('to registries of both kinds in one step moves the tags in each', async () => {
    const hosts = [elsewhere(tls), elsewhere(mtls)] as const;
    const tags = hosts.map((host) => `${host}/private/${uniqueName('both')}:1`);
    const lines = [withCa(hosts[0]), withClientCertificate(hosts[1])].join('\n');
    const main = await publish({ ...describing(lines), context: scratchContext(), tags: tags.join('\n') });
    expect(main.code, main.log).toBe(0);
    for (const tag of tags) {
      expect(await digestOverTls(tag)).toBe(main.outputs['digest']);
    }
  });

  it('to a registry whose CA nobody told of fails before anything is published, and says why', async () => {
    const tag = `${elsewhere(tls)}/private/${uniqueName('untold')}:1`;
    const main = await publish({ ...toolchain, context: scratchContext(), tags: tag });
    expect(main.code).toBe(1);
    expect(errorOf(main.log)).toMatch(/certificate/);
    expect(errorOf(main.log)).toContain('buildkitd-config');
    expect(main.outputs).not.toHaveProperty('digest');
    expect(await digestOverTls(tag)).toBeNull();
  });

  it('verifies the binaries of an image whose base is in such a registry', async () => {
    const [from, to] = [elsewhere(tls), elsewhere(mtls)];
    const base = `${from}/private/${uniqueName('base')}:1`;
    const made = await publish({
      ...describing(withCa(from)),
      context: makeContext({ Dockerfile: 'FROM busybox\nENTRYPOINT ["/bin/true"]\n' }),
      tags: base,
    });
    expect(made.code, made.log).toBe(0);
    const tag = `${to}/private/${uniqueName('derived')}:1`;
    const main = await publish({
      ...describing([withCa(from), withClientCertificate(to)].join('\n')),
      context: makeContext({ Dockerfile: `FROM ${base}\nCOPY Dockerfile /\n` }),
      tags: tag,
    });
    expect(main.code, main.log).toBe(0);
    expect(main.summary).toMatch(/AArch64|aarch64|arm64/i);
    expect(await digestOverTls(tag)).toBe(main.outputs['digest']);
  });
});

describe('a login of the step', () => {
  const password = setting('LAB_TOKEN_PASSWORD');
  const guarded = elsewhere(setting('LAB_TLS_TOKEN_REGISTRY'));
  const login = (host: string, secret = password): Record<string, string> => ({
    registry: host,
    username: 'writer',
    password: secret,
  });

  it('serves a registry and a token service that have the same CA of their own', async () => {
    const repository = `${guarded}/acme/${uniqueName('login')}`;
    const tags = [`${repository}:1`, `${repository}:latest`];
    const main = await publish({
      ...describing(withCa(guarded)),
      ...login(guarded),
      context: scratchContext(),
      tags: tags.join('\n'),
    });
    expect(main.code, main.log).toBe(0);
    for (const tag of tags) {
      expect(await digestWithToken(tag)).toBe(main.outputs['digest']);
    }
  });

  it('is refused there with a wrong password, which is told as that', async () => {
    const tag = `${guarded}/acme/${uniqueName('login')}:1`;
    const main = await publish({
      ...describing(withCa(guarded)),
      ...login(guarded, 'wrong'),
      context: scratchContext(),
      tags: tag,
    });
    expect(main.code).toBe(1);
    expect(errorOf(main.log)).toContain('title=registry-denied');
    expect(await digestWithToken(tag)).toBeNull();
  });

  it('does not keep a registry with client certificates from being reached', async () => {
    const host = elsewhere(mtls);
    const tag = `${host}/private/${uniqueName('login')}:1`;
    const main = await publish({
      ...describing(withClientCertificate(host)),
      ...login(host),
      context: scratchContext(),
      tags: tag,
    });
    expect(main.code, main.log).toBe(0);
    expect(await digestOverTls(tag)).toBe(main.outputs['digest']);
  });

  /** What crane reads with an account that may pull, and the CA. */
  async function digestWithToken(reference: string): Promise<string | null> {
    const env = { SSL_CERT_FILE: ca, DOCKER_CONFIG: join(newJob().folder, 'judge') };
    await command('crane', ['auth', 'login', guarded, '-u', 'puller', '-p', password], { env });
    const { code, stdout } = await command('crane', ['digest', reference], { env });
    return code === 0 ? stdout.trim() : null;
  }
});

describe('a direct publish', () => {
  it('to a registry with a CA of its own is read back', async () => {
    const host = elsewhere(tls);
    const tag = `${host}/private/${uniqueName('direct')}:1`;
    const main = await publish({
      ...describing(withCa(host)),
      context: scratchContext(),
      tags: tag,
      publish: 'direct',
    });
    expect(main.code, main.log).toBe(0);
    expect(await digestOverTls(tag)).toBe(main.outputs['digest']);
  });
});

describe('a builder that exists', () => {
  it('brings the CA along in its own configuration', async () => {
    const host = elsewhere(tls);
    const job = newJob();
    const first = await job.step({
      inputs: {
        ...describing(withCa(host)),
        context: scratchContext(),
        platforms: 'linux/amd64',
        cleanup: 'false',
      },
    });
    const builder = first.outputs['builder'] ?? '';
    try {
      const tag = `${host}/private/${uniqueName('existing')}:1`;
      const {
        'buildx-version': version = '',
        'buildx-sha256': hash = '',
        'buildx-mirror': mirror = '',
      } = toolchain;
      const main = await job.step({
        inputs: {
          ...{ 'buildx-version': version, 'buildx-sha256': hash, 'buildx-mirror': mirror },
          ...{ builder, platforms, emulation: 'none', push: 'true', context: scratchContext(), tags: tag },
        },
      });
      expect(main.code, main.log).toBe(0);
      expect(await digestOverTls(tag)).toBe(main.outputs['digest']);
    } finally {
      await command('docker', ['rm', '--force', '--volumes', `buildx_buildkit_${builder}0`]);
      await command('docker', ['volume', 'rm', '--force', `buildx_buildkit_${builder}0_state`]);
    }
  });

  it('keeps open registries as they were', async () => {
    const tag = `${registry}/private/${uniqueName('open')}:1`;
    const main = await publish({
      ...describing(withCa(elsewhere(tls))),
      context: scratchContext(),
      tags: tag,
    });
    expect(main.code, main.log).toBe(0);
  });
});
