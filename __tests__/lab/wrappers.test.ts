// A wrong program behind another one: what a container runs in the end is what counts.
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { uniqueName } from '../harness/step.ts';
import { craneDigest, errorOf, makeContext, openWorkbench, registry, type Workbench } from './lab.ts';

let bench: Workbench;
beforeAll(async () => {
  bench = await openWorkbench();
});
afterAll(() => bench?.end());

const newTag = (): string => `${registry}/wrappers/${uniqueName('w')}:1`;

/**
 * `/app` and `/opt/bin/app` are for amd64 whatever the platform; the wrappers are right, and all of them
 * busybox, since only their names and their words are looked at.
 */
function dockerfile(...lines: readonly string[]): string {
  const names = ['tini', 'dumb-init', 'catatonit', 'su-exec', 'gosu', 'setpriv', 'xvfb-run', 'unknown'];
  return [
    'FROM --platform=linux/amd64 busybox AS wrong',
    'FROM --platform=linux/amd64 busybox AS links',
    'RUN mkdir /links && ln -s /opt/bin/app /links/link-app',
    'FROM busybox',
    'COPY --from=wrong /usr/bin/busybox /app',
    'COPY --from=wrong /usr/bin/busybox /opt/bin/app',
    ...names.map((name) => `COPY --from=busybox /usr/bin/busybox /sbin/${name}`),
    'COPY --chmod=755 scripts/ /scripts/',
    'ENV PATH=/opt/bin:/sbin:/bin:/usr/bin APP_HOME=/opt',
    ...lines,
    '',
  ].join('\n');
}

const scripts = {
  'scripts/entrypoint.sh': [
    '#!/bin/sh',
    'set -e',
    '# exec /bin/true',
    'if [ "$1" = debug ]; then',
    '  exec /bin/sh',
    'fi',
    'exec su-exec nobody "$@"',
    '',
  ].join('\n'),
  'scripts/init': '#!/bin/sh\nexec /app --serve\n',
  'scripts/plain': 'exec "$APP_HOME"/bin/app\n',
  'scripts/for-app': '#!/app --x\n',
  'scripts/beside': '#!/bin/sh\nDIR=$(cd "$(dirname "$0")" && pwd)\nexec "$DIR/../opt/bin/app"\n',
  'scripts/default': '#!/bin/sh\nBIN=$(command -v app)\nexec "$BIN" "$@"\n',
  'scripts/evaluates': '#!/bin/sh\neval "exec app $*"\n',
  'scripts/env': '#!/usr/bin/env -S sh -e\nexport A=b\nexec app\n',
};

const behind: readonly (readonly [string, readonly string[]])[] = [
  ['env', ['ENTRYPOINT ["/usr/bin/env", "/app"]']],
  [
    'env with options, and the program in the command',
    ['ENTRYPOINT ["/usr/bin/env", "-i", "A=b"]', 'CMD ["/app"]'],
  ],
  ['env with words to split', ['ENTRYPOINT ["/usr/bin/env", "-S", "A=b /app --x"]']],
  ['dumb-init without dashes', ['ENTRYPOINT ["dumb-init", "/app"]']],
  ['dumb-init with an option', ['ENTRYPOINT ["dumb-init", "--rewrite", "15:3", "--", "/app"]']],
  ['tini with options', ['ENTRYPOINT ["tini", "-s", "-e", "143", "/app"]']],
  ['catatonit', ['ENTRYPOINT ["catatonit", "--", "/app"]']],
  ['two wrappers', ['ENTRYPOINT ["tini", "--", "gosu", "nobody"]', 'CMD ["app"]']],
  ['setpriv', ['ENTRYPOINT ["setpriv", "--reuid", "1000", "--clear-groups", "/app"]']],
  ['nice of busybox', ['ENTRYPOINT ["busybox", "nice", "-n", "5", "/app"]']],
  ['timeout', ['ENTRYPOINT ["timeout", "-k", "5", "30", "/app"]']],
  ['chroot', ['ENTRYPOINT ["chroot", "/opt", "/bin/app"]']],
  ['xvfb-run', ['ENTRYPOINT ["xvfb-run", "-a", "-s", "-screen 0", "app"]']],
  ['an unknown program and two dashes', ['ENTRYPOINT ["unknown", "db:5432", "--", "/app"]']],
  ['the shell form', ['ENTRYPOINT exec app --serve']],
  ['a file that a shell reads first', ['CMD . /etc/env && exec /app']],
  ['another directory', ['CMD cd /opt && ./bin/app']],
  ['a login shell', ['CMD ["sh", "-lc", "app"]']],
  ['the shell of busybox', ['CMD ["busybox", "sh", "-c", "exec app"]']],
  ['parameters of a shell', ['ENTRYPOINT ["sh", "-c", "exec app \\"$@\\"", "--"]', 'CMD ["--x"]']],
  ['a start script that runs the command', ['ENTRYPOINT ["/scripts/entrypoint.sh"]', 'CMD ["app"]']],
  ['a start script that runs a program of its own', ['ENTRYPOINT ["/scripts/init"]']],
  ['a start script that a shell is given', ['ENTRYPOINT ["sh", "/scripts/plain"]']],
  ['a start script that env finds a shell for', ['ENTRYPOINT ["/scripts/env"]']],
  ['a path from the working directory', ['WORKDIR /opt', 'ENTRYPOINT ["bin/app"]']],
  ['a link to it', ['COPY --from=links /links/ /opt/', 'CMD ["/opt/link-app"]']],
  ['a script whose interpreter it is', ['ENTRYPOINT ["/scripts/for-app"]']],
  ['su-exec with ids', ['ENTRYPOINT ["su-exec", "1000:1000", "app"]']],
  ['text for a shell with options before it', ['ENTRYPOINT ["sh", "-ec", "trap : TERM; /app & wait"]']],
  ['nice with its number in one word', ['ENTRYPOINT ["busybox", "nice", "-5", "/app"]']],
  ['a start script beside it', ['ENTRYPOINT ["/scripts/beside"]']],
  ['a start script that looks for it', ['ENTRYPOINT ["/scripts/default"]']],
  ['a start script that evaluates text', ['ENTRYPOINT ["/scripts/evaluates"]', 'CMD ["-x"]']],
  ['a program that nobody knows', ['ENTRYPOINT ["unknown", "/app"]']],
  ['an option of a program that nobody knows', ['ENTRYPOINT ["unknown", "-v", "--exec=/app"]']],
  ['a script that a program which nobody knows is given', ['ENTRYPOINT ["unknown", "/scripts/init"]']],
];

describe('an amd64 program in the arm64 image', () => {
  it.concurrent.each(behind)('behind %s', async (_, lines) => {
    const tag = newTag();
    const result = await bench.step({
      context: makeContext({ Dockerfile: dockerfile(...lines), ...scripts }),
      platforms: 'linux/amd64,linux/arm64',
      tags: tag,
      push: 'true',
    });
    expect(result.code, result.log).toBe(1);
    const error = errorOf(result.log);
    expect(error).toContain('title=binary-differs');
    expect(error).toMatch(
      /linux\/arm64: '[^']*app' is (?:a script for \/app: )?an ELF binary for x86-64.*; expected AArch64\./,
    );
    expect(error).not.toContain('linux/amd64: ');
    expect(await craneDigest(tag)).toBeNull();
  });

  it('is no reason to refuse where the words of an unknown program are no programs', async () => {
    const tag = newTag();
    const entry = 'ENTRYPOINT ["unknown", "/data", "/nowhere/app", "/scripts", "--config", "/app"]';
    const result = await bench.step({
      context: makeContext({ Dockerfile: dockerfile('COPY Dockerfile /data', entry), ...scripts }),
      platforms: 'linux/arm64',
      tags: tag,
      push: 'true',
    });
    expect(result.code, result.log).toBe(0);
    expect(result.log).toContain("linux/arm64: 'unknown': an ELF binary for AArch64");
    expect(result.log).not.toMatch(/'\/(?:data|nowhere|scripts)/);
    expect(await craneDigest(tag)).toBe(result.outputs['digest']);
  });
});
