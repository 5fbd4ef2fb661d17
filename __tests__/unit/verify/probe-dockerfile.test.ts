import { describe, expect, it } from 'vitest';
import { failedLookups, probeDockerfile, probedName } from '../../../src/verify/probe-dockerfile.ts';

const from = 'registry.example/app@sha256:0';
const copies = (text: string): readonly string[] =>
  text.split('\n').filter((line) => line.startsWith('COPY'));

describe('probeDockerfile', () => {
  it('takes single paths literally and searches with wildcards, the first directory last', () => {
    expect(probeDockerfile(from, [['/app'], ['/usr/bin/node', '/bin/node']], 'quick').text).toBe(
      [
        'FROM registry.example/app@sha256:0 AS image',
        'FROM scratch',
        'COPY --chmod=0755 --from=image ["/app","/0"]',
        'COPY --chmod=0755 --from=image ["/bin/nod[e]","/usr/bin/nod[e]","/1/"]',
        '',
      ].join('\n'),
    );
  });

  it('makes sure of the parents, each once, in the careful form', () => {
    expect(probeDockerfile(from, [['/app'], ['/opt/a/x'], ['/opt/a/y', '/bin/y']], 'careful').text).toBe(
      [
        'FROM registry.example/app@sha256:0 AS image',
        'WORKDIR /opt/a',
        'WORKDIR /bin',
        'FROM scratch',
        'COPY --chmod=0755 --from=image ["/ap[p]","/0"]',
        'COPY --chmod=0755 --from=image ["/opt/a/[x]","/1"]',
        'COPY --chmod=0755 --from=image ["/bin/[y]","/opt/a/[y]","/2/"]',
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
    expect(copies(probeDockerfile(from, [[`/${name}`]], 'quick').text)).toEqual([
      `COPY --chmod=0755 --from=image ${json}`,
    ]);
  });

  it('creates no parent whose name has a newline, which only JSON can write', () => {
    expect(probeDockerfile(from, [['/a\nUSER x/app']], 'careful').text).not.toMatch(/WORKDIR|^USER/m);
  });

  it('leaves out a lookup without candidates and keeps the numbers of the others', () => {
    expect(copies(probeDockerfile(from, [[], ['/app']], 'quick').text)).toEqual([
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
  const made = probeDockerfile(from, [['/a/x'], ['/b/y', '/a/y']], 'careful');
  const excerpt = (line: number): string =>
    `------\nDockerfile:${line}\n--------------------\n   1 |     FROM x\n   ${line} | >>> whatever\n--------------------\nERROR: failed`;

  it.each([
    ['a parent that two lookups share', 2, [0, 1]],
    ['a parent of one', 3, [1]],
    ['a copy', 5, [0]],
    ['the base image', 1, []],
    ['a line that is not there', 99, []],
  ])('finds those behind %s', (_, line, lookups) => {
    expect(failedLookups(excerpt(line), made)).toEqual(lookups);
  });

  it('knows none where buildx shows no excerpt', () => {
    expect(failedLookups('ERROR: failed to solve: x', made)).toBeNull();
  });
});
