/**
 * Every input of action.yml with its default (a test holds the two together; `github-token` has an
 * expression there, which the runner resolves). An input that is set to nothing, as an expression that
 * came out empty sets it, means its default too.
 */
export const defaults = {
  context: '.',
  file: '',
  target: '',
  platforms: '',
  tags: '',
  push: 'false',
  load: 'false',
  outputs: '',
  'build-args': '',
  'build-contexts': '',
  secrets: '',
  'secret-envs': '',
  'secret-files': '',
  ssh: '',
  labels: '',
  annotations: '',
  attests: '',
  provenance: '',
  sbom: '',
  'no-cache': 'false',
  'no-cache-filters': '',
  pull: 'false',
  'cache-from': '',
  'cache-to': '',
  'add-hosts': '',
  allow: '',
  network: '',
  'shm-size': '',
  ulimit: '',
  'cgroup-parent': '',
  'github-token': '',
  registry: '',
  username: '',
  password: '',
  publish: 'staged',
  'verify-binaries': 'entrypoint',
  'smoke-test': '',
  retries: '3',
  timeout: '',
  emulation: 'auto',
  'binfmt-image':
    'docker.io/tonistiigi/binfmt:qemu-v10.2.3@sha256:400a4873b838d1b89194d982c45e5fb3cda4593fbfd7e08a02e76b03b21166f0',
  'buildx-version': 'v0.37.1',
  'buildx-sha256': '',
  'buildx-mirror': '',
  'driver-opts': '',
  'buildkit-image':
    'docker.io/moby/buildkit:v0.33.1@sha256:cec9f139f45e93c5c69c60f8b07cfad9f43f4ef6b6a6cd917527fea5ff2e3dea',
  'buildkitd-config': '',
  'buildkitd-config-inline': '',
  builder: '',
  cleanup: 'true',
} as const;

export type InputName = keyof typeof defaults;
export const inputNames = Object.keys(defaults) as InputName[];

/** What the default of `platforms` stands for, unless the image is only loaded. */
export const defaultPlatforms = ['linux/amd64', 'linux/arm64'] as const;
