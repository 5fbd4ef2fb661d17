import { removeBuilder } from './builder/remove.ts';
import type { Tool } from './runner/processes.ts';
import type { Runner } from './runner/runner.ts';
import type { Workflow } from './runner/workflow.ts';

/** What cleaning up needs of the outside world. */
export type Cleaner = Pick<Runner, 'processes' | 'files' | 'environment' | 'log'>;

/** What a step has made and somebody must remove. Kept in the step's state before each thing is made. */
export interface Leftovers {
  /** The step's private folder, with its credentials. */
  folder?: string;
  /** A builder of ours that is to go when the job ends. */
  builder?: string;
  /** The file by which later steps find that builder. */
  record?: string;
  /** The buildx that made it. */
  buildx?: string;
}

const names = ['folder', 'builder', 'record', 'buildx'] as const;

export function saveLeftovers(leftovers: Leftovers, workflow: Workflow): void {
  for (const name of names) {
    const value = leftovers[name];
    if (value !== undefined) {
      workflow.saveState(name, value);
    }
  }
}

/** Reads what the main step kept; the runner gives it to the post step as STATE_ variables. */
export function savedLeftovers(variables: Readonly<Record<string, string>>): Leftovers {
  const leftovers: Leftovers = {};
  for (const name of names) {
    const value = variables[`STATE_${name}`];
    if (value) {
      leftovers[name] = value;
    }
  }
  return leftovers;
}

/** Nothing that is gone already is an error: this may run after a failure, in the post step, and twice. */
export async function removeFolder(leftovers: Leftovers, runner: Cleaner): Promise<void> {
  if (leftovers.folder !== undefined) {
    await runner.files.remove(leftovers.folder);
  }
}

/** Removes the builder, unless another step of the job has done so: its record is gone then. `thorough`: see removeBuilder. */
export async function removeJobBuilder(
  leftovers: Leftovers,
  docker: Tool,
  runner: Cleaner,
  thorough = false,
): Promise<void> {
  const { builder, record, buildx } = leftovers;
  if (builder === undefined || record === undefined || (await runner.files.kind(record)) === null) {
    return;
  }
  await removeBuilder(builder, buildxTool(buildx ?? 'buildx', null, runner), docker, runner, thorough);
  await runner.files.remove(record);
}

/** buildx keeps its builders where the user's buildx finds them too, whichever docker configuration it reads. */
export function buildxTool(file: string, dockerConfig: string | null, runner: Cleaner): Tool {
  const { buildxConfig } = runner.environment;
  return { file, env: { BUILDX_CONFIG: buildxConfig, ...configVariables(dockerConfig, runner) } };
}

/** Makes docker commands use a configuration of the step's own; null for the user's. */
export function configVariables(dockerConfig: string | null, runner: Cleaner): Record<string, string> {
  if (dockerConfig === null) {
    return {};
  }
  const { variables, dockerConfig: users } = runner.environment;
  // The certificates for DOCKER_TLS_VERIFY are looked for in the configuration, unless this names them.
  return { DOCKER_CONFIG: dockerConfig, DOCKER_CERT_PATH: variables['DOCKER_CERT_PATH'] || users };
}
