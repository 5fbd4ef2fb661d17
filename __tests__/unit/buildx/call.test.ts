import { expect, it } from 'vitest';
import { callFrontend } from '../../../src/buildx/call.ts';
import { type Answer, memoryFiles, readySession, scriptedProcesses } from '../fakes.ts';
import { read } from '../inputs/reading.ts';

async function calling(answer: Answer, metadata: string | null) {
  const files: Record<string, string> = { '/step/metadata.json': 'of an earlier build' };
  const processes = scriptedProcesses(() => {
    if (metadata !== null) {
      files['/step/metadata.json'] = metadata;
    }
    return answer;
  });
  const session = readySession([], { processes, files: memoryFiles(files), retries: 1 });
  const { inputs } = await read({});
  const request = {
    builder: 'fake',
    source: inputs.source,
    platforms: [],
    options: inputs.build,
    secrets: [],
    destination: { kind: 'call', call: 'check' },
    metadataFile: '/step/metadata.json',
    reuseCache: false,
  } as const;
  return { result: await callFrontend(request, session), calls: processes.calls };
}

it('gives what the frontend said', async () => {
  const { result, calls } = await calling({ stdout: 'Check complete, no warnings found.' }, '{}');
  expect(result).toEqual({ text: 'Check complete, no warnings found.', metadata: '{}', passed: true });
  expect(calls).toHaveLength(1);
  expect(calls[0]?.join(' ')).toContain('--call check');
  expect(calls[0]).not.toContain('--output');
});

it('takes findings for an answer, whatever the exit code', async () => {
  const { result, calls } = await calling({ code: 1, stdout: '1 warning' }, '{"result.statuscode":"1"}');
  expect(result).toEqual({ text: '1 warning', metadata: '{"result.statuscode":"1"}', passed: false });
  expect(calls).toHaveLength(1);
});

it('fails where there is no answer', async () => {
  const stderr =
    'ERROR: failed to build: failed to solve: dockerfile parse error on line 1: unknown instruction: FORM';
  await expect(calling({ code: 1, stderr }, null)).rejects.toMatchObject({ code: 'build-failed' });
});
