// Programs that the lab builds from their Go modules, once per version.
import { existsSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { run } from './command.ts';
import { cacheDir } from './paths.ts';
import { during } from './progress.ts';
import { actionlintVersion, actVersion, buildkitVersion, buildxVersion } from './versions.ts';

interface GoTool {
  readonly name: string;
  readonly version: string;
  readonly packages: readonly string[];
  /** The variable that the release sets: tools compare versions, and without it they read v0.0.0. */
  readonly versionVariable: string;
  readonly takes: string;
}

const buildx: GoTool = {
  name: 'buildx',
  version: buildxVersion,
  packages: ['github.com/docker/buildx/cmd/buildx'],
  versionVariable: 'github.com/docker/buildx/version.Version',
  takes: '2 min',
};
const buildkit: GoTool = {
  name: 'buildkit',
  version: buildkitVersion,
  packages: ['github.com/moby/buildkit/cmd/buildkitd', 'github.com/moby/buildkit/cmd/buildctl'],
  versionVariable: 'github.com/moby/buildkit/version.Version',
  takes: '2 min',
};
const act: GoTool = {
  name: 'act',
  version: actVersion,
  packages: ['github.com/nektos/act'],
  versionVariable: 'main.version',
  takes: '30 s',
};
const actionlint: GoTool = {
  name: 'actionlint',
  version: actionlintVersion,
  packages: ['github.com/rhysd/actionlint/cmd/actionlint'],
  versionVariable: 'github.com/rhysd/actionlint.version',
  takes: '10 s',
};

export const buildxBinary = join(toolDir(buildx), 'buildx');
export const buildkitDir = toolDir(buildkit);
export const actBinary = join(toolDir(act), 'act');
export const actionlintBinary = join(toolDir(actionlint), 'actionlint');

/** One after the other: each keeps every core busy by itself. */
export async function buildTools(): Promise<void> {
  for (const tool of [buildkit, buildx, act]) {
    await buildTool(tool);
  }
}

/** Not one of `buildTools`: the lab runs without it. */
export function buildActionlint(): Promise<void> {
  return buildTool(actionlint);
}

/** A static program from a folder of this project, for linux/amd64 unless `env` says otherwise. */
export async function buildOwn(
  folder: string,
  output: string,
  { variables = [], env = {} }: { variables?: readonly string[]; env?: NodeJS.ProcessEnv },
): Promise<void> {
  const ldflags = ['-s', '-w', ...variables.flatMap((variable) => ['-X', variable])].join(' ');
  await go(['build', '-trimpath', '-ldflags', ldflags, '-o', output, '.'], folder, env);
}

const kubernetesSource = join(import.meta.dirname, 'kubernetes/program');
/** As go.mod has it, which alone says what is built. */
export const kubernetesVersion =
  /k8s\.io\/kubernetes (v\S+)/.exec(readFileSync(join(kubernetesSource, 'go.mod'), 'utf8'))?.[1] ?? '';
const kubernetesDir = join(cacheDir, 'tools', `kubernetes-${kubernetesVersion}`);
export const kubernetesBinary = join(kubernetesDir, 'kubernetes');

/** What is compiled on the way takes 3 GB and serves nothing else, so it goes when the program is there. */
export async function buildKubernetes(): Promise<void> {
  if (existsSync(kubernetesBinary)) {
    return;
  }
  await during(`building Kubernetes ${kubernetesVersion} from its Go modules (about 6 min)`, async () => {
    const work = `${kubernetesDir}.building`;
    const [, major = '', minor = ''] = /^v(\d+)\.(\d+)/.exec(kubernetesVersion) ?? [];
    const facts = [`gitVersion=${kubernetesVersion}`, `gitMajor=${major}`, `gitMinor=${minor}`];
    const packages = ['k8s.io/component-base/version', 'k8s.io/client-go/pkg/version'];
    const variables = packages.flatMap((path) => facts.map((fact) => `${path}.${fact}`));
    const env = { GOCACHE: join(work, 'go') };
    await buildOwn(kubernetesSource, join(work, 'kubernetes'), { variables, env });
    mkdirSync(kubernetesDir, { recursive: true });
    renameSync(join(work, 'kubernetes'), kubernetesBinary);
    rmSync(work, { recursive: true, force: true });
  });
}

/** The folder of an unpacked Go toolchain for another architecture, which is a module like any other. */
export async function toolchain(version: string, arch: string): Promise<string> {
  const module = `golang.org/toolchain@v0.0.1-${version}.linux-${arch}`;
  const { Dir } = JSON.parse(await go(['mod', 'download', '-json', module], '/')) as { Dir: string };
  return Dir;
}

function toolDir(tool: GoTool): string {
  return join(cacheDir, 'tools', `${tool.name}-${tool.version}`);
}

async function buildTool(tool: GoTool): Promise<void> {
  const dir = toolDir(tool);
  if (existsSync(dir)) {
    return;
  }
  const { name, version, packages, versionVariable, takes } = tool;
  await during(`building ${name} ${version} from its Go module (about ${takes})`, async () => {
    const work = `${dir}.building`;
    rmSync(work, { recursive: true, force: true });
    mkdirSync(join(work, 'out'), { recursive: true });
    // `go install` refuses modules with exclude directives, as BuildKit's is; as a tool of a module of the
    // lab's own they build.
    writeFileSync(join(work, 'go.mod'), `module multiarch-build/lab/${name}\n`);
    await go(['get', '-tool', ...packages.map((path) => `${path}@${version}`)], work);
    const ldflags = `-s -w -X ${versionVariable}=${version}`;
    await go(['build', '-trimpath', '-ldflags', ldflags, '-o', join(work, 'out/'), ...packages], work);
    renameSync(join(work, 'out'), dir);
    rmSync(work, { recursive: true, force: true });
  });
}

function go(args: readonly string[], cwd: string, env: NodeJS.ProcessEnv = {}): Promise<string> {
  return run('nice', ['-n', '10', 'go', ...args], {
    cwd,
    env: {
      GOMODCACHE: join(cacheDir, 'go/mod'),
      GOCACHE: join(cacheDir, 'go/build'),
      GOFLAGS: '-buildvcs=false',
      GOWORK: 'off',
      CGO_ENABLED: '0',
      GOOS: 'linux',
      GOARCH: 'amd64',
      ...env,
    },
  });
}
