// The YAML of documents as whole workflows: a fragment gets around it what a reader would put there.
import { parse, stringify } from 'yaml';

export interface WorkflowStep {
  readonly id?: string;
  uses?: string;
  readonly run?: string;
  with?: Record<string, unknown>;
}

export interface WorkflowJob {
  readonly uses?: string;
  readonly with?: Record<string, unknown>;
  readonly secrets?: unknown;
  readonly 'runs-on'?: unknown;
  readonly steps?: WorkflowStep[];
}

export interface Workflow {
  readonly on: unknown;
  readonly jobs: Record<string, WorkflowJob>;
}

const action = 'org/multiarch-build@v1';

/** A workflow, its jobs alone, the steps of one, or inputs of this action. */
export function workflowOf(text: string): Workflow {
  const document = parse(text) as Partial<Workflow> & { steps?: WorkflowStep[] };
  if (document.jobs !== undefined) {
    return { on: 'push', ...document, jobs: document.jobs };
  }
  const steps = Array.isArray(document) ? (document as WorkflowStep[]) : document.steps;
  return {
    on: 'push',
    jobs: {
      job: {
        'runs-on': 'ubuntu-latest',
        steps: withSteps(text, steps ?? [{ uses: action, with: document as Record<string, unknown> }]),
      },
    },
  };
}

/** With a step of this action for each that the text takes outputs of and does not show. */
function withSteps(text: string, steps: readonly WorkflowStep[]): WorkflowStep[] {
  const ids = new Set([...text.matchAll(/\bsteps\.([\w-]+)\.outputs\./g)].map((match) => match[1] ?? ''));
  const missing = [...ids].filter((id) => !steps.some((step) => step.id === id));
  return [...missing.map((id) => ({ id, uses: action })), ...steps];
}

export function formatWorkflow(workflow: Workflow): string {
  return stringify(workflow);
}
