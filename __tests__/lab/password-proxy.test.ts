// A step on a machine that reaches everything through a proxy with a password: the names are known to the proxy alone.
import { readdirSync, readFileSync } from 'node:fs';
import { afterAll, describe, expect, it } from 'vitest';
import type { ProxyNote } from '../../lab/http-proxy-server.ts';
import { notes } from '../../lab/record.ts';
import { startJob, uniqueName } from '../harness/step.ts';
import {
  craneDigest,
  errorOf,
  output,
  registry,
  removeContexts,
  scratchContext,
  served,
  setting,
  snapshot,
} from './lab.ts';
import { describing, digestOverTls } from './private-clients.ts';
import { makeRepository } from './repositories.ts';

const password = setting('LAB_HTTP_PROXY_PASSWORD');
const proxyWith = (secret: string): Record<string, string> => {
  const login = `${setting('LAB_HTTP_PROXY_USERNAME')}:${secret}`;
  const url = setting('LAB_HTTP_PROXY').replace('//', `//${login}@`);
  return { http_proxy: url, https_proxy: url, HTTP_PROXY: url, HTTPS_PROXY: url };
};
const inputs = {
  ...describing(
    [
      '[registry."plain.lab.test"]',
      '  http = true',
      '[registry."tls.lab.test"]',
      `  ca = ["${setting('LAB_CA')}"]`,
    ].join('\n'),
  ),
  'buildx-mirror': 'http://releases.lab.test/docker/buildx/releases/download',
  emulation: 'none',
  push: 'true',
};
const noted = (since: number): readonly string[] =>
  notes<ProxyNote>(setting('LAB_HTTP_PROXY_RECORD'), since).map(
    ({ method, target, status }) => `${status} ${method} ${target}`,
  );

/** Every command line that appears on the machine until it is told to end; but not that of the proxy's own tests. */
function watchCommandLines(): () => string {
  const seen = new Set<string>();
  const timer = setInterval(() => {
    for (const pid of readdirSync('/proc').filter((name) => /^\d+$/.test(name))) {
      try {
        seen.add(readFileSync(`/proc/${pid}/cmdline`, 'utf8'));
      } catch {
        // It has ended.
      }
    }
  }, 5);
  return () => {
    clearInterval(timer);
    return [...seen].join('\n');
  };
}

/** The text of all attestations of an image in an open registry. */
async function attestationsOf(repository: string, digest: string): Promise<string> {
  const { document } = await served(`${repository}@${digest}`);
  const manifests = (document.manifests ?? []).filter(({ annotations }) => annotations !== undefined);
  const layers = await Promise.all(
    manifests.map(
      async (manifest) => (await served(`${repository}@${manifest.digest}`)).document.layers ?? [],
    ),
  );
  const blobs = layers.flat().map((layer) => output('crane', 'blob', `${repository}@${layer.digest}`));
  return (await Promise.all(blobs)).join('\n');
}

afterAll(() => removeContexts());

describe('behind a proxy with a password', () => {
  it('buildx is downloaded, images are staged, read back and tagged, and the password stays where it was', async () => {
    const job = startJob();
    try {
      const since = Date.now();
      const name = uniqueName('proxied');
      const tags = ['tls.lab.test', 'plain.lab.test'].flatMap((host) =>
        ['1', 'latest'].map((tag) => `${host}/proxy/${name}:${tag}`),
      );
      const ended = watchCommandLines();
      const options = {
        inputs: { ...inputs, context: scratchContext(), tags: tags.join('\n'), provenance: 'mode=max' },
        env: proxyWith(password),
      };
      const main = await job.step(options);
      const post = await job.post(options, main);
      const commandLines = ended();
      expect(main.code, main.log).toBe(0);
      expect(main.outputs['tags']).toBe(tags.join('\n'));
      for (const tag of ['1', 'latest']) {
        expect(await digestOverTls(`${setting('LAB_TLS_REGISTRY')}/proxy/${name}:${tag}`)).toBe(
          main.outputs['digest'],
        );
        expect(await craneDigest(`${registry}/proxy/${name}:${tag}`)).toBe(main.outputs['digest']);
      }
      const seen = noted(since);
      expect(seen.filter((entry) => /^200 \S+ (http:\/\/)?releases\.lab\.test\b/.test(entry))).not.toEqual(
        [],
      );
      expect(seen.filter((entry) => entry === '200 CONNECT tls.lab.test:443').length).toBeGreaterThan(1);
      expect(
        seen.filter((entry) => /^201 PUT http:\/\/plain\.lab\.test\/v2\/.*\/manifests\/latest$/.test(entry)),
      ).toHaveLength(1);
      expect(commandLines).toContain('imagetools');
      expect(commandLines).not.toContain(password);
      for (const { log, outputs, state, summary } of [main, post]) {
        const unmasked = log.replace(/^::add-mask::.*$/gm, '');
        expect([unmasked, JSON.stringify(outputs), JSON.stringify(state), summary].join('\n')).not.toContain(
          password,
        );
      }
      const files = Object.values(snapshot(job.folder)).map((text) =>
        Buffer.from(text, 'base64').toString('latin1'),
      );
      expect(files.join('\n')).not.toContain(password);
      const attestations = await attestationsOf(`${registry}/proxy/${name}`, main.outputs['digest'] ?? '');
      expect(attestations).toContain('slsa.dev/provenance');
      expect(attestations).not.toContain(password);
    } finally {
      job.end();
    }
  });

  it('a wrong password is told as what it is', async () => {
    const job = startJob();
    try {
      const main = await job.step({
        inputs: {
          ...inputs,
          context: scratchContext(),
          tags: `plain.lab.test/proxy/${uniqueName('refused')}:1`,
        },
        env: proxyWith('wrong'),
      });
      expect(main.code).toBe(1);
      expect(errorOf(main.log)).toMatch(/407/);
      expect(errorOf(main.log)).toMatch(/proxy/);
    } finally {
      job.end();
    }
  });

  it('a Git context is cloned', async () => {
    const { url } = await makeRepository('acme/proxied', {
      Dockerfile: 'FROM scratch\nCOPY name /name\n',
      name: '1',
    });
    const job = startJob();
    try {
      const tag = `plain.lab.test/proxy/${uniqueName('git')}:1`;
      const since = Date.now();
      const context = `https://git.lab.test${new URL(url).pathname}#main`;
      const options = { inputs: { ...inputs, context, tags: tag }, env: proxyWith(password) };
      const main = await job.step(options);
      await job.post(options, main);
      expect(main.code, main.log).toBe(0);
      expect(noted(since)).toContain('200 CONNECT git.lab.test:443');
    } finally {
      job.end();
    }
  });
});
