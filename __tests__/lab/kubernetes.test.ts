// The driver kubernetes on a real cluster, with no Docker daemon to reach. The cluster is one program that takes
// minutes to compile, so the tests run while `npm run lab -- kubernetes up` has it running, and count as skipped otherwise.
import { existsSync } from 'node:fs';
import process from 'node:process';
import { afterAll, describe, expect, it } from 'vitest';
import { ask, kubeconfig, strangersKubeconfig } from '../../lab/kubernetes/cluster.ts';
import { uniqueName } from '../harness/step.ts';
import { endJobs, newJob } from './jobs.ts';
import { craneDigest, errorOf, makeContext, registry, toolchain } from './lab.ts';

/** The runner of the job, which is killed with its step. */
const runner =
  "require('node:child_process').spawn(process.argv[1], process.argv.slice(2), { stdio: 'inherit' }).on('exit', (code) => process.exit(code ?? 1))";
const away = { DOCKER_HOST: 'unix:///nonexistent/docker.sock' };

/** Everything that a builder makes in the cluster. */
async function made(): Promise<readonly string[]> {
  const kinds = ['apps/v1/namespaces/default/deployments', 'v1/namespaces/default/pods'];
  const configured = ['v1/namespaces/default/configmaps', 'v1/namespaces/default/secrets'];
  const lists = await Promise.all(
    [...kinds, ...configured].map(
      (path) =>
        ask(`${path.startsWith('apps') ? '/apis' : '/api'}/${path}`) as Promise<{
          readonly items: readonly {
            readonly metadata: { readonly name: string; readonly deletionTimestamp?: string };
          }[];
        }>,
    ),
  );
  return lists
    .flatMap(({ items }) => items.filter(({ metadata }) => metadata.deletionTimestamp === undefined))
    .map(({ metadata }) => metadata.name)
    .filter((name) => name !== 'kube-root-ca.crt');
}

const context = (): string =>
  makeContext({ Dockerfile: 'FROM scratch\nCOPY file /file\n', file: uniqueName('f') });
const newTag = (): string => `${registry}/kubernetes/${uniqueName('k')}:1`;

describe.skipIf(!existsSync(kubeconfig))('the driver kubernetes', () => {
  afterAll(endJobs);

  /** A step with its end, on a cluster that this kubeconfig names. */
  async function play(inputs: Readonly<Record<string, string>>, configuration = kubeconfig) {
    const job = newJob();
    const options = {
      inputs: { ...toolchain, 'driver-opts': '', driver: 'kubernetes', push: 'true', ...inputs },
      env: { ...away, KUBECONFIG: configuration },
      workspace: context(),
    };
    const main = await job.step(options);
    const post = await job.post(options, main);
    return { main, post };
  }

  it.each([
    ['one pod', ''],
    ['two replicas', 'replicas=2'],
  ])('stages, verifies and tags on %s, and leaves nothing', async (_, driverOptions) => {
    const tags = newTag();
    const { main, post } = await play({
      tags,
      platforms: 'linux/amd64,linux/arm64',
      emulation: 'none',
      'driver-opts': driverOptions,
    });
    expect(main.code, main.log).toBe(0);
    expect(main.outputs['digest']).toBe(await craneDigest(tags));
    expect(post.code, post.log).toBe(0);
    expect(await made()).toEqual([]);
  });

  it.each([
    ['a selector that no machine has', 'nodeselector=lab=none\ntimeout=5s', /kubectl describe pods/],
    ['a namespace that is not there', 'namespace=nope', /Make the namespace first/],
  ])('says what to change for %s, and leaves nothing', async (_, driverOptions, hint) => {
    const { main, post } = await play({ tags: newTag(), 'driver-opts': driverOptions, retries: '0' });
    expect(main.code, main.log).toBe(1);
    expect(errorOf(main.log)).toMatch(hint);
    expect(post.code, post.log).toBe(0);
    expect(await made()).toEqual([]);
  });

  it('removes the deployment of a run that was killed, in the next one', async () => {
    const job = newJob();
    const options = {
      inputs: { ...toolchain, 'driver-opts': '', driver: 'kubernetes', push: 'true', tags: newTag() },
      env: { ...away, KUBECONFIG: kubeconfig },
    };
    let kill: (() => void) | null = null;
    const killed = await job.step({
      ...options,
      workspace: makeContext({ Dockerfile: `FROM busybox\nRUN echo ${uniqueName('k')} && sleep 60\n` }),
      launcher: [process.execPath, '-e', runner],
      onStart: ({ pid }) => {
        kill = () => void process.kill(-(pid ?? 0), 'SIGKILL');
      },
      onLine: (line) => (/RUN .*sleep 60/.test(line) ? kill?.() : undefined),
    });
    expect(killed.code, killed.log).toBeNull();
    expect(await made()).not.toEqual([]);
    const next = await job.step({ ...options, workspace: context() });
    expect(next.code, next.log).toBe(0);
    expect(next.log).toMatch(/Removing the builder \S+, which a killed run left behind/);
    await job.post(options, next);
    expect(await made()).toEqual([]);
  });

  it('says which rights a user lacks', async () => {
    const { main } = await play({ tags: newTag() }, strangersKubeconfig);
    expect(errorOf(main.log)).toMatch(/is forbidden: User "lab"[\s\S]*create pods\/exec/);
  });

  it('says that there is no kubeconfig', async () => {
    const { main } = await play({ tags: newTag() }, '/nonexistent/kubeconfig');
    expect(errorOf(main.log)).toMatch(/set KUBECONFIG to its path/);
  });
});
