import { describe, expect, it } from 'vitest';
import {
  failedLookups,
  probeDockerfile,
  probedName,
} from '../../../../src/verify/binaries/probe-dockerfile.ts';

const copies = (text: string): readonly string[] =>
  text.split('\n').filter((line) => line.startsWith('COPY'));

describe('probeDockerfile', () => {
  it('takes single paths literally and searches with wildcards, the first directory last', () => {
    expect(probeDockerfile([['/app'], ['/usr/bin/node', '/bin/node']], 'quick').text).toBe(
      [
        'FROM scratch AS image',
        'FROM scratch',
        'COPY --chmod=0755 --from=image ["/app","/0"]',
        'COPY --chmod=0755 --from=image ["/bin/nod[e]","/usr/bin/nod[e]","/1/"]',
        '',
      ].join('\n'),
    );
  });

  it('makes sure of the parents, each once, in the careful form', () => {
    expect(probeDockerfile([['/app'], ['/opt/a/x'], ['/opt/a/y', '/bin/y']], 'careful').text).toBe(
      [
        'FROM scratch AS image',
        'FROM image AS prepared',
        'WORKDIR /opt/a',
        'WORKDIR /bin',
        'FROM scratch',
        'COPY --chmod=0755 --from=prepared ["/ap[p]","/0"]',
        'COPY --chmod=0755 --from=prepared ["/opt/a/[x]","/1"]',
        'COPY --chmod=0755 --from=prepared ["/bin/[y]","/opt/a/[y]","/2/"]',
        '',
      ].join('\n'),
    );
  });

  // Each was tried with BuildKit on a file of that name.
  it.each([
    ["it's", String.raw`["/it\\'s","/0"]`],
    ['a b', String.raw`["/a\\ b","/0"]`],
    ['q"q', String.raw`["/q\\\"q","/0"]`],
    ['n\nl', String.raw`["/n\\\nl","/0"]`],
    ['$HOME', String.raw`["/\\$HOME","/0"]`],
    ['--from=x', String.raw`["/--from\\=x","/0"]`],
    ['unié', '["/unié","/0"]'],
    [']br', '["/]br","/0"]'],
    ['gl[o]b*?', String.raw`["/gl[\\\\[]o]b[\\\\\\*][\\\\\\?]","/0"]`],
    ['back\\slash', String.raw`["/back[\\\\\\\\]slas[h]","/0"]`],
  ])('writes the name %j so that BuildKit reads just that', (name, json) => {
    expect(copies(probeDockerfile([[`/${name}`]], 'quick').text)).toEqual([
      `COPY --chmod=0755 --from=image ${json}`,
    ]);
  });

  it('creates no parent whose name has a newline, which only JSON can write', () => {
    expect(probeDockerfile([['/a\nUSER x/app']], 'careful').text).not.toMatch(/WORKDIR|^USER/m);
  });

  it('leaves out a lookup without candidates and keeps the numbers of the others', () => {
    expect(copies(probeDockerfile([[], ['/app']], 'quick').text)).toEqual([
      'COPY --chmod=0755 --from=image ["/app","/1"]',
    ]);
  });

  it.each([
    [['/opt/app'], 3, '3'],
    [['/usr/bin/node', '/bin/node'], 0, '0/node'],
    [[], 2, '2'],
  ])('leaves the file of %j, number %i, in %s', (candidates, index, name) => {
    expect(probedName(candidates, index)).toBe(name);
  });
});

describe('failedLookups', () => {
  const made = probeDockerfile([['/a/x'], ['/b/y', '/a/y']], 'careful');
  const excerpt = (line: number): string =>
    `------\nDockerfile:${line}\n--------------------\n   1 |     FROM x\n   ${line} | >>> whatever\n--------------------\nERROR: failed`;

  it.each([
    ['a parent that two lookups share', 3, [0, 1]],
    ['a parent of one', 4, [1]],
    ['a copy', 6, [0]],
    ['the image', 1, []],
    ['the stage with the parents', 2, []],
    ['a line that is not there', 99, []],
  ])('finds those behind %s', (_, line, lookups) => {
    expect(failedLookups(excerpt(line), made)).toEqual(lookups);
  });

  it('knows none where buildx shows no excerpt', () => {
    expect(failedLookups('ERROR: failed to solve: x', made)).toBeNull();
  });
});
