import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { parse } from 'yaml';
import { imageTable } from '../../../src/inputs/image.ts';
import { read } from './reading.ts';

const { defaults } = imageTable;

it('has the inputs and the defaults of action.yml', () => {
  const action = parse(readFileSync(new URL('../../../action.yml', import.meta.url), 'utf8')) as {
    inputs: Record<string, { default: string }>;
  };
  const declared = Object.entries(action.inputs).map(([name, input]) => [name, input.default]);
  expect(Object.fromEntries(declared)).toEqual({ ...defaults, 'github-token': '\x24{{ github.token }}' });
});

it('means by nothing at all what action.yml means', async () => {
  const { inputs, warnings } = await read({});
  expect(warnings).toEqual([]);
  expect(inputs).toEqual({
    source: { context: '.', remote: false, file: null, target: null, dockerfile: 'Dockerfile' },
    platforms: [
      { os: 'linux', architecture: 'amd64' },
      { os: 'linux', architecture: 'arm64' },
    ],
    tags: [],
    push: false,
    load: false,
    outputs: [],
    call: null,
    imageAttributes: [],
    build: {
      buildArgs: [],
      buildContexts: [],
      labels: [],
      annotations: [],
      attests: [],
      provenance: null,
      sbom: null,
      noCache: false,
      noCacheFilters: [],
      pull: false,
      cacheFrom: [],
      cacheTo: [],
      addHosts: [],
      allow: [],
      network: null,
      shmSize: null,
      ulimit: [],
      cgroupParent: null,
      ssh: [],
    },
    secrets: [],
    githubToken: null,
    login: null,
    registryAuth: { logins: [], skipped: [] },
    publish: 'staged',
    tagGuard: 'platforms',
    shard: null,
    version: '',
    verifyBinaries: 'entrypoint',
    smokeTest: null,
    retries: 3,
    timeouts: { whole: null, phases: { setup: null, build: null, verify: null, publish: null } },
    emulation: 'auto',
    binfmtImage: defaults['binfmt-image'],
    buildx: { version: 'v0.37.1', sha256: null, mirror: null },
    builder: {
      existing: null,
      offered: null,
      driver: 'docker-container',
      nodes: [
        {
          title: 'the builder',
          endpoint: null,
          driverOptions: [],
          certificates: {},
          flags: null,
          platforms: [],
        },
      ],
      image: defaults['buildkit-image'],
      config: null,
    },
    cleanup: true,
    summary: true,
  });
});
