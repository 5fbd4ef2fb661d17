import { ActionError } from '../errors.ts';
import type { Environment } from '../runner/environment.ts';

/** The machine, in Node's words. */
export type Machine = Pick<Environment, 'os' | 'arch' | 'armVersion'> & {
  readonly endianness: 'LE' | 'BE';
};

const systems: Readonly<Partial<Record<NodeJS.Platform, readonly string[]>>> = {
  linux: ['amd64', 'arm64', 'arm-v6', 'arm-v7', 'ppc64le', 'riscv64', 's390x'],
  darwin: ['amd64', 'arm64'],
  win32: ['amd64', 'arm64'],
};

/**
 * The end of the name of this machine's buildx binary, after `buildx-vX.Y.Z.`: `linux-amd64`,
 * `windows-arm64.exe` (docker/buildx hack/release). Throws `environment-unsupported`.
 */
export function buildxAsset(machine: Machine): string {
  const architectures = systems[machine.os];
  if (!architectures) {
    throw new ActionError('environment-unsupported', `There is no buildx for the system '${machine.os}'.`, {
      hint: 'Run the job on Linux, macOS or Windows.',
    });
  }
  const architecture = architectureOf(machine);
  if (architecture === null || !architectures.includes(architecture)) {
    const endianness = machine.arch === 'ppc64' ? ` (${machine.endianness})` : '';
    throw new ActionError(
      'environment-unsupported',
      `There is no buildx for '${machine.arch}'${endianness} on '${machine.os}', only for ${architectures.join(', ')}.`,
      {
        hint:
          machine.arch === 'ia32'
            ? 'This runner is a 32-bit program. Install the 64-bit runner.'
            : "Run the job on another machine, or set 'buildx-version' to runner to use a buildx of your own.",
      },
    );
  }
  if (machine.os === 'win32') {
    return `windows-${architecture}.exe`;
  }
  return `${machine.os}-${architecture}`;
}

function architectureOf(machine: Machine): string | null {
  switch (machine.arch) {
    case 'x64':
      return 'amd64';
    case 'arm':
      return machine.armVersion === 6 ? 'arm-v6' : 'arm-v7';
    case 'ppc64':
      return machine.endianness === 'LE' ? 'ppc64le' : null;
    case 'arm64':
    case 'riscv64':
    case 's390x':
      return machine.arch;
    default:
      return null;
  }
}

/** The name of a release's binary: `buildx-v0.37.1.linux-amd64`. */
export function assetFile(version: string, asset: string): string {
  return `buildx-${version}.${asset}`;
}
