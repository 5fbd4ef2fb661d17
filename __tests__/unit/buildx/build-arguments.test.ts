import { describe, expect, it } from 'vitest';
import {
  type BuildOptions,
  type BuildRequest,
  buildArguments,
  type Destination,
} from '../../../src/buildx/build-arguments.ts';
import { parseCsv } from '../../../src/oci/csv.ts';
import type { Tag } from '../../../src/oci/reference.ts';
import { plainBuild } from '../fakes.ts';

const request: BuildRequest = {
  builder: 'b',
  source: { context: '.', remote: false, file: null, target: null, dockerfile: 'Dockerfile' },
  platforms: [{ os: 'linux', architecture: 'amd64' }],
  options: plainBuild,
  secrets: [],
  destination: { kind: 'registry', repositories: ['ghcr.io/acme/app'] },
  metadataFile: '/temp/metadata.json',
  reuseCache: false,
};

const start = ['build', '--builder', 'b', '--progress', 'plain', '--metadata-file', '/temp/metadata.json'];
const byDigest = 'type=image,name=ghcr.io/acme/app,push-by-digest=true,name-canonical=true,push=true';

describe('buildArguments', () => {
  it('the least', () => {
    expect(buildArguments(request)).toEqual([
      ...start,
      '--platform',
      'linux/amd64',
      '--output',
      byDigest,
      '--',
      '.',
    ]);
  });

  it('all of them, each value as it is', () => {
    const all: BuildOptions = {
      buildArgs: ['A=1', 'B=two words, and "quotes"'],
      buildContexts: ['base=docker-image://alpine'],
      labels: ['l=1'],
      annotations: ['index:a=1'],
      attests: ['type=sbom'],
      provenance: 'mode=max',
      sbom: 'true',
      noCache: true,
      noCacheFilters: ['stage'],
      pull: true,
      cacheFrom: ['type=gha'],
      cacheTo: ['type=gha,mode=max'],
      addHosts: ['h:1.2.3.4'],
      allow: ['network.host'],
      network: 'host',
      shmSize: '2g',
      ulimit: ['nofile=1024:1024'],
      cgroupParent: '/c',
      ssh: ['default'],
    };
    const args = buildArguments({
      ...request,
      source: {
        context: './app',
        remote: false,
        file: 'app/Dockerfile',
        target: 'final',
        dockerfile: 'app/Dockerfile',
      },
      platforms: [
        { os: 'linux', architecture: 'amd64' },
        { os: 'linux', architecture: 'arm', variant: 'v7' },
      ],
      options: all,
      secrets: ['id=t,src=/temp/secret-0', 'id=e,env=E'],
    });
    expect(args).toEqual([
      ...start,
      ...['--platform', 'linux/amd64,linux/arm/v7'],
      ...['--output', byDigest],
      ...['--file', 'app/Dockerfile'],
      ...['--target', 'final'],
      ...['--build-arg', 'A=1', '--build-arg', 'B=two words, and "quotes"'],
      ...['--build-context', 'base=docker-image://alpine'],
      ...['--label', 'l=1'],
      ...['--annotation', 'index:a=1'],
      ...['--attest', 'type=sbom'],
      '--provenance=mode=max',
      '--sbom=true',
      '--no-cache',
      ...['--no-cache-filter', 'stage'],
      '--pull',
      ...['--cache-from', 'type=gha'],
      ...['--cache-to', 'type=gha,mode=max'],
      ...['--add-host', 'h:1.2.3.4'],
      ...['--allow', 'network.host'],
      ...['--network', 'host'],
      ...['--shm-size', '2g'],
      ...['--ulimit', 'nofile=1024:1024'],
      ...['--cgroup-parent', '/c'],
      ...['--secret', 'id=t,src=/temp/secret-0', '--secret', 'id=e,env=E'],
      ...['--ssh', 'default'],
      '--',
      './app',
    ]);
  });

  it('leaves out, the second time, what would run all steps again', () => {
    const args = buildArguments({
      ...request,
      reuseCache: true,
      options: { ...plainBuild, noCache: true, noCacheFilters: ['x'], pull: true, cacheFrom: ['type=gha'] },
    });
    expect(args).not.toContain('--no-cache');
    expect(args).not.toContain('--no-cache-filter');
    expect(args).not.toContain('--pull');
    expect(args).toContain('--cache-from');
  });

  it('a context can never be an option', () => {
    const args = buildArguments({
      ...request,
      source: { ...request.source, context: '--push' },
    });
    expect(args.slice(-2)).toEqual(['--', '--push']);
  });
});

describe('the exporter', () => {
  const tag = (repository: string, name: string): Tag => ({ registry: 'x', repository, tag: name });
  const [one, two] = [tag('ghcr.io/acme/app', '1'), tag('docker.io/acme/app', 'latest')];

  it.each<[name: string, destination: Destination, fields: readonly string[]]>([
    [
      'one repository, by digest',
      { kind: 'registry', repositories: ['a.io/x'] },
      ['type=image', 'name=a.io/x', 'push-by-digest=true', 'name-canonical=true', 'push=true'],
    ],
    [
      'two repositories, by digest, are one field',
      { kind: 'registry', repositories: ['a.io/x', 'b.io/y'] },
      ['type=image', 'name=a.io/x,b.io/y', 'push-by-digest=true', 'name-canonical=true', 'push=true'],
    ],
    ['one tag', { kind: 'tags', tags: [one] }, ['type=image', 'name=ghcr.io/acme/app:1', 'push=true']],
    [
      'two tags are one field',
      { kind: 'tags', tags: [one, two] },
      ['type=image', 'name=ghcr.io/acme/app:1,docker.io/acme/app:latest', 'push=true'],
    ],
    [
      'a layout',
      { kind: 'layout', directory: '/temp/layout' },
      ['type=oci', 'tar=false', 'dest=/temp/layout'],
    ],
    [
      'a layout in a folder with a comma and quotes',
      { kind: 'layout', directory: '/a,b "c"/layout' },
      ['type=oci', 'tar=false', 'dest=/a,b "c"/layout'],
    ],
    ['the daemon without a tag', { kind: 'daemon', tags: [] }, ['type=docker']],
    [
      'the daemon with two',
      { kind: 'daemon', tags: [one, two] },
      ['type=docker', 'name=ghcr.io/acme/app:1,docker.io/acme/app:latest'],
    ],
    ["the user's own", { kind: 'exporter', output: 'type=local,dest=out' }, ['type=local', 'dest=out']],
  ])('%s', (_, destination, fields) => {
    const args = buildArguments({ ...request, destination });
    expect(args.filter((arg) => arg === '--output')).toHaveLength(1);
    expect(parseCsv(args[args.indexOf('--output') + 1] ?? '')).toEqual(fields);
  });
});
