// What BuildKit's checks find in a Dockerfile: annotated at its line, and with `call: check` a failure of the step.
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { uniqueName } from '../harness/step.ts';
import { craneDigest, errorOf, makeContext, openWorkbench, registry, type Workbench } from './lab.ts';
import { makeRepository } from './repositories.ts';

let bench: Workbench;

beforeAll(async () => {
  bench = await openWorkbench();
});
afterAll(() => bench?.end());

const flawed = 'FROM scratch as base\nCOPY file /file\nMAINTAINER me\n';
const sound = 'FROM scratch AS base\nARG PLACE\nCOPY file /file\n';
const contextOf = (dockerfile: string): string =>
  makeContext({ 'app/Dockerfile': dockerfile, 'app/file': uniqueName('f') });
const annotations = (log: string): readonly string[] =>
  log.split('\n').filter((line) => line.startsWith('::warning'));
const tagOf = (): string => `${registry}/checks/${uniqueName('c')}:1`;

describe('an ordinary build', () => {
  it('annotates each finding once, at file and line, and publishes', async () => {
    const tag = tagOf();
    const result = await bench.step(
      { context: 'app', platforms: 'linux/amd64,linux/arm64', push: 'true', tags: tag },
      { workspace: contextOf(flawed) },
    );
    expect(result.code, result.log).toBe(0);
    expect(annotations(result.log)).toEqual([
      expect.stringMatching(
        /^::warning title=Dockerfile check,file=app\/Dockerfile,line=1::FromAsCasing: .*%0Ahttps:/,
      ),
      expect.stringMatching(
        /^::warning title=Dockerfile check,file=app\/Dockerfile,line=3::MaintainerDeprecated: /,
      ),
    ]);
    expect(await craneDigest(tag)).toBe(result.outputs['digest']);
  });

  it('annotates nothing where that is turned off', async () => {
    const result = await bench.step(
      { context: 'app', platforms: 'linux/amd64' },
      { workspace: contextOf(flawed), env: { DOCKER_BUILD_CHECKS_ANNOTATIONS: 'false' } },
    );
    expect(result.code, result.log).toBe(0);
    expect(annotations(result.log)).toEqual([]);
  });

  it('of another repository annotates no file of the checkout', async () => {
    const { url } = await makeRepository('acme/flawed', { Dockerfile: flawed, file: 'x' });
    const result = await bench.step({ context: `${url}#main`, platforms: 'linux/amd64' });
    expect(result.code, result.log).toBe(0);
    expect(annotations(result.log)).toEqual([
      expect.stringMatching(/^::warning title=Dockerfile check::FromAsCasing/),
      expect.stringMatching(/^::warning title=Dockerfile check::MaintainerDeprecated/),
    ]);
  });
});

describe('call: check', () => {
  it('fails the step over what it finds, and publishes nothing', async () => {
    const tag = tagOf();
    const result = await bench.step(
      { call: 'check', context: 'app', push: 'true', tags: tag },
      { workspace: contextOf(flawed) },
    );
    expect(result.code).toBe(1);
    expect(errorOf(result.log)).toMatch(/^::error title=check-failed.*found 2 problems.*FromAsCasing/s);
    expect(result.log).toContain('Check complete, 2 warnings have been found!');
    expect(annotations(result.log)).toHaveLength(2);
    expect(annotations(result.log)[0]).toContain('file=app/Dockerfile,line=1');
    expect(await craneDigest(tag)).toBeNull();
    expect(result.outputs).toEqual({});
  });

  it('passes a sound Dockerfile, and publishes nothing', async () => {
    const tag = tagOf();
    const result = await bench.step(
      { call: 'check', context: 'app', push: 'true', tags: tag },
      { workspace: contextOf(sound) },
    );
    expect(result.code, result.log).toBe(0);
    expect(result.log).toContain('Check complete, no warnings found.');
    expect(await craneDigest(tag)).toBeNull();
    expect(Object.keys(result.outputs)).toEqual(['metadata', 'builder']);
  });

  it('passes with ignorestatus, and annotates', async () => {
    const inputs = { call: 'check,ignorestatus=true', context: 'app' };
    const result = await bench.step(inputs, { workspace: contextOf(flawed) });
    expect(result.code, result.log).toBe(0);
    expect(annotations(result.log)).toHaveLength(2);
  });

  it('is a failed build where there is no Dockerfile to check', async () => {
    const inputs = { call: 'check', context: 'app' };
    const result = await bench.step(inputs, { workspace: contextOf('FORM scratch\n') });
    expect(result.code).toBe(1);
    expect(errorOf(result.log)).toContain('title=build-failed,file=app/Dockerfile,line=1');
  });
});

describe('other calls', () => {
  it.each([
    ['outline', /BUILD ARG[\s\S]*PLACE/],
    ['targets', /TARGET[\s\S]*base \(default\)/],
  ])('%s is told in the log', async (call, text) => {
    const result = await bench.step({ call, context: 'app' }, { workspace: contextOf(sound) });
    expect(result.code, result.log).toBe(0);
    expect(result.log).toMatch(text);
  });
});
