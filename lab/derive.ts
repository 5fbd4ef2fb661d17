// What the lab changes in a workflow that a user would write, so that it runs here: the action is this checkout,
// the toolchain comes from the lab, and the registry is the lab's. Everything else stays as it is written.
import { readFileSync } from 'node:fs';
import { parse, stringify } from 'yaml';

interface WorkflowStep {
  uses?: string;
  with?: Record<string, unknown>;
}

interface WorkflowFile {
  jobs: Record<string, { steps?: WorkflowStep[] }>;
}

const action = /^org\/multiarch-build@/;

export function deriveWorkflow(file: string, lab: Readonly<Record<string, string>>): string {
  const text = readFileSync(file, 'utf8').replaceAll('ghcr.io', lab['LAB_REGISTRY'] ?? '');
  const workflow = parse(text) as WorkflowFile;
  for (const job of Object.values(workflow.jobs)) {
    for (const step of job.steps ?? []) {
      if (!action.test(step.uses ?? '')) {
        continue;
      }
      step.uses = './';
      step.with = { ...step.with, ...toolchainInputs(lab) };
      // There is no GitHub to give a token; the lab's registry takes any login.
      if (step.with['password'] !== undefined) {
        Object.assign(step.with, { username: 'lab', password: 'lab-password' });
      }
    }
  }
  return stringify(workflow);
}

/** The inputs that point the action at the lab's toolchain. */
export function toolchainInputs(lab: Readonly<Record<string, string>>): Record<string, string> {
  return {
    'buildx-version': lab['LAB_BUILDX_VERSION'] ?? '',
    'buildx-sha256': lab['LAB_BUILDX_SHA256'] ?? '',
    'buildx-mirror': lab['LAB_RELEASES'] ?? '',
    'buildkit-image': lab['LAB_BUILDKIT_IMAGE'] ?? '',
    'binfmt-image': lab['LAB_BINFMT_IMAGE'] ?? '',
    'buildkitd-config': lab['LAB_BUILDKITD_CONFIG'] ?? '',
    // The builder must reach registries on this machine's loopback interface.
    'driver-opts': 'network=host',
  };
}
