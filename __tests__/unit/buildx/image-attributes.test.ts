import { expect, it } from 'vitest';
import { type BuildRequest, buildArguments, type Destination } from '../../../src/buildx/build-arguments.ts';
import { parseCsv } from '../../../src/oci/csv.ts';
import { plainBuild } from '../fakes.ts';

const request: Omit<BuildRequest, 'destination'> = {
  builder: 'b',
  source: { context: '.', remote: false, file: null, target: null, dockerfile: 'Dockerfile' },
  platforms: [{ os: 'linux', architecture: 'amd64' }],
  options: plainBuild,
  secrets: [],
  metadataFile: '/temp/metadata.json',
  reuseCache: false,
};

function fieldsOf(destination: Destination): unknown {
  const args = buildArguments({ ...request, destination });
  return parseCsv(args[args.indexOf('--output') + 1] ?? '');
}

const attributes = ['compression=zstd', 'annotation.a=b,c'];
const tag = { registry: 'a.io', repository: 'a.io/x', tag: '1' };

type Shaped = (attributes: readonly string[]) => Destination;

it.each<[string, Shaped, readonly string[]]>([
  [
    'a push by digest',
    (attributes) => ({ kind: 'registry', repositories: ['a.io/x', 'b.io/y'], attributes }),
    ['type=image', 'name=a.io/x,b.io/y', 'push-by-digest=true', 'name-canonical=true', 'push=true'],
  ],
  [
    'a push of tags',
    (attributes) => ({ kind: 'tags', tags: [tag], attributes }),
    ['type=image', 'name=a.io/x:1', 'push=true'],
  ],
  [
    'a layout',
    (attributes) => ({ kind: 'layout', directory: '/a,b', attributes }),
    ['type=oci', 'tar=false', 'dest=/a,b'],
  ],
])('attributes of the image go with %s', (_, destination, fields) => {
  expect(fieldsOf(destination(attributes))).toEqual([...fields, ...attributes]);
  expect(fieldsOf(destination([]))).toEqual(fields);
});
