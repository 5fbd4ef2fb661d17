import { expect, it } from 'vitest';
import { archiveOf } from '../../../src/stage/archive.ts';

it.each<[output: string, archive: ReturnType<typeof archiveOf>]>([
  ['type=oci,dest=image.tar', { dest: 'image.tar', tar: true, attributes: [] }],
  ['dest=out,type=oci,tar=false', { dest: 'out', tar: false, attributes: [] }],
  ['type=oci,tar=F,dest=out', { dest: 'out', tar: false, attributes: [] }],
  ['type=oci,tar=1,dest=out', { dest: 'out', tar: true, attributes: [] }],
  [
    'type=oci,"dest=a, b.tar",compression=zstd',
    { dest: 'a, b.tar', tar: true, attributes: ['compression=zstd'] },
  ],
  ['type=oci,dest=x,name=acme/app:1', { dest: 'x', tar: true, attributes: ['name=acme/app:1'] }],
  ['TYPE=oci,Dest=x', { dest: 'x', tar: true, attributes: [] }],
])('%s is the layout that was verified', (output, archive) => {
  expect(archiveOf(output)).toEqual(archive);
});

it.each([
  null,
  'type=local,dest=out',
  'type=tar,dest=x.tar',
  'type=docker,dest=x.tar',
  'type=oci',
  'type=oci,"dest=x',
])('%s is not', (output) => {
  expect(archiveOf(output)).toBeNull();
});
