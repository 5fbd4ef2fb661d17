// npm run demo: the samples, built for two platforms by the workflows beside them, then run on each platform.
import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import process from 'node:process';
import { deriveWorkflow } from './derive.ts';
import { labEnvironment } from './environment.ts';
import { up } from './lab.ts';
import { runWorkflow } from './runner.ts';

const examples = join(import.meta.dirname, '..', 'examples');

interface Manifest {
  readonly platform: string;
  readonly reference: string;
}

/** Runs one sample's workflow; returns the outputs of its build step. */
async function buildSample(
  sample: string,
  lab: Readonly<Record<string, string>>,
): Promise<Record<string, string>> {
  const folder = mkdtempSync(join(tmpdir(), 'multiarch-demo-'));
  try {
    const file = join(folder, 'workflow.yml');
    writeFileSync(file, deriveWorkflow(join(examples, sample, 'workflow.yml'), lab));
    const { code, outputs } = await runWorkflow({ file, onOutput: (text) => process.stdout.write(text) });
    const built = outputs['image']?.['image'];
    if (code !== 0 || !built) {
      throw new Error(`The workflow of examples/${sample} failed.`);
    }
    return built;
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

function runOnEachPlatform(
  sample: string,
  manifests: readonly Manifest[],
  lab: Readonly<Record<string, string>>,
): void {
  for (const { platform, reference } of manifests) {
    const said = execFileSync('docker', ['run', '--rm', '--quiet', '--platform', platform, reference], {
      env: { ...process.env, ...lab },
      encoding: 'utf8',
    });
    console.log(`${sample} on ${platform}: ${said.trim()}`);
  }
}

/** Outputs are strings; those that hold JSON are shown as what they hold. */
function readable(outputs: Readonly<Record<string, string>>): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries(outputs).map(([name, value]) => [
      name,
      name === 'manifests' || name === 'metadata' ? (JSON.parse(value) as unknown) : value,
    ]),
  );
}

try {
  await up();
  const lab = labEnvironment();
  Object.assign(process.env, lab);
  const results: Record<string, Record<string, unknown>> = {};
  for (const sample of ['cross', 'qemu']) {
    console.log(`\n=== examples/${sample} ===`);
    results[sample] = readable(await buildSample(sample, lab));
  }
  console.log('\n=== The images, run on each platform ===');
  for (const [sample, outputs] of Object.entries(results)) {
    runOnEachPlatform(sample, outputs['manifests'] as Manifest[], lab);
  }
  console.log('\nThe lab stays up; `npm run lab -- down` ends it. The outputs of examples/qemu:');
  console.log(JSON.stringify(results['qemu']));
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
}
