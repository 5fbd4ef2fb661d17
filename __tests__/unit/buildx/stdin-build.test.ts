import { expect, it } from 'vitest';
import { stdinBuildArguments } from '../../../src/buildx/stdin-build.ts';

it('builds what comes on stdin, without a context and without attestations', () => {
  const args = stdinBuildArguments({
    builder: 'b',
    platforms: [
      { os: 'linux', architecture: 'amd64' },
      { os: 'linux', architecture: 'arm', variant: 'v7' },
    ],
    options: ['--build-context', 'image=docker-image://r/a'],
    output: 'type=cacheonly',
  });
  expect(args).toEqual([
    ...['build', '--builder', 'b', '--progress', 'plain', '--platform', 'linux/amd64,linux/arm/v7'],
    ...['--provenance=false', '--sbom=false', '--build-context', 'image=docker-image://r/a'],
    ...['--output', 'type=cacheonly', '-'],
  ]);
});
