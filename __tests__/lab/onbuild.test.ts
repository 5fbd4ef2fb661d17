// Images with ONBUILD triggers: what is looked at, and what the smoke test runs in, is the image as it is published.
import { createServer, type Server } from 'node:http';
import { afterAll, afterEach, beforeAll, beforeEach, expect, it } from 'vitest';
import { uniqueName } from '../harness/step.ts';
import { craneDigest, errorOf, makeContext, openWorkbench, registry, type Workbench } from './lab.ts';

let bench: Workbench;
beforeAll(async () => {
  bench = await openWorkbench();
});
afterAll(() => bench?.end());

/** Hears of it when a trigger runs: the builder has the machine's network. */
let listener: Server;
let heard: string[] = [];
beforeEach(async () => {
  heard = [];
  listener = createServer((request, response) => {
    heard.push(request.url ?? '');
    response.end();
  });
  await new Promise<void>((resolve) => listener.listen(0, '127.0.0.1', resolve));
});
afterEach(() => listener.close());

function triggers(): string {
  const address = listener.address();
  const port = typeof address === 'object' ? address?.port : null;
  return [
    `ONBUILD RUN /usr/bin/busybox wget -q -O- http://127.0.0.1:${port}/run; mkdir /fired`,
    'ONBUILD COPY package.json /src/',
    'ONBUILD ADD sources.tar /src/',
    'ONBUILD COPY --from=builder /out /out',
    'ONBUILD RUN --mount=type=bind,from=assets:none,target=/assets true',
    'ONBUILD COPY --from=0 /x /y',
    'ONBUILD ENV GREETING=bye',
    'ONBUILD WORKDIR /elsewhere',
    'ONBUILD USER root',
    '',
  ].join('\n');
}

const both = 'linux/amd64,linux/arm64';
const newTag = (): string => `${registry}/onbuild/${uniqueName('o')}:1`;

it('refuses a wrong binary that a trigger would replace', async () => {
  const tag = newTag();
  const result = await bench.step({
    context: makeContext({
      Dockerfile: [
        'FROM --platform=linux/amd64 busybox AS wrong',
        'FROM scratch',
        'COPY --from=wrong /usr/bin/busybox /app',
        'ENTRYPOINT ["/app"]',
        'ONBUILD COPY --from=busybox /usr/bin/busybox /app',
        '',
      ].join('\n'),
    }),
    platforms: both,
    tags: tag,
    push: 'true',
  });
  expect(result.code, result.log).toBe(1);
  expect(errorOf(result.log)).toContain("linux/arm64: '/app' is an ELF binary for x86-64");
  expect(await craneDigest(tag)).toBeNull();
});

it.each([
  ['a registry', true],
  ['a layout on disk', false],
])('looks at an image in %s without its triggers', async (_, push) => {
  const tag = newTag();
  const result = await bench.step({
    // In PATH, so that there are directories to look into which the image lacks.
    context: makeContext({ Dockerfile: `FROM busybox\nCMD ["sh"]\n${triggers()}` }),
    platforms: both,
    ...(push ? { tags: tag, push: 'true' } : {}),
  });
  expect(result.code, result.log).toBe(0);
  expect(result.log).toMatch(/linux\/arm64: 'sh': an ELF binary for AArch64/);
  expect(heard).toEqual([]);
});

it.each([
  ['a registry', true],
  ['a layout on disk', false],
])('runs the smoke test in an image in %s as it is', async (_, push) => {
  const tag = newTag();
  const dockerfile = [
    'FROM busybox',
    'ENV GREETING=hello ODD="a \\"b\\" c"',
    'WORKDIR /srv',
    'SHELL ["/usr/bin/busybox", "ash", "-c"]',
    'USER 1000',
    triggers(),
  ].join('\n');
  const result = await bench.step({
    context: makeContext({ Dockerfile: dockerfile }),
    platforms: both,
    emulation: 'auto',
    'smoke-test': 'echo "$GREETING, $ODD, $(pwd), $(/usr/bin/busybox id -u)"\ntest ! -e /fired -a ! -e /src',
    ...(push ? { tags: tag, push: 'true' } : {}),
  });
  expect(result.code, result.log).toBe(0);
  const said = result.log
    .split('\n')
    .filter((line) => /^#\d+ [\d.]+ hello, a "b" c, \/srv, 1000$/.test(line));
  expect(said).toHaveLength(2);
  expect(heard).toEqual([]);
});

it('would hear of a trigger', async () => {
  const tag = newTag();
  const base = await bench.step({
    context: makeContext({ Dockerfile: `FROM busybox\n${triggers().split('\n', 1)[0]}\n` }),
    platforms: 'linux/amd64',
    tags: tag,
    push: 'true',
  });
  expect(base.code, base.log).toBe(0);
  expect(heard).toEqual([]);
  const next = await bench.step({
    context: makeContext({ Dockerfile: `FROM ${tag}\n` }),
    platforms: 'linux/amd64',
    tags: newTag(),
    push: 'true',
  });
  expect(next.code, next.log).toBe(0);
  expect(heard).toEqual(['/run']);
});
