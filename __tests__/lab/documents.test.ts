// What the documents show runs: each block of YAML that uses nothing but this action and a checkout, as a workflow
// on act. Those with other actions, machines or services are checked by actionlint in __tests__/meta/ alone.
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { copyCheckout } from '../../lab/checkout.ts';
import { toolchainInputs } from '../../lab/derive.ts';
import { runWorkflow } from '../../lab/runner.ts';
import {
  formatWorkflow,
  type Workflow,
  type WorkflowJob,
  type WorkflowStep,
  workflowOf,
} from '../harness/document-workflows.ts';
import { uniqueName } from '../harness/step.ts';
import { projectFiles, root, yamlBlocks } from '../meta/project.ts';
import { command, lab, registry, setting } from './lab.ts';

const folder = mkdtempSync(join(tmpdir(), 'multiarch-documents-'));
const checkout = join(folder, 'checkout');
beforeAll(async () => {
  await copyCheckout(root, checkout);
  writeFileSync(join(checkout, 'Dockerfile'), 'FROM scratch\nARG VERSION\nCOPY Dockerfile /file\n');
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const ours = /^org\/multiarch-build@/;

function canRun({ jobs }: Workflow): boolean {
  const steps = Object.values(jobs).flatMap((job) => job.steps ?? []);
  return (
    Object.values(jobs).every((job) => job.steps !== undefined && job['runs-on'] === 'ubuntu-latest') &&
    steps.some(({ uses = '' }) => ours.test(uses)) &&
    // Its Dockerfile is the reader's.
    steps.every((step) => step.with?.['target'] === undefined) &&
    // The lab has neither an SBOM generator nor a frontend of its own.
    !steps.some((step) => step.with?.['sbom'] !== undefined) &&
    // Machines and builders of the reader's; nodes.test.ts, remote.test.ts and engines.test.ts run such steps.
    !steps.some((step) => ['endpoint', 'nodes', 'builder'].some((name) => step.with?.[name] !== undefined)) &&
    steps.every(({ uses, run }) =>
      uses === undefined
        ? /^(?:jq|echo) /.test(run ?? '')
        : /^actions\/checkout@|^org\/multiarch-build@/.test(uses),
    )
  );
}

const name = uniqueName('documents');

/** What is elsewhere for a reader is in the lab; everything else stays as it is written. */
function inTheLab(text: string): Workflow {
  const workflow = workflowOf(
    text
      .replaceAll(
        /\b(?:ghcr\.io|registry\.example\.com(?::\d+)?)\/(?:\$\{\{.*?\}\}|[^\s:"])+/g,
        `${registry}/documents/${name}`,
      )
      .replaceAll(/\b(?:ghcr\.io|registry\.example\.com(?::\d+)?)(?=\s|$)/gm, registry)
      .replaceAll(/^( *)acme\/app$/gm, `$1${setting('LAB_REGISTRY_2')}/documents/${name}`)
      .replaceAll('/etc/ssl/acme-ca.pem', setting('LAB_CA'))
      .replaceAll('/etc/ssl/client.pem', setting('LAB_CLIENT_CERT'))
      .replaceAll('/etc/ssl/client.key', setting('LAB_CLIENT_KEY'))
      // Nobody logs in to Docker Hub here.
      .replaceAll(/\$\{\{ secrets\.DOCKERHUB_\w+ \}\}/g, '')
      .replaceAll(/\$\{\{ (?:secrets\.\w+|github\.token) \}\}/g, 'lab-password')
      .replaceAll(/\$\{\{ (?:vars\.\w+|github\.actor) \}\}/g, 'lab'),
  );
  const jobs = Object.entries(workflow.jobs).map(([id, job]) => [id, { ...job, steps: stepsOf(job) }]);
  return { ...workflow, on: 'push', jobs: Object.fromEntries(jobs) as Record<string, WorkflowJob> };
}

function stepsOf({ steps = [] }: WorkflowJob): WorkflowStep[] {
  const own = steps.filter(({ uses = '' }) => !uses.startsWith('actions/checkout@')).map(stepOf);
  return [{ uses: 'actions/checkout@v4' }, ...own];
}

function stepOf(step: WorkflowStep): WorkflowStep {
  if (!ours.test(step.uses ?? '')) {
    return step;
  }
  const { 'buildkitd-config': config, ...toolchain } = toolchainInputs(lab);
  // The one that a document shows stands in the place of the lab's.
  const described =
    step.with?.['buildkitd-config-inline'] === undefined ? { 'buildkitd-config': config } : {};
  return { ...step, uses: './', with: { ...step.with, ...toolchain, ...described } };
}

const blocks = projectFiles
  .filter((path) => path.endsWith('.md'))
  .flatMap((path) => yamlBlocks(path).map(({ line, text }) => ({ where: `${path}:${line}`, text })))
  .filter(({ text }) => canRun(workflowOf(text)));

it('most of what documents show can run', () => {
  expect(blocks.length).toBeGreaterThan(8);
});

it.each(blocks)('$where', async ({ text }) => {
  const workflow = inTheLab(text);
  const file = join(folder, `${uniqueName('workflow')}.yml`);
  writeFileSync(file, formatWorkflow(workflow));
  const { code, output } = await runWorkflow({ file, repo: checkout });
  expect(code, output).toBe(0);
  const pushes = Object.values(workflow.jobs).some(({ steps = [] }) =>
    steps.some((step) => /^true$|!= 'pull_request'/.test(String(step.with?.['push']))),
  );
  const listing = await command('crane', ['ls', `${registry}/documents/${name}`]);
  expect(listing.code === 0 || !pushes, listing.stderr).toBe(true);
});
