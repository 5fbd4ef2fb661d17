import { describe, expect, it } from 'vitest';
import type { BuildOptions } from '../../../src/buildx/build-arguments.ts';
import { type Given, type Machine, read } from './reading.ts';

describe('build options arrive verbatim', () => {
  it.each<[string, Given, Partial<BuildOptions>]>([
    ['JSON', { 'build-args': 'A={"x":"a,b"}' }, { buildArgs: ['A={"x":"a,b"}'] }],
    ['several lines', { 'build-args': '"A=line1\nline2"\nB=' }, { buildArgs: ['A=line1\nline2', 'B='] }],
    [
      'BuildKit arguments',
      { 'build-args': 'BUILDKIT_SYNTAX=docker/dockerfile:1' },
      { buildArgs: ['BUILDKIT_SYNTAX=docker/dockerfile:1'] },
    ],
    ['labels', { labels: 'a.b/c=x, "y", z=1\nd=' }, { labels: ['a.b/c=x, "y", z=1', 'd='] }],
    [
      'annotations',
      { annotations: 'a=b, c\nindex,manifest[linux/arm64]:d=e:f' },
      { annotations: ['a=b, c', 'index,manifest[linux/arm64]:d=e:f'] },
    ],
    [
      'an index annotation of one platform with provenance',
      { annotations: 'index:a=b', platforms: 'arm64', push: 'true', tags: 'acme/app:1' },
      { annotations: ['index:a=b'] },
    ],
    [
      'an index annotation of one platform with an SBOM',
      { annotations: 'index:a=b', platforms: 'arm64', provenance: 'false', sbom: 'true' },
      { annotations: ['index:a=b'], provenance: 'false', sbom: 'true' },
    ],
    [
      'attestations',
      { attests: 'type=sbom,generator=a/b', provenance: 'mode=max' },
      { attests: ['type=sbom,generator=a/b'], provenance: 'mode=max' },
    ],
    ['a boolean in another case', { provenance: 'False' }, { provenance: 'false' }],
    [
      'caches',
      {
        'cache-from': 'acme/app:cache\ntype=gha,scope=x',
        'cache-to': 'type=registry,ref=a/b,mode=max\ntype=inline',
      },
      {
        cacheFrom: ['acme/app:cache', 'type=gha,scope=x'],
        cacheTo: ['type=registry,ref=a/b,mode=max', 'type=inline'],
      },
    ],
    [
      'hosts',
      { 'add-hosts': 'a:10.0.0.1,b=[::1]\nc:::1,d:host-gateway' },
      { addHosts: ['a:10.0.0.1', 'b=[::1]', 'c:::1', 'd:host-gateway'] },
    ],
    [
      'the host network',
      { network: 'host', allow: 'network.host' },
      { network: 'host', allow: ['network.host'] },
    ],
    [
      'limits',
      { ulimit: 'nofile=1024:2048\nmemlock=-1', 'shm-size': '128m' },
      { ulimit: ['nofile=1024:2048', 'memlock=-1'], shmSize: '128m' },
    ],
    ['stages', { 'no-cache-filters': 'a,b\nc' }, { noCacheFilters: ['a', 'b', 'c'] }],
    [
      'remote contexts',
      { 'build-contexts': 'a=docker-image://alpine\nb=https://x/y.git\nc=lib' },
      { buildContexts: ['a=docker-image://alpine', 'b=https://x/y.git', 'c=lib'] },
    ],
    [
      'SSH',
      { ssh: 'default\n"deploy=/work/key,/work/agent"' },
      { ssh: ['default', 'deploy=/work/key,/work/agent'] },
    ],
  ])('%s', async (_, given, expected) => {
    const machine: Machine = {
      files: { '/work/lib': 'directory', '/work/key': 'file', '/work/agent': 'other' },
      variables: { SSH_AUTH_SOCK: '/tmp/agent' },
    };
    expect((await read(given, machine)).inputs.build).toMatchObject(expected);
  });

  it('needs no agent variable on Windows, which has a pipe of a fixed name', async () => {
    expect((await read({ ssh: 'default' }, { os: 'win32' })).inputs.build.ssh).toEqual(['default']);
  });
});
