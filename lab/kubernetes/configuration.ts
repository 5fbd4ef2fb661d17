// What the programs of the cluster are told.
import { join } from 'node:path';
import { administrator, authority, server, tokenSigner } from '../certificates.ts';

/** Where the cluster's files, sockets and logs are, and the ports on loopback that it takes. */
export interface ClusterPlace {
  readonly folder: string;
  readonly images: string;
  readonly kubeconfig: string;
  /** Of all cgroups of its containers. */
  readonly cgroup: string;
  readonly pause: string;
  readonly hub: string | null;
  readonly ports: Readonly<Record<'kubernetes' | 'kubelet' | 'etcd' | 'etcdPeer', number>>;
}

/** The files of the cluster's folder, by name. A JSON text is YAML too. */
export function configuration(place: ClusterPlace): Readonly<Record<string, string>> {
  const lines = (texts: readonly string[]): string => `${texts.join('\n')}\n`;
  return {
    'etcd.json': JSON.stringify(etcd(place)),
    'containerd.toml': lines(containerd(place)),
    // Of a network of pods there is none: the file makes the node ready, and every pod is on the host's.
    'cni/lab.conflist': JSON.stringify({ cniVersion: '1.0.0', name: 'lab', plugins: [{ type: 'loopback' }] }),
    ...(place.hub ? { 'registries/docker.io/hosts.toml': lines([`server = "http://${place.hub}"`]) } : {}),
    'kubelet.json': JSON.stringify(kubelet(place)),
    'kube-apiserver.flags': lines(apiserver(place)),
    'kube-controller-manager.flags': lines([
      ...client(place),
      `--service-account-private-key-file=${tokenSigner.key}`,
      `--root-ca-file=${authority.certificate}`,
    ]),
    'kube-scheduler.flags': lines(client(place)),
    'kubelet.flags': lines([
      `--kubeconfig=${place.kubeconfig}`,
      `--config=${join(place.folder, 'kubelet.json')}`,
      `--root-dir=${join(place.folder, 'kubelet')}`,
      '--hostname-override=localhost',
    ]),
  };
}

function etcd({ folder, ports }: ClusterPlace): object {
  const [url, peer] = [`http://127.0.0.1:${ports.etcd}`, `http://127.0.0.1:${ports.etcdPeer}`];
  return {
    name: 'lab',
    'data-dir': join(folder, 'etcd'),
    'listen-client-urls': url,
    'advertise-client-urls': url,
    'listen-peer-urls': peer,
    'initial-advertise-peer-urls': peer,
    'initial-cluster': `lab=${peer}`,
    'unsafe-no-fsync': true,
  };
}

function containerd({ folder, images, pause }: ClusterPlace): readonly string[] {
  return [
    'version = 3',
    `root = '${images}'`,
    `state = '${join(folder, 'containerd')}'`,
    '[grpc]',
    `  address = '${join(folder, 'containerd.sock')}'`,
    "[plugins.'io.containerd.internal.v1.opt']",
    `  path = '${join(folder, 'opt')}'`,
    "[plugins.'io.containerd.cri.v1.images'.pinned_images]",
    `  sandbox = '${pause}'`,
    "[plugins.'io.containerd.cri.v1.images'.registry]",
    `  config_path = '${join(folder, 'registries')}'`,
    "[plugins.'io.containerd.cri.v1.runtime']",
    // Root of a container of this machine's may not make a process less likely to be killed.
    '  restrict_oom_score_adj = true',
    "[plugins.'io.containerd.cri.v1.runtime'.cni]",
    `  conf_dir = '${join(folder, 'cni')}'`,
  ];
}

function apiserver({ ports }: ClusterPlace): readonly string[] {
  return [
    `--etcd-servers=http://127.0.0.1:${ports.etcd}`,
    '--bind-address=127.0.0.1',
    '--advertise-address=127.0.0.1',
    `--secure-port=${ports.kubernetes}`,
    '--endpoint-reconciler-type=none',
    `--client-ca-file=${authority.certificate}`,
    `--tls-cert-file=${server.certificate}`,
    `--tls-private-key-file=${server.key}`,
    '--authorization-mode=RBAC',
    // A builder's pod is privileged.
    '--allow-privileged',
    '--service-cluster-ip-range=10.213.241.0/24',
    '--service-account-issuer=https://kubernetes.default.svc',
    `--service-account-signing-key-file=${tokenSigner.key}`,
    `--service-account-key-file=${tokenSigner.certificate}`,
    `--kubelet-client-certificate=${administrator.certificate}`,
    `--kubelet-client-key=${administrator.key}`,
    `--kubelet-certificate-authority=${authority.certificate}`,
    '--kubelet-preferred-address-types=Hostname',
  ];
}

function client({ kubeconfig }: ClusterPlace): readonly string[] {
  return [`--kubeconfig=${kubeconfig}`, '--leader-elect=false', '--secure-port=0'];
}

function kubelet({ folder, ports, cgroup }: ClusterPlace): object {
  return {
    apiVersion: 'kubelet.config.k8s.io/v1beta1',
    kind: 'KubeletConfiguration',
    address: '127.0.0.1',
    port: ports.kubelet,
    readOnlyPort: 0,
    healthzPort: 0,
    tlsCertFile: server.certificate,
    tlsPrivateKeyFile: server.key,
    authentication: {
      x509: { clientCAFile: authority.certificate },
      anonymous: { enabled: false },
      webhook: { enabled: false },
    },
    authorization: { mode: 'AlwaysAllow' },
    containerRuntimeEndpoint: `unix://${join(folder, 'containerd.sock')}`,
    cgroupDriver: 'cgroupfs',
    cgroupRoot: cgroup,
    // Two clusters on one machine would end each other's pods: each takes all of the usual group for its own.
    cgroupsPerQOS: false,
    enforceNodeAllocatable: [],
    failCgroupV1: false,
    failSwapOn: false,
    makeIPTablesUtilChains: false,
    podLogsDir: join(folder, 'pods'),
    evictionHard: { 'memory.available': '50Mi', 'nodefs.available': '1%', 'imagefs.available': '1%' },
  };
}
