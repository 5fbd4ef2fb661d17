// The ARMv6 image of busybox: what is in it runs on a processor that has nothing newer.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { command, makeContext, output, removeContexts, setting } from '../lab.ts';
import { openBareBuilder } from './bare-builder.ts';

const folder = mkdtempSync(join(tmpdir(), 'lab-armv6-'));
afterAll(() => {
  removeContexts();
  rmSync(folder, { recursive: true, force: true });
});

describe('busybox for linux/arm/v6', () => {
  it('runs on an ARM1176, which an ARMv7 program does not', async () => {
    const builder = await openBareBuilder(setting('LAB_BUILDKITD_CONFIG'));
    try {
      const context = makeContext({ Dockerfile: 'FROM busybox\n' });
      const build = ['build', '--builder', builder.name, '--platform', 'linux/arm/v6,linux/arm/v7'];
      const { code, stderr } = await builder.buildx([
        ...build,
        '--output',
        `type=local,dest=${folder}`,
        context,
      ]);
      expect(code, stderr).toBe(0);
    } finally {
      await builder.end();
    }
    const trial = ['-ec', 'x=$(echo $1); test "$x" = ARMv6; echo "$x"', 'sh', 'ARMv6'];
    const onArm1176 = (program: string) => command('qemu-arm', ['-cpu', 'arm1176', program, ...trial]);
    const old = join(folder, 'linux_arm_v6', 'usr/bin/busybox');
    await output('ln', '-s', old, join(folder, 'sh'));
    expect(await onArm1176(join(folder, 'sh'))).toMatchObject({ code: 0, stdout: 'ARMv6\n' });
    const newer = await command('qemu-arm', [
      ...['-cpu', 'arm1176', join(folder, 'linux_arm_v7', 'usr/bin/busybox'), 'sh', ...trial],
    ]);
    expect(newer.stderr).toContain('Illegal instruction');
    expect(await output('readelf', '-h', old)).toMatch(/Machine: +ARM/);
    expect(await output('go', 'version', '-m', old)).toMatch(/GOARM=6/);
  });
});
