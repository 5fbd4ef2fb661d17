import { describe, expect, it } from 'vitest';
import type { BuildOptions } from '../../../src/buildx/build-arguments.ts';
import { nodeOptions } from '../../../src/stage/node-options.ts';

const none = { annotations: [], cacheFrom: [], cacheTo: [] };
const amd64 = { os: 'linux', architecture: 'amd64' };
const arm = { os: 'linux', architecture: 'arm', variant: 'v7' };
const i386 = { os: 'linux', architecture: '386' };
const optionsOf = (given: Partial<BuildOptions>) =>
  nodeOptions({ ...none, ...given } as BuildOptions, [[amd64, i386], [arm]]);

describe('nodeOptions', () => {
  it.each<[name: string, cache: string, first: string, second: string]>([
    [
      'a registry',
      'type=registry,ref=r/app:cache,mode=max',
      'type=registry,ref=r/app:cache-linux-amd64_linux-386,mode=max',
      'type=registry,ref=r/app:cache-linux-arm-v7,mode=max',
    ],
    [
      'a registry without a tag',
      'type=registry,ref=localhost:5000/app',
      'type=registry,ref=localhost:5000/app:cache-linux-amd64_linux-386',
      'type=registry,ref=localhost:5000/app:cache-linux-arm-v7',
    ],
    [
      'a name alone',
      'r/app:cache',
      'type=registry,ref=r/app:cache-linux-amd64_linux-386',
      'type=registry,ref=r/app:cache-linux-arm-v7',
    ],
    [
      "GitHub's, with a scope",
      'type=gha,scope=app',
      'type=gha,scope=app-linux-amd64_linux-386',
      'type=gha,scope=app-linux-arm-v7',
    ],
    [
      "GitHub's",
      'type=gha,mode=max',
      'type=gha,mode=max,scope=buildkit-linux-amd64_linux-386',
      'type=gha,mode=max,scope=buildkit-linux-arm-v7',
    ],
    [
      'a folder, with a comma in its name',
      'type=local,"dest=a,b"',
      'type=local,"dest=a,b-linux-amd64_linux-386"',
      'type=local,"dest=a,b-linux-arm-v7"',
    ],
    [
      'S3',
      'type=s3,bucket=b',
      'type=s3,bucket=b,name=buildkit-linux-amd64_linux-386',
      'type=s3,bucket=b,name=buildkit-linux-arm-v7',
    ],
    ['what is part of the image', 'type=inline', 'type=inline', 'type=inline'],
    ['what cannot be read', 'type="local', 'type="local', 'type="local'],
  ])('exports a cache of each node: %s', (_, cache, first, second) => {
    const { nodes } = optionsOf({ cacheTo: [cache] });
    expect(nodes.map(({ cacheTo }) => cacheTo)).toEqual([[first], [second]]);
  });

  it('imports the caches of all on each, and the one that has the name itself', () => {
    const { nodes } = optionsOf({ cacheFrom: ['type=gha', 'type=local,src=c'] });
    for (const { cacheFrom } of nodes) {
      expect(cacheFrom).toEqual([
        'type=gha',
        'type=gha,scope=buildkit-linux-amd64_linux-386',
        'type=gha,scope=buildkit-linux-arm-v7',
        'type=local,src=c',
        'type=local,src=c-linux-amd64_linux-386',
        'type=local,src=c-linux-arm-v7',
      ]);
    }
  });

  it.each<[annotation: string, index: readonly string[], others: readonly string[]]>([
    ['a=b', [], ['a=b']],
    ['a:b=c', [], ['a:b=c']],
    ['index:a=b', ['index:a=b'], []],
    ['manifest:a=index:b', [], ['manifest:a=index:b']],
    ['index,manifest:a=b', ['index:a=b'], ['manifest:a=b']],
    ['manifest[linux/amd64],index:a=b=c', ['index:a=b=c'], ['manifest[linux/amd64]:a=b=c']],
    ['index-descriptor:a=b', [], ['index-descriptor:a=b']],
  ])('leaves of the annotation %s to the index %s', (annotation, index, others) => {
    const { nodes, indexAnnotations } = optionsOf({ annotations: [annotation] });
    expect(indexAnnotations).toEqual(index);
    expect(nodes.map(({ annotations }) => annotations)).toEqual([others, others]);
  });
});
