// Machines whose surroundings hold secrets: a proxy with a password, and GitHub's API, which takes the job's token.
import { createHash } from 'node:crypto';
import { createReadStream, readFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { type FaultRule, startProxy } from '../proxy.ts';
import { hold, type Must, type Scenario } from './scenario.ts';
import { binaryIn } from './tool-cache.ts';

const viaProxy: Scenario = {
  group: 'A machine behind a proxy',
  name: 'the variables of the machine name a proxy with a password',
  times: 1,
  quick: 1,
  async play(trial) {
    const proxy = `http://robot:${trial.canaries.proxyPassword}@127.0.0.1:9`;
    const names = ['HTTP_PROXY', 'HTTPS_PROXY', 'http_proxy', 'https_proxy'];
    const env = {
      ...Object.fromEntries(names.map((name) => [name, proxy])),
      NO_PROXY: '127.0.0.1,localhost',
    };
    let had = false;
    const step = await trial.step(
      { builder: '', emulation: 'none', platforms: 'linux/amd64' },
      {
        env,
        onStart: ({ pid }) => {
          had = readFileSync(`/proc/${pid}/environ`, 'latin1').includes(`https_proxy=${proxy}\0`);
        },
      },
    );
    await trial.post(step);
    trial.confirm(had);
    trial.sawReceived('proxy password');
    hold(trial, step, { end: 'succeeded', published: 'all tags' });
  },
};

/** No release that the action knows has this version, so that two records elsewhere must vouch for it. */
const latest = 'v0.99.7';

interface GitHubStandIn {
  readonly address: string;
  end(): Promise<void>;
}

/** GitHub's API, which names one release of buildx, and the files of that release. */
async function startGitHub(binary: string): Promise<GitHubStandIn> {
  const file = `buildx-${latest}.linux-amd64`;
  const digest = createHash('sha256').update(readFileSync(binary)).digest('hex');
  const assets = [{ name: file, digest: `sha256:${digest}` }, { name: 'checksums.txt' }];
  const texts: Readonly<Record<string, string>> = {
    '/repos/docker/buildx/releases/latest': JSON.stringify({ tag_name: latest, assets }),
    [`/${latest}/checksums.txt`]: `${digest} *${file}\n`,
  };
  const server = createServer((request, response) => {
    const text = texts[request.url ?? ''];
    if (text !== undefined) {
      response.writeHead(200, { 'content-type': 'application/json' }).end(text);
    } else if (request.url === `/${latest}/${file}`) {
      createReadStream(binary).pipe(response);
    } else {
      response.writeHead(404).end();
    }
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', () => resolve()));
  return {
    address: `127.0.0.1:${(server.address() as AddressInfo).port}`,
    end: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

const apiFaults: readonly { readonly name: string; readonly rule: FaultRule; readonly must: Must }[] = [
  {
    name: 'it answers 503 twice',
    rule: { kind: 'status', status: 503, times: 2 },
    must: { end: 'succeeded', published: 'all tags' },
  },
  {
    name: 'it refuses the token with 401',
    rule: { kind: 'status', status: 401 },
    must: { end: 'buildx-download-failed', published: 'nothing', outputs: [] },
  },
  {
    name: 'it answers 503 for ever',
    rule: { kind: 'status', status: 503 },
    must: { end: 'buildx-download-failed', published: 'nothing', outputs: [], says: [/503/] },
  },
];

const api: readonly Scenario[] = apiFaults.map(({ name, rule, must }) => ({
  group: 'A release server that fails',
  name: `GitHub's API is asked for the latest release of buildx, and ${name}`,
  times: 1,
  quick: rule.times === undefined ? 0 : 1,
  async play(trial) {
    const server = await startGitHub(binaryIn(trial.rig.toolCache));
    const proxy = await startProxy({ upstream: server.address, port: 0 });
    try {
      proxy.add({ ...rule, path: '^/repos/' });
      const { toolCache } = trial.job;
      const address = `http://${proxy.address}`;
      const step = await trial.step(
        { 'buildx-version': 'latest', 'buildx-sha256': '', 'buildx-mirror': address },
        { toolCache, env: { GITHUB_API_URL: address } },
      );
      await trial.post(step);
      trial.confirmRules(1, proxy);
      if (proxy.hits().some(({ authorization }) => authorization.includes(trial.canaries.githubToken))) {
        trial.sawReceived('github-token');
      }
      hold(trial, step, must);
    } finally {
      await proxy.close();
      await server.end();
    }
  },
}));

export const machines: readonly Scenario[] = [...api, viaProxy];
