import { describe, expect, it } from 'vitest';
import { explainBuild, sourceLocation } from '../../../src/buildx/build-failure.ts';
import { CommandFailed } from '../../../src/failures/command.ts';

const solve = 'ERROR: failed to build: failed to solve:';

function explained(stderr: string, { code = 1, dockerfile = 'Dockerfile' } = {}) {
  const completed = { code, stdout: Buffer.alloc(0), stderr };
  return explainBuild(new CommandFailed('The build', completed), dockerfile);
}

/** How buildx ends a build whose RUN failed. */
function failedRun(output: string, exitCode = 1): string {
  return [
    '#6 [2/3] RUN make',
    ...output.split('\n').map((line) => `#6 0.120 ${line}`),
    `#6 ERROR: process "/bin/sh -c make" did not complete successfully: exit code: ${exitCode}`,
    '------',
    ' > [2/3] RUN make:',
    ...output.split('\n').map((line) => `0.120 ${line}`),
    '------',
    'Dockerfile:4',
    '--------------------',
    '   2 |     FROM alpine',
    '   3 |     ',
    '   4 | >>> RUN make',
    '--------------------',
    `${solve} process "/bin/sh -c make" did not complete successfully: exit code: ${exitCode}`,
    '',
  ].join('\n');
}

describe('explainBuild', () => {
  it.each<[name: string, stderr: string, code: string, message: string, hint: string | undefined]>([
    [
      '429 forever',
      `${solve} failed to push R/f:1: toomanyrequests: injected 429`,
      'registry-unavailable',
      'injected 429',
      'Run the job again',
    ],
    [
      'a registry on localhost, from a builder with a network of its own',
      `${solve} failed to push localhost:5000/f: failed to do request: Head "http://localhost:5000/v2/f/blobs/x": dial tcp 127.0.0.1:5000: connect: connection refused`,
      'registry-unavailable',
      'connection refused',
      'network=host',
    ],
    [
      'the docker driver',
      'ERROR: failed to build: push-by-digest is currently not implemented for docker driver, please create a new builder instance',
      'build-failed',
      'not implemented for docker driver',
      "'builder'",
    ],
    [
      '503 forever, whose status only the log has',
      `#8 pushing layers\n#8 ERROR: error: unexpected status from POST request to http://R/v2/f/blobs/uploads/: 503 Service Unavailable\n${solve} failed to push R/g:1: unknown: injected 503`,
      'registry-unavailable',
      'injected 503',
      'Run the job again',
    ],
    [
      '400 on the manifest',
      `${solve} failed to push R/f:1: unknown: injected 400`,
      'registry-refused',
      'injected 400',
      'provenance: false',
    ],
    [
      '403',
      `${solve} failed to push R/f:1: denied: injected 403`,
      'registry-denied',
      'denied',
      'permissions: packages: write',
    ],
    [
      'a base image that hangs on 503',
      `${solve} R/base:1: failed to resolve source metadata for R/base:1: unexpected status from HEAD request to http://R/v2/base/manifests/1: 503 Service Unavailable`,
      'registry-unavailable',
      '503',
      'Run the job again',
    ],
    [
      'the builder was killed',
      'ERROR: failed to build: failed to receive status: rpc error: code = Unavailable desc = error reading from server: EOF',
      'builder-died',
      'error reading from server',
      undefined,
    ],
    [
      'a RUN that was killed',
      `${solve} process "/bin/sh -c make" did not complete successfully: exit code: 137`,
      'build-failed',
      'exit code: 137',
      'memory ran out',
    ],
    [
      'no Dockerfile',
      `${solve} failed to read dockerfile: open nope.Dockerfile: no such file or directory`,
      'build-failed',
      'open nope.Dockerfile',
      "See 'file'",
    ],
    [
      'no context',
      'ERROR: failed to build: unable to prepare context: path "nope-ctx" not found',
      'build-failed',
      'nope-ctx',
      undefined,
    ],
    [
      'an unknown target',
      `${solve} target stage "nope" could not be found`,
      'build-failed',
      '"nope"',
      "See 'target'",
    ],
    [
      'a base image without the platform',
      `Dockerfile:1\n--------------------\n   1 | >>> FROM x\n--------------------\n${solve} x: failed to resolve source metadata for docker.io/library/x:latest: no match for platform in manifest: not found`,
      'build-failed',
      'Dockerfile:1: The build failed',
      "one of the 'platforms'",
    ],
    [
      'a COPY of nothing',
      `${solve} failed to compute cache key: failed to calculate checksum of ref abc::def: "/nope": not found`,
      'build-failed',
      '"/nope": not found',
      '.dockerignore',
    ],
    [
      'an index annotation of one platform',
      'ERROR: failed to build: index annotations not supported for single platform export',
      'build-failed',
      'index annotations',
      'add an attestation',
    ],
    [
      'an entitlement that is not granted',
      `${solve} granting entitlement security.insecure is not allowed by build daemon configuration`,
      'build-failed',
      'security.insecure',
      "see 'allow'",
    ],
    [
      'a processor without the variant',
      `${solve} no support for running processes with linux/amd64/v4 platform`,
      'build-failed',
      'amd64/v4',
      "The builder's processor",
    ],
    [
      'a command that failed',
      failedRun('cc: error'),
      'build-failed',
      'Dockerfile:4: The build failed',
      undefined,
    ],
    [
      'no emulator',
      failedRun('exec /bin/sh: exec format error', 255),
      'build-failed',
      'Dockerfile:4',
      'emulation: auto',
    ],
    [
      'an emulator that crashed',
      failedRun(
        'qemu: uncaught target signal 11 (Segmentation fault) - core dumped\nSegmentation fault',
        139,
      ),
      'build-failed',
      'Dockerfile:4',
      'The emulator crashed',
    ],
    [
      'a full disk in a RUN',
      failedRun('write error: No space left on device'),
      'disk-full',
      'No space left',
      'docker system df',
    ],
    ['nothing at all', '', 'build-failed', 'exit code 1 and printed no error', undefined],
  ])('%s', (_, stderr, code, message, hint) => {
    const error = explained(stderr);
    expect(error.code).toBe(code);
    expect(error.message).toContain(message);
    if (hint === undefined) {
      expect(error.hint).toBeUndefined();
    } else {
      expect(error.hint).toContain(hint);
    }
  });

  it.each<[name: string, stderr: string, code: number, expected: string]>([
    ['rc 130', `${solve} Canceled: context canceled`, 130, 'cancelled'],
    ['rc 102', `${solve} ResourceExhausted: write /x: no space left on device`, 102, 'disk-full'],
    ['rc 137 alone', '', 137, 'cancelled'],
  ])('%s is %s', (_, stderr, code, expected) => {
    expect(explained(stderr, { code }).code).toBe(expected);
  });

  it('what a RUN printed does not count against a registry', () => {
    const error = explained(failedRun('ERROR: failed to push x: denied: 503 Service Unavailable'));
    expect(error.code).toBe('build-failed');
    expect(error.location).toEqual({ file: 'Dockerfile', line: 4 });
  });
});

describe('sourceLocation', () => {
  const heading = (text: string, end = '\n') =>
    `#5 done${end}${text}${end}--------------------${end}   1 |     FROM x${end}`;
  it.each<[name: string, stderr: string, dockerfile: string, location: unknown]>([
    ['the Dockerfile', heading('Dockerfile:12'), 'Dockerfile', { file: 'Dockerfile', line: 12 }],
    ['in its folder', heading('Dockerfile:12'), 'app/Dockerfile', { file: 'app/Dockerfile', line: 12 }],
    [
      'in a folder of Windows',
      heading('x.Dockerfile:3'),
      'app\\x.Dockerfile',
      { file: 'app\\x.Dockerfile', line: 3 },
    ],
    ['a name with spaces and a colon', heading('my: file:7'), 'a/my: file', { file: 'a/my: file', line: 7 }],
    [
      'another file',
      heading('included.Dockerfile:2'),
      'app/Dockerfile',
      { file: 'included.Dockerfile', line: 2 },
    ],
    [
      'lines that end with CRLF',
      heading('Dockerfile:5', '\r\n'),
      'Dockerfile',
      { file: 'Dockerfile', line: 5 },
    ],
    [
      'the last of two',
      heading('Dockerfile:5') + heading('Dockerfile:9'),
      'Dockerfile',
      { file: 'Dockerfile', line: 9 },
    ],
    ['no heading', `${solve} x`, 'Dockerfile', undefined],
    ['a heading without its frame', 'Dockerfile:5\nERROR: x', 'Dockerfile', undefined],
    [
      'a heading that a RUN printed',
      '#5 0.1 Dockerfile:5\n#5 0.1 --------------------\n',
      'Dockerfile',
      undefined,
    ],
    [
      'the same in the excerpt of its log',
      '0.120 Dockerfile:5\n0.120 --------------------\n',
      'Dockerfile',
      undefined,
    ],
  ])('%s', (_, stderr, dockerfile, location) => {
    expect(sourceLocation(stderr, dockerfile)).toEqual(location);
  });
});
