import { describe, expect, it } from 'vitest';
import { buildxTool, docker, dockerVariables } from '../../../src/docker/environment.ts';
import { environmentOf } from '../fakes.ts';

const users = { dockerConfig: '/home/me/.docker', buildxConfig: '/home/me/.docker/buildx' };
const here = { environment: environmentOf(users) };
const certificates = { environment: environmentOf({ ...users, variables: { DOCKER_CERT_PATH: '/certs' } }) };
const emptied = { environment: environmentOf({ ...users, variables: { DOCKER_CERT_PATH: '' } }) };

describe('dockerVariables', () => {
  it('change nothing of the user without a configuration of our own', () => {
    expect(dockerVariables(null, certificates)).toEqual({});
    expect(docker).toEqual({ file: 'docker', env: {} });
  });

  it.each([
    ["the user's configuration", here, '/home/me/.docker'],
    ['where the user says', certificates, '/certs'],
    ["the user's configuration if the user says nothing", emptied, '/home/me/.docker'],
  ])('leave the certificates in %s', (_, runner, path) => {
    expect(dockerVariables('/temp/step/docker', runner)).toEqual({
      DOCKER_CONFIG: '/temp/step/docker',
      DOCKER_CERT_PATH: path,
    });
  });
});

describe('buildxTool', () => {
  it.each<[name: string, dockerConfig: string | null, env: Record<string, string>]>([
    ['without a login', null, {}],
    [
      'with one',
      '/temp/step/docker',
      { DOCKER_CONFIG: '/temp/step/docker', DOCKER_CERT_PATH: '/home/me/.docker' },
    ],
  ])('keeps its builders where the user has them, %s', (_, dockerConfig, env) => {
    expect(buildxTool('/tools/buildx', dockerConfig, null, here)).toEqual({
      file: '/tools/buildx',
      env: { BUILDX_CONFIG: '/home/me/.docker/buildx', ...env },
    });
  });

  it('writes what it needs for a moment to the folder of the step, which is removed however it ends', () => {
    expect(buildxTool('/tools/buildx', null, '/temp/step', here).env['TMPDIR']).toBe('/temp/step');
  });
});
