// A real Kubernetes of one node, beside the lab and only for those who ask for it: it takes minutes to build once.
import { mkdirSync, readdirSync, readFileSync, rmdirSync, rmSync, writeFileSync } from 'node:fs';
import { request } from 'node:https';
import { dirname, join } from 'node:path';
import { administrator, authority, client, type Signed } from '../certificates.ts';
import { run } from '../command.ts';
import { installGo, installKubernetesPackages, unpackedPrograms } from '../debian.ts';
import { buildKubernetes, kubernetesBinary, kubernetesVersion } from '../gomodules.ts';
import { exclusively } from '../lock.ts';
import { cacheDir, labSuffix, runDir } from '../paths.ts';
import { during } from '../progress.ts';
import { findService, isAlive, startService, stopService } from '../services.ts';
import { readState } from '../state.ts';
import { type ClusterPlace, configuration } from './configuration.ts';
import { policy, policyBinding } from './policy.ts';

export const kubernetesPart = 'kubernetes';
const folder = join(runDir, 'kubernetes');
const images = join(cacheDir, `kubernetes${labSuffix}`);
const cgroup = `/multiarch-lab${labSuffix}`;

/** Of somebody who may do everything. */
export const kubeconfig = join(folder, 'kubeconfig');
/** Of the user `lab`, who may do nothing until somebody allows it. */
export const strangersKubeconfig = join(folder, 'kubeconfig-lab');

/** Starts it in a lab that is up. */
export async function startKubernetes(): Promise<void> {
  await installGo();
  await buildKubernetes();
  await exclusively(async () => {
    const running = findService(kubernetesPart);
    if (!running || !isAlive(running)) {
      await installKubernetesPackages();
      await during('starting Kubernetes', start);
    }
  });
}

async function start(): Promise<void> {
  await stopKubernetes();
  const { ports, parts, environment = {} } = readState();
  const address = `https://127.0.0.1:${ports.kubernetes}`;
  const hub = parts.includes('hub') ? `127.0.0.1:${ports.hub}` : null;
  const pause = await pushPause(environment['LAB_REGISTRY'] ?? '', hub);
  const place: ClusterPlace = { folder, images, kubeconfig, cgroup, pause, hub, ports };
  for (const [name, text] of Object.entries({
    ...configuration(place),
    kubeconfig: kubeconfigOf(address, administrator),
    'kubeconfig-lab': kubeconfigOf(address, client),
  })) {
    mkdirSync(dirname(join(folder, name)), { recursive: true, mode: 0o700 });
    writeFileSync(join(folder, name), text, { mode: 0o600 });
  }
  await startService({
    name: kubernetesPart,
    version: `Kubernetes ${kubernetesVersion}`,
    address,
    command: 'unshare',
    args: [
      ...['--mount', '--pid', '--fork', '--mount-proc', '--kill-child'],
      ...['sh', join(import.meta.dirname, 'start.sh'), folder, kubernetesBinary, unpackedPrograms.etcd],
    ],
    ready: isReady,
  });
  for (const [path, object] of [
    ['mutatingadmissionpolicies', policy],
    ['mutatingadmissionpolicybindings', policyBinding],
  ] as const) {
    await ask(`/apis/admissionregistration.k8s.io/v1/${path}`, object);
  }
}

/** Nothing of it stays: what it mounted went with its namespaces, and its processes too. */
export async function stopKubernetes(): Promise<void> {
  // What started the namespaces takes no notice of SIGTERM; when it is killed, so is all that is in them.
  await stopService(kubernetesPart, 0);
  for (const root of ['/sys/fs/cgroup', ...folders('/sys/fs/cgroup')]) {
    removeCgroups(`${root}${cgroup}`);
  }
  rmSync(folder, { recursive: true, force: true });
  rmSync(images, { recursive: true, force: true });
}

/** Whether a pod can start: the node is ready, and the account that pods have by default is there. */
async function isReady(): Promise<boolean> {
  try {
    const node = (await ask('/api/v1/nodes/localhost')) as {
      status: { conditions: readonly { type: string; status: string }[] };
    };
    await ask('/api/v1/namespaces/default/serviceaccounts/default');
    return node.status.conditions.some(({ type, status }) => type === 'Ready' && status === 'True');
  } catch {
    return false;
  }
}

/** What the cluster answers to its administrator, who makes `object` if there is one. */
export function ask(path: string, object?: object): Promise<unknown> {
  const { address } = findService(kubernetesPart) ?? { address: '' };
  const [ca, cert, key] = [authority.certificate, administrator.certificate, administrator.key].map((file) =>
    readFileSync(file),
  );
  return new Promise((resolve, reject) => {
    const method = object === undefined ? 'GET' : 'POST';
    const headers = { 'content-type': 'application/json' };
    const asked = request(`${address}${path}`, { ca, cert, key, method, headers, timeout: 5000 });
    asked.on('response', (response) => {
      let text = '';
      response.setEncoding('utf8').on('data', (chunk: string) => {
        text += chunk;
      });
      response.on('end', () =>
        (response.statusCode ?? 500) < 300
          ? resolve(JSON.parse(text))
          : reject(new Error(`${method} ${path}: ${response.statusCode} ${text}`)),
      );
    });
    asked.on('timeout', () => asked.destroy(new Error(`${path} is not answered`)));
    asked.on('error', reject);
    asked.end(object === undefined ? '' : JSON.stringify(object));
  });
}

/** The image of the process that holds a pod together: anything that does nothing. */
async function pushPause(registry: string, hub: string | null): Promise<string> {
  const image = `${registry}/lab/pause:1`;
  const options = ['--platform', 'linux/amd64', '--entrypoint', 'sleep,100000000', '--tag', image];
  await run('crane', ['mutate', `${hub ?? 'docker.io'}/library/busybox:latest`, ...options]);
  return image;
}

function kubeconfigOf(address: string, { certificate, key }: Signed): string {
  const data = (file: string): string => readFileSync(file).toString('base64');
  return JSON.stringify({
    apiVersion: 'v1',
    kind: 'Config',
    'current-context': 'lab',
    clusters: [
      {
        name: 'lab',
        cluster: { server: address, 'certificate-authority-data': data(authority.certificate) },
      },
    ],
    users: [
      { name: 'lab', user: { 'client-certificate-data': data(certificate), 'client-key-data': data(key) } },
    ],
    contexts: [{ name: 'lab', context: { cluster: 'lab', user: 'lab', namespace: 'default' } }],
  });
}

/** The innermost first: each goes only when it is empty. */
function removeCgroups(folder: string): void {
  for (const inner of folders(folder)) {
    removeCgroups(inner);
  }
  try {
    rmdirSync(folder);
  } catch {
    // There was none.
  }
}

function folders(parent: string): readonly string[] {
  try {
    return readdirSync(parent, { withFileTypes: true })
      .filter((entry) => entry.isDirectory())
      .map((entry) => join(parent, entry.name));
  } catch {
    return [];
  }
}
