import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type ClaimedDigest, digestOf } from '../../../src/oci/digest.ts';
import { formatPlatform, type Platform, parsePlatform } from '../../../src/oci/platform.ts';
import { type Verified, type VerifyInputs, verifyStaged } from '../../../src/verify/verify.ts';
import { type FakeSession, readySession } from '../fakes.ts';
import { armSection } from './binaries/marked.ts';
import { type FakeBuildx, type FakeImage, fakeBuildx } from './fake-buildx.ts';
import { headOf } from './prefixes.ts';

let folder = '';
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'verify-test-'));
});
afterEach(() => {
  rmSync(folder, { recursive: true });
});

function image(architecture: string, config: object, files: FakeImage['files']): FakeImage {
  return { config: { os: 'linux', architecture, config }, files };
}

const app = { Entrypoint: ['/app'] };
const good = {
  'linux/amd64': image('amd64', app, { '/app': headOf('go amd64') }),
  'linux/arm64': image('arm64', app, { '/app': headOf('go arm64') }),
};

interface Outcome {
  readonly verified: Verified;
  readonly buildx: FakeBuildx;
  readonly log: FakeSession['log'];
}

interface Given {
  /** The platforms asked for, where they are not those of the image. */
  readonly wanted?: readonly Platform[];
  /** What buildx tells of attestations. */
  readonly attested?: string;
}

const nothingAttested = { attests: [], provenance: null, sbom: null };

async function verify(
  images: Readonly<Record<string, FakeImage>>,
  { wanted, attested = '', ...inputs }: Partial<VerifyInputs> & Given = {},
  digest?: ReturnType<typeof digestOf>,
): Promise<Outcome> {
  const buildx = fakeBuildx(images, { attested });
  const own = Object.keys(images)
    .map(parsePlatform)
    .filter((platform) => platform !== null);
  const session = readySession(wanted ?? own, { processes: buildx, folder });
  const verified = await verifyStaged(
    {
      target: { kind: 'repositories', repositories: ['registry.example/app'] },
      digest: (digest ?? digestOf(buildx.index)) as ClaimedDigest,
    },
    { build: nothingAttested, verifyBinaries: 'entrypoint', smokeTest: null, summary: false, ...inputs },
    session,
  );
  return { verified, buildx, log: session.log };
}

describe('verifyStaged', () => {
  it('passes what is as asked for, in the order asked for, with three child processes', async () => {
    const wanted = [parsePlatform('linux/arm64'), parsePlatform('linux/amd64')].filter(
      (platform) => platform !== null,
    );
    const { verified, buildx } = await verify(good, { wanted });
    expect(verified.images.map(({ platform }) => formatPlatform(platform))).toEqual([
      'linux/arm64',
      'linux/amd64',
    ]);
    expect(verified.binaries).toEqual([
      '/app: an ELF binary for AArch64, 64-bit, little-endian',
      '/app: an ELF binary for x86-64, 64-bit, little-endian',
    ]);
    expect(buildx.runs.toSorted()).toEqual(['build', 'configs', 'raw']);
  });

  it('leaves nothing in the folder of the step', async () => {
    await verify(good);
    expect(readdirSync(folder)).toEqual([]);
  });

  it('passes an image with the attestations that were asked for, without another process', async () => {
    const { buildx } = await verify(good, {
      build: { ...nothingAttested, sbom: 'true' },
      attested: '"sbom":["linux/amd64","linux/arm64",0],',
    });
    expect(buildx.runs).toHaveLength(3);
  });

  it('reads nothing out of an image without a program, and says so', async () => {
    const { verified, buildx, log } = await verify({ 'linux/amd64': image('amd64', {}, {}) });
    expect(buildx.runs).not.toContain('build');
    expect(verified.binaries).toEqual(['nothing to check: the image names no program']);
    expect(log.lines).toContain('linux/amd64: nothing to check: the image names no program');
  });

  it('looks at no binary when told so', async () => {
    const { verified, buildx } = await verify(good, { verifyBinaries: 'none' });
    expect(verified.binaries).toEqual([]);
    expect(buildx.runs).toHaveLength(2);
  });

  it('runs the smoke test once everything else was verified', async () => {
    const { buildx } = await verify(good, { smokeTest: '/app' });
    expect(buildx.runs.slice(2)).toEqual(['build', 'build']);
  });

  it.each<[string, string, RegExp, () => Promise<Outcome>]>([
    [
      'another digest',
      'digest-differs',
      /The build pushed sha256:/,
      () => verify(good, {}, digestOf('else')),
    ],
    [
      'a platform too many',
      'platforms-differ',
      /holds linux\/arm64/,
      () => verify(good, { wanted: [{ os: 'linux', architecture: 'amd64' }] }),
    ],
    [
      'a config for another platform',
      'config-differs',
      /says in its config that it is for linux\/amd64/,
      () => verify({ ...good, 'linux/arm64': image('amd64', app, {}) }),
    ],
    [
      'a binary for another platform',
      'binary-differs',
      /^linux\/arm64: '\/app' is an ELF binary for x86-64.*; expected AArch64\.$/,
      () => verify({ ...good, 'linux/arm64': image('arm64', app, { '/app': headOf('go amd64') }) }),
    ],
    [
      'a binary for macOS',
      'binary-differs',
      /'\/app' is a Mach-O binary/,
      () => verify({ 'linux/arm64': image('arm64', app, { '/app': headOf('go darwin arm64') }) }),
    ],
    [
      'an SBOM that was asked for and is not there',
      'attestation-missing',
      /no SBOM .* for linux\/arm64\.$/,
      () =>
        verify(good, {
          build: { ...nothingAttested, sbom: 'true', provenance: 'true' },
          attested: '"sbom":["linux/amd64",0],"provenance":["linux/amd64","linux/arm64",0],',
        }),
    ],
    [
      'a listed path that is missing on one platform',
      'binary-unreadable',
      /^linux\/amd64: '\/lib\/x\.so': no file at \/lib\/x\.so\.$/,
      () =>
        verify(
          { ...good, 'linux/arm64': image('arm64', {}, { '/lib/x.so': headOf('debian arm64') }) },
          { verifyBinaries: ['/lib/x.so'] },
        ),
    ],
  ])('refuses %s', async (_, code, message, attempt) => {
    await expect(attempt()).rejects.toMatchObject({ code, message: expect.stringMatching(message) });
  });

  it('warns of a 32-bit binary of the same family', async () => {
    const { log } = await verify({ 'linux/amd64': image('amd64', app, { '/app': headOf('go 386') }) });
    expect(log.lines.find((line) => line.startsWith('warning: '))).toMatch(
      /'\/app': an ELF binary for x86, 32-bit/,
    );
  });

  it('warns of an entrypoint that is missing, which a mount may bring', async () => {
    const { log, buildx } = await verify({ 'linux/amd64': image('amd64', { Cmd: ['gone'] }, {}) });
    expect(log.lines).toContain(
      "warning: linux/amd64: 'gone': 'gone' is not in PATH. Unless a volume brings it, a container of this image cannot start.",
    );
    expect(buildx.runs).toHaveLength(3);
  });

  it('warns of nothing that was only read out of a shell command', async () => {
    const shell = { Cmd: ['/bin/sh', '-c', 'deploy now'] };
    const { log } = await verify({
      'linux/amd64': image('amd64', shell, { '/bin/sh': headOf('debian amd64') }),
    });
    expect(log.lines.filter((line) => line.startsWith('warning: '))).toEqual([]);
  });

  it('follows scripts, all platforms in one build a round', async () => {
    const config = { Entrypoint: ['run.sh'], Env: ['PATH=/opt:/bin'] };
    const scripts = { '/opt/run.sh': '#!/usr/bin/env node\n', '/bin/node': '#!/bin/sh\n' };
    const { verified, buildx } = await verify({
      'linux/amd64': image('amd64', config, { ...scripts, '/bin/sh': headOf('debian amd64') }),
      'linux/arm64': image('arm64', config, { ...scripts, '/bin/sh': headOf('debian arm64') }),
    });
    expect(buildx.runs.filter((run) => run === 'build')).toHaveLength(3);
    expect(verified.binaries[1]).toBe(
      'run.sh: a script for node, a script for /bin/sh: an ELF binary for AArch64, 64-bit, little-endian, loaded by /lib/ld-linux-aarch64.so.1',
    );
  });

  it('refuses a script whose interpreter is for another platform', async () => {
    const files = { '/app': '#!/bin/sh\n', '/bin/sh': headOf('debian amd64') };
    await expect(verify({ 'linux/arm64': image('arm64', app, files) })).rejects.toMatchObject({
      code: 'binary-differs',
    });
  });

  it('ends where scripts run each other for ever', async () => {
    const { buildx, verified } = await verify({ 'linux/amd64': image('amd64', app, { '/app': '#!/app\n' }) });
    expect(buildx.runs.filter((run) => run === 'build')).toHaveLength(5);
    expect(verified.binaries[0]).toMatch(/: a script$/);
  });

  it('ends where a script starts itself again and again', async () => {
    const script = `#!/bin/sh\n${'/app &\n'.repeat(20)}`;
    const files = { '/app': script, '/bin/sh': headOf('debian amd64') };
    const { buildx, log } = await verify({ 'linux/amd64': image('amd64', app, files) });
    expect(buildx.runs.filter((run) => run === 'build')).toHaveLength(5);
    expect(log.lines.length).toBeLessThan(20);
  });

  describe('follows', () => {
    const wrong = headOf('go amd64');
    const right = headOf('debian arm64');
    const path = { Env: ['PATH=/bin'] };

    it.each<[string, object, FakeImage['files']]>([
      ['env', { Entrypoint: ['/bin/env', '/app'] }, { '/bin/env': right, '/app': wrong }],
      [
        'env with options and the command',
        { Entrypoint: ['/bin/env', '-i', 'A=b'], Cmd: ['/app'] },
        { '/bin/env': right, '/app': wrong },
      ],
      [
        'an init system',
        { Entrypoint: ['dumb-init', '/app'], ...path },
        { '/bin/dumb-init': right, '/app': wrong },
      ],
      [
        'a shell command',
        { Cmd: ['/bin/sh', '-c', 'cd /srv && exec ./app'] },
        { '/bin/sh': right, '/srv/app': wrong },
      ],
      [
        'a script that starts a program',
        { Entrypoint: ['/run'] },
        { '/run': '#!/bin/sh\nexec /app\n', '/bin/sh': right, '/app': wrong },
      ],
      [
        'a script that starts the command',
        { Entrypoint: ['/run'], Cmd: ['app', '-x'], ...path },
        { '/run': '#!/bin/sh\nset -e\nexec "$@"\n', '/bin/sh': right, '/bin/app': wrong },
      ],
      [
        'a script that a shell is given',
        { Entrypoint: ['/bin/sh', '/run'] },
        { '/run': 'exec /app\n', '/bin/sh': right, '/app': wrong },
      ],
      [
        'a script in another language that is given the command',
        { Entrypoint: ['/run'], Cmd: ['/app'] },
        { '/run': '#!/bin/python3\n', '/bin/python3': right, '/app': wrong },
      ],
      [
        'a script that starts a script',
        { Entrypoint: ['/run'] },
        { '/run': '#!/bin/sh\n/two\n', '/two': '#!/bin/sh\nexec /app', '/bin/sh': right, '/app': wrong },
      ],
    ])('%s', async (_, config, files) => {
      await expect(verify({ 'linux/arm64': image('arm64', config, files) })).rejects.toMatchObject({
        code: 'binary-differs',
        message: expect.stringContaining("linux/arm64: '"),
      });
    });

    it('what it finds, and says of the rest that it was not checked', async () => {
      const files = { '/run': '#!/bin/sh\n/gone\nexec "$@"', '/bin/sh': right };
      const config = { Entrypoint: ['/run'], Cmd: ['other'], ...path };
      const { log } = await verify({ 'linux/arm64': image('arm64', config, files) });
      expect(log.lines).toEqual(
        expect.arrayContaining([
          "linux/arm64: '/gone': no file at /gone; its architecture was not checked",
          "linux/arm64: 'other': 'other' is not in PATH; its architecture was not checked",
        ]),
      );
      expect(log.lines.filter((line) => line.startsWith('warning: '))).toEqual([]);
    });

    it.each<[string, string[], Record<string, Uint8Array | string>]>([
      ['a program', ['/unknown', '/app'], { '/app': wrong }],
      ['a program behind an option', ['/unknown', '-v', '--exec', '/app'], { '/app': wrong }],
      ['a script', ['/unknown', '/run'], { '/run': '#!/bin/sh\n/app', '/bin/sh': right, '/app': wrong }],
    ])('%s that an unknown program is told of', async (_, Entrypoint, files) => {
      await expect(
        verify({ 'linux/arm64': image('arm64', { Entrypoint }, { '/unknown': right, ...files }) }),
      ).rejects.toMatchObject({ code: 'binary-differs' });
    });

    it.each<[string, Record<string, Uint8Array | string>]>([
      ['is missing', {}],
      ['is read', { '/data': 'x=y' }],
      ['is an archive', { '/data': 'MZ' }],
      ['is a script without its interpreter', { '/data': '#!/usr/bin/gone\n' }],
    ])('nothing to complain of, where what an unknown program is told of %s', async (_, files) => {
      const { log, verified } = await verify({
        'linux/arm64': image('arm64', { Entrypoint: ['/unknown', '/data'] }, { '/unknown': right, ...files }),
      });
      expect(verified.binaries[0]).toMatch(
        /^\/unknown: an ELF binary for AArch64[^;]*(?:; \/data: a script)?/,
      );
      expect(log.lines.filter((line) => /warning|\/data/.test(line))).toEqual([]);
    });

    it('only so far as a shell can be read', async () => {
      const files = { '/run': 'true', '/bin/sh': right };
      const { verified } = await verify({
        'linux/arm64': image('arm64', { Cmd: ['/bin/sh', '/run'] }, files),
      });
      expect(verified.binaries[0]).toMatch(/; \/run: a script$/);
    });

    it('a program that is certain with a warning where it is missing', async () => {
      const { log } = await verify({
        'linux/arm64': image('arm64', { Cmd: ['/tini', '/app'] }, { '/tini': right }),
      });
      expect(log.lines).toContain(
        "warning: linux/arm64: '/app': no file at /app. Unless a volume brings it, a container of this image cannot start.",
      );
    });
  });

  it('warns of a program for newer processors than the platform promises', async () => {
    const armv7 = Buffer.concat([headOf('debian armhf'), armSection(Buffer.of(6, 10))]);
    const { log, verified } = await verify({
      'linux/arm/v6': {
        config: { os: 'linux', architecture: 'arm', variant: 'v6', config: app },
        files: { '/app': armv7 },
      },
    });
    expect(verified.binaries[0]).toContain('built for ARMv7 where ARMv6 is all that the platform promises');
    expect(log.lines.find((line) => line.startsWith('warning: '))).toContain('TARGETVARIANT');
  });

  it('takes the first of PATH', async () => {
    const config = { Cmd: ['app'], Env: ['PATH=/a:/b'] };
    const files = { '/a/app': headOf('go amd64'), '/b/app': headOf('go arm64') };
    const { verified } = await verify({ 'linux/amd64': image('amd64', config, files) });
    expect(verified.binaries).toEqual(['app: an ELF binary for x86-64, 64-bit, little-endian']);
  });
});
