import { expect, it } from 'vitest';
import { runPlan } from '../../../src/actions/plan.ts';
import { environmentOf, memoryFiles, recordingLog, steppingClock } from '../fakes.ts';

async function planning(variables: Readonly<Record<string, string>>) {
  const outputs: Record<string, string> = {};
  let failed = false;
  const log = recordingLog();
  await runPlan(
    { clock: steppingClock(), environment: environmentOf({ variables }), files: memoryFiles({}), log },
    {
      setOutput: (name, value) => {
        outputs[name] = value;
      },
      saveState: () => undefined,
      exportVariable: () => undefined,
      addPath: () => undefined,
      addSummary: async () => undefined,
      fail: () => {
        failed = true;
      },
    },
  );
  return { outputs, failed, lines: log.lines };
}

it('sets the matrix and how many jobs it has', async () => {
  const { outputs, failed, lines } = await planning({ INPUT_PLATFORMS: 'linux/amd64,linux/arm/v7' });
  expect(failed).toBe(false);
  expect(outputs['count']).toBe('2');
  expect(JSON.parse(outputs['matrix'] ?? '')).toMatchObject({
    include: [
      { name: 'linux-amd64', platforms: 'linux/amd64', 'runs-on': '"ubuntu-latest"', native: true },
      { name: 'linux-arm-v7', platforms: 'linux/arm/v7', 'runs-on': '"ubuntu-latest"', native: false },
    ],
  });
  expect(lines).toContain('linux-arm-v7: emulated on "ubuntu-latest"');
});

it('sets nothing if the inputs are wrong', async () => {
  const { outputs, failed, lines } = await planning({ INPUT_PLATFORMS: 'linux/amr64' });
  expect(failed).toBe(true);
  expect(outputs).toEqual({});
  expect(lines.join('\n')).toContain("'linux/amr64' is not a platform");
});
