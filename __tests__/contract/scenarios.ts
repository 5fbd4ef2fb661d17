// What the transcripts tell of: each scenario runs once in the lab with the real tools, which are recorded, and
// then as often as one likes with the recording in their place.
import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { elfArchitectures, elfHeader } from '../harness/elf.ts';

/** The names that stand in transcripts for what the lab has on some port. */
export const registry = 'registry.test';
export const otherRegistry = 'registry-2.test';
export const repository = `${registry}/acme/app`;
export const otherRepository = `${otherRegistry}/acme/app`;

export interface Scenario {
  readonly inputs: Readonly<Record<string, string>>;
  /** Files of the checkout. */
  readonly files: Readonly<Record<string, string | Uint8Array>>;
  readonly env?: Readonly<Record<string, string>>;
  /** The registry answers every upload with this status. */
  readonly refuses?: number;
  /** The calls that decide how it ends. How far others have come by then differs, so they are not recorded. */
  readonly decidedBy?: RegExp;
}

const eight = [
  'linux/amd64',
  'linux/arm64',
  'linux/arm/v7',
  'linux/386',
  'linux/ppc64le',
  'linux/s390x',
  'linux/riscv64',
  'linux/loong64',
];

/** An image whose entrypoint is a program for its platform; building it runs nothing. */
const program: Scenario['files'] = {
  Dockerfile: 'FROM scratch\nARG TARGETARCH\nCOPY app-$TARGETARCH /app\nENTRYPOINT ["/app"]\n',
  ...Object.fromEntries(elfArchitectures.map((name) => [`app-${name}`, elfHeader(name)])),
};

/** Every way in which text could reach the runner as a command, out of a step of a Dockerfile. */
const hostileLines = [
  '::set-output name=digest::sha256:evil',
  '##[error]not an error',
  '##vso[task.setvariable variable=evil]1',
  '   ::add-mask::e',
  '\\033[31m::stop-commands::evil\\033[0m',
  'progress\\r::warning::behind a carriage return',
  '\\033]0;title\\007::save-state name=post::',
];

const shared = {
  // The lab's registries are on the machine's loopback interface.
  'driver-opts': 'network=host',
  'buildx-version': 'runner',
};

const pushed = { ...shared, tags: `${repository}:1`, push: 'true' };

export const scenarios = {
  'staged-push': {
    files: program,
    inputs: {
      ...pushed,
      platforms: 'linux/amd64,linux/arm64',
      tags: `${repository}:1\n${repository}:latest\n${otherRepository}:1`,
      emulation: 'binfmt',
      registry,
      username: 'acme-robot',
      password: 'canary-password-5eb6',
      'github-token': 'canary-github-token-77d1',
      secrets: 'npm=canary-secret-value-2a90',
      'secret-envs': 'deploy=DEPLOY_TOKEN',
      labels: 'org.opencontainers.image.title=app',
    },
    env: { DEPLOY_TOKEN: 'canary-secret-env-c31f' },
  },
  'plain-manifest': {
    files: program,
    inputs: { ...pushed, platforms: 'linux/amd64', provenance: 'false' },
  },
  direct: {
    files: program,
    inputs: { ...pushed, platforms: 'linux/amd64,linux/arm64', emulation: 'none', publish: 'direct' },
  },
  local: {
    files: program,
    inputs: { ...shared, platforms: 'linux/amd64,linux/arm64', emulation: 'none' },
  },
  'two-platforms': {
    files: program,
    inputs: { ...pushed, platforms: 'linux/amd64,linux/arm64', emulation: 'none' },
  },
  'eight-platforms': {
    files: program,
    inputs: { ...pushed, platforms: eight.join(','), emulation: 'none' },
  },
  'hostile-output': {
    files: {
      ...program,
      // The program is small: reading the head of a large one is ended early, and not always at the same point.
      Dockerfile: `FROM busybox\nCOPY app-amd64 /app\nRUN printf '${hostileLines.join('\\n')}\\n'\nENTRYPOINT ["/app"]\n`,
    },
    inputs: {
      ...pushed,
      platforms: 'linux/amd64',
      'smoke-test': `printf '${hostileLines.join('\\n')}\\n'`,
    },
  },
  'run-fails': {
    files: {
      Dockerfile: `FROM busybox\nRUN printf '${hostileLines.join('\\n')}\\n'; exit 3\n`,
    },
    inputs: { ...pushed, platforms: 'linux/amd64' },
  },
  'push-denied': {
    files: program,
    inputs: { ...pushed, platforms: 'linux/amd64', retries: '1' },
    refuses: 403,
  },
  'daemon-down': {
    files: program,
    inputs: pushed,
    env: { DOCKER_HOST: 'unix:///run/nobody-listens.sock' },
    decidedBy: /^docker version /,
  },
  'builder-image-missing': {
    files: program,
    inputs: { ...pushed, 'buildkit-image': `${registry}/acme/no-buildkit:1`, platforms: 'linux/amd64' },
  },
  'builder-does-not-boot': {
    files: program,
    inputs: {
      ...pushed,
      platforms: 'linux/amd64',
      'buildkitd-config-inline': '[worker.oci]\nenabled = false\n[worker.containerd]\nenabled = false\n',
    },
  },
} as const satisfies Record<string, Scenario>;

export type ScenarioName = keyof typeof scenarios;
export const scenarioNames = Object.keys(scenarios) as ScenarioName[];

export function scenarioOf(name: ScenarioName): Scenario {
  return scenarios[name];
}

export function writeCheckout({ files }: Scenario, folder: string): void {
  for (const [name, content] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, name)), { recursive: true });
    writeFileSync(join(folder, name), content);
  }
}
