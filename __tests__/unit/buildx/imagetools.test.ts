import { describe, expect, it } from 'vitest';
import { inspectArguments, routed, tagArguments } from '../../../src/buildx/imagetools.ts';
import type { Tag } from '../../../src/oci/reference.ts';
import { scriptedProcesses } from '../fakes.ts';

const app = 'ghcr.io/acme/app';
const source = `${app}@sha256:${'a'.repeat(64)}`;
const tags: readonly Tag[] = ['1', 'latest'].map((tag) => ({ registry: 'ghcr.io', repository: app, tag }));
const ofBuilder = { builder: { name: 'b' } };
const ofNone = { builder: null };

describe('inspectArguments', () => {
  it.each([
    ['with the registry settings of a builder', ofBuilder, ['--builder', 'b']],
    ['without any', ofNone, []],
  ])('%s', (_, settings, builder) => {
    expect(inspectArguments(source, ['--raw'], settings)).toEqual([
      ...['imagetools', 'inspect', ...builder],
      ...['--raw', source],
    ]);
  });
});

describe('tagArguments', () => {
  it.each([
    ['with the registry settings of a builder', ofBuilder, ['--builder', 'b']],
    ['without any', ofNone, []],
  ])('moves tags to the same bytes, and never wraps a plain manifest, %s', (_, settings, builder) => {
    expect(tagArguments(tags, source, settings)).toEqual([
      ...['imagetools', 'create', ...builder, '--progress', 'plain', '--prefer-index=false'],
      ...['--tag', `${app}:1`, '--tag', `${app}:latest`],
      source,
    ]);
  });
});

describe('routed', () => {
  const addresses = new Map([
    ['r.io:5000', '127.0.0.1:41'],
    ['s.io', '127.0.0.1:42'],
  ]);

  function routing(stderr = '') {
    const processes = scriptedProcesses(() => ({ code: 1, stdout: '127.0.0.1:41', stderr }));
    const asked: string[] = [];
    const variables = async (reference: string) => {
      asked.push(reference);
      return { DOCKER_CONFIG: '/step/imagetools-0' };
    };
    return { processes, asked, run: routed(processes, { addresses, variables }).run };
  }
  const buildx = { file: 'buildx', env: { A: '1' } };

  it('gives imagetools the addresses and the login, by the source alone', async () => {
    const { run, processes, asked } = routing();
    const args = ['imagetools', 'create', '--tag', 'r.io:5000/a:1', '--tag', 'q.io/r.io:1', 's.io/a:1'];
    await run(buildx, args);
    expect(processes.calls).toEqual([
      [
        ...['buildx', 'imagetools', 'create', '--tag', '127.0.0.1:41/a:1', '--tag', 'q.io/r.io:1'],
        '127.0.0.1:42/a:1',
      ],
    ]);
    expect(processes.details[0]?.env).toEqual({ A: '1', DOCKER_CONFIG: '/step/imagetools-0' });
    expect(asked).toEqual(['s.io/a:1']);
  });

  it("gives back the registry's name in all that is said, and the bytes as they are", async () => {
    const { run } = routing('ERROR: 127.0.0.1:41/a:1: Head "http://127.0.0.1:42/v2/a": EOF');
    const lines: string[] = [];
    const onLine = (line: string) => void lines.push(line);
    const { code, stdout, stderr } = await run(buildx, ['imagetools', 'inspect', 's.io/a:1'], { onLine });
    expect(code).toBe(1);
    expect(stderr).toBe('ERROR: r.io:5000/a:1: Head "https://s.io/v2/a": EOF');
    expect(lines).toEqual([stderr]);
    expect(String(stdout)).toBe('127.0.0.1:41');
  });

  it('leaves every other command alone', async () => {
    const { run, processes, asked } = routing('127.0.0.1:41');
    const { stderr } = await run(buildx, ['build', 'r.io:5000/a:1']);
    expect(processes.calls).toEqual([['buildx', 'build', 'r.io:5000/a:1']]);
    expect(processes.details[0]?.env).toEqual({ A: '1' });
    expect(stderr).toBe('127.0.0.1:41');
    expect(asked).toEqual([]);
  });
});
