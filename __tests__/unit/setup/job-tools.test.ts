import { describe, expect, it } from 'vitest';
import { Journal, type Leftover } from '../../../src/session/journal.ts';
import { jobConfig } from '../../../src/setup/job-tools.ts';
import { restoreVariables } from '../../../src/setup/undo.ts';
import { environmentOf, fakeRunner } from '../fakes.ts';

describe('the docker configuration of the job', () => {
  it.each([
    ['nothing', '{}', false, { cliPluginsExtraDirs: ['/p'] }],
    ['what is no JSON', 'x', false, { cliPluginsExtraDirs: ['/p'] }],
    [
      'logins and plugins',
      '{"auths":{"r":{}},"cliPluginsExtraDirs":["/mine"],"currentContext":"c"}',
      false,
      { auths: { r: {} }, cliPluginsExtraDirs: ['/p', '/mine'], currentContext: 'c' },
    ],
    [
      'aliases',
      '{"aliases":{"ls":"ps"}}',
      true,
      { aliases: { ls: 'ps', builder: 'buildx' }, cliPluginsExtraDirs: ['/p'] },
    ],
  ])('begins with %s', (_, text, install, expected) => {
    expect(JSON.parse(jobConfig(text, '/p', install))).toEqual(expected);
  });
});

describe('variables of the job', () => {
  const leftover: Leftover = { kind: 'variable', name: 'DOCKER_CONFIG', value: '/job', before: '/user' };
  const restored = (value: string): readonly string[] => {
    const exported: string[] = [];
    const environment = environmentOf({ variables: { DOCKER_CONFIG: value } });
    restoreVariables([leftover], fakeRunner({ environment }), {
      exportVariable: (name, text) => exported.push(`${name}=${text}`),
    });
    return exported;
  };

  it('are what they were before', () => {
    expect(restored('/job')).toEqual(['DOCKER_CONFIG=/user']);
  });

  it('stay what a later step made of them', () => {
    expect(restored('/other')).toEqual([]);
  });

  it('are in the journal', () => {
    const saved: string[] = [];
    const journal = new Journal((text) => void saved.push(text));
    journal.note(leftover);
    expect(JSON.parse(saved[0] ?? '')).toEqual([leftover]);
  });
});
