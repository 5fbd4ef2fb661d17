import { describe, expect, it } from 'vitest';
import { readEvidence } from '../../../src/failures/evidence.ts';

describe('the final error', () => {
  it.each<[string, string, string]>([
    ['of buildx', '#1 x\nERROR: failed to build: a', 'ERROR: failed to build: a'],
    ['of docker', 'x\nError response from daemon: a', 'Error response from daemon: a'],
    ['of docker run', "x\ndocker: a\nSee 'docker run --help'.", 'docker: a'],
    ['of docker run of today', "docker: a\n\nRun 'docker run --help' for more information", 'docker: a'],
    ['of a plugin', 'Error: a', 'Error: a'],
    ['of git', 'error: a', 'error: a'],
    ['with a link', 'ERROR: a\nView build details: docker-desktop://x\nLearn more at https://x', 'ERROR: a'],
    ['on several lines', 'ERROR: a\n  b  \r\n\nc', 'ERROR: a   b c'],
    ['the last', 'ERROR: a\nERROR: b', 'ERROR: b'],
    [
      'not one inside a line',
      'ERROR: a\n#1 0.1 x ERROR: b\n x docker: b\nan error: b',
      'ERROR: a #1 0.1 x ERROR: b  x docker: b an error: b',
    ],
    ['with advice inside a line', "ERROR: a\nto See 'x', Run 'y'", "ERROR: a to See 'x', Run 'y'"],
    [
      'of a build, with all that git wrote',
      '#1 x\nERROR: failed to build: a: git stderr:\nerror: RPC failed\nERROR: Repository not found.\n: exit status 128',
      'ERROR: failed to build: a: git stderr: error: RPC failed ERROR: Repository not found. : exit status 128',
    ],
    [
      'of a build with an older buildx',
      'ERROR: failed to solve: a\nERROR: b',
      'ERROR: failed to solve: a ERROR: b',
    ],
    ['of a name like a build’s', 'ERROR: failed to builds: a\nERROR: b', 'ERROR: b'],
  ])('%s', (_, stderr, expected) => {
    expect(readEvidence(stderr)).toMatchObject({ final: expected, concluded: true });
  });

  it('is not one that an instruction printed', () => {
    const { concluded, final } = readEvidence(
      '#7 [2/2] RUN x\n#7 0.1 ERROR: failed to build: y\n#8 [internal] z',
    );
    expect(concluded).toBe(false);
    expect(final).toBe('[internal] z');
  });

  it('is the last line where there is none', () => {
    expect(readEvidence('#1 a\n#1 0.1 b\nc\r\n')).toEqual({
      final: 'c',
      concluded: false,
      log: ['a', 'b'],
      output: [],
      failed: [],
    });
    expect(readEvidence(' \n')).toEqual({ final: '', concluded: false, log: [], output: [], failed: [] });
  });
});

/** buildx v0.37.1 with BuildKit v0.33.1, two platforms. */
const build = `#0 building with "b" instance using docker-container driver

#1 [internal] load build definition from Dockerfile
#1 transferring dockerfile: 321B 0.0s done
#1 DONE 0.1s

#4 [linux/amd64 1/2] FROM docker.io/library/busybox:latest@sha256:X
#4 resolve docker.io/library/busybox:latest@sha256:X 0.0s done
#4 ...

#5 [linux/arm64 2/2] RUN make
#5 0.135 cc a.c
#5 ...

#4 [linux/amd64 1/2] FROM docker.io/library/busybox:latest@sha256:X
#4 0.911 extracting
#4 DONE 0.1s

#5 [linux/arm64 2/2] RUN make
#5 12.25 ERROR: no rule
#5 12.25 0.5 #4 a line that begins with numbers
#5 ERROR: process "/bin/sh -c make" did not complete successfully: exit code: 2

#6 [linux/amd64 2/2] RUN make
#6 CANCELED
------
 > [linux/arm64 2/2] RUN make:
0.135 cc a.c
12.25 ERROR: no rule
------
Dockerfile:2
--------------------
   1 |     FROM busybox
   2 | >>> RUN make
   3 |     
--------------------
ERROR: failed to build: failed to solve: process "/bin/sh -c make" did not complete successfully: exit code: 2
`;

describe('a build', () => {
  const evidence = readEvidence(build);

  it('ends with its error', () => {
    expect(evidence.concluded).toBe(true);
    expect(evidence.final).toBe(
      'ERROR: failed to build: failed to solve: process "/bin/sh -c make" did not complete successfully: exit code: 2',
    );
  });

  it('says of itself neither instructions nor the lines of the Dockerfile', () => {
    expect(evidence.log).toEqual([
      'building with "b" instance using docker-container driver',
      '[internal] load build definition from Dockerfile',
      'transferring dockerfile: 321B 0.0s done',
      'DONE 0.1s',
      'resolve docker.io/library/busybox:latest@sha256:X 0.0s done',
      '...',
      'extracting',
      'DONE 0.1s',
      'Dockerfile:2',
    ]);
  });

  it('keeps what an instruction printed apart', () => {
    const printed = ['cc a.c', 'ERROR: no rule', '0.5 #4 a line that begins with numbers'];
    expect(evidence.output).toEqual([...printed, 'cc a.c', 'ERROR: no rule']);
    expect(evidence.failed).toEqual([
      {
        title: '[linux/arm64 2/2] RUN make',
        output: printed,
        error: 'process "/bin/sh -c make" did not complete successfully: exit code: 2',
      },
    ]);
  });
});

describe('who speaks', () => {
  it.each([
    ['[2/3] RUN x', 'RUN'],
    ['[builder 10/13] RUN --mount=type=cache,target=/x make', 'RUN'],
    ['[linux/amd64->arm64 builder 2/3] RUN <<EOF (make)', 'RUN'],
    ['[linux/arm64 2/3] ONBUILD RUN x', 'RUN'],
    ['[2/3] ADD https://github.com/acme/app.git#main /src', 'BuildKit'],
    ['[2/3] RUNNER x', 'BuildKit'],
    ['[internal] load git source https://github.com/acme/app.git', 'BuildKit'],
    ['exporting to image', 'BuildKit'],
    ['[1/13] WORKDIR /x', 'BuildKit'],
    ['RUN [2/3] RUN x', 'BuildKit'],
  ])('in the step %s: %s', (title, by) => {
    const steps = `#3 ${title}\n#3 0.5 from a step\n#3 DONE 0.6s`;
    const excerpt = `------\n > ${title}:\n0.5 from an excerpt\n------\nfrom nobody`;
    const { log, output } = readEvidence(`${steps}\n${excerpt}\nERROR: x`);
    const said = ['from a step', 'from an excerpt'];
    expect(output).toEqual(by === 'RUN' ? said : []);
    expect(log.filter((line) => line.startsWith('from'))).toEqual([
      ...(by === 'RUN' ? [] : said),
      'from nobody',
    ]);
  });

  it('what BuildKit says of a RUN is not heard, because it repeats the instruction', () => {
    const { log, output, failed } = readEvidence('#3 [2/3] RUN x\n#3 ERROR: y\n#3 DONE\nERROR: z');
    expect({ log, output }).toEqual({ log: [], output: [] });
    expect(failed).toEqual([{ title: '[2/3] RUN x', output: [], error: 'y' }]);
  });

  it('a step is known by its first line', () => {
    const { log, output } = readEvidence('#3 [internal] x\n#3 [2/3] RUN y\n#3 0.1 z\nERROR: a');
    expect(output).toEqual([]);
    expect(log).toEqual(['[internal] x', '[2/3] RUN y', 'z']);
  });

  it('an error that a step prints is not its own', () => {
    const { failed } = readEvidence('#3 [internal] x\n#3 0.1 ERROR: y\n#3 AN ERROR: z\nERROR: a');
    expect(failed).toEqual([]);
  });

  it('steps are known by all of their number, at the beginning of a line', () => {
    const stderr = '#1 [internal] a\n#12 [2/2] RUN b\n#12 0.1 c\n#1 0.1 d\nx #12 0.2 e\nERROR: f';
    expect(readEvidence(stderr)).toMatchObject({ log: ['[internal] a', 'd', 'x #12 0.2 e'], output: ['c'] });
  });

  it.each(['[internal] load [2/3] x', '[internal] load metadata'])(
    'the title of a step of BuildKit is said: %s',
    (title) => {
      expect(readEvidence(`#1 ${title}\nERROR: f`).log).toEqual([title]);
    },
  );

  it.each(['[1/13] COPY a b', '[linux/arm64 stage 10/12] ADD a b', '[2/3] RUN x'])(
    'that of an instruction is not: %s',
    (title) => {
      expect(readEvidence(`#1 ${title}\nERROR: f`).log).toEqual([]);
    },
  );

  it('a time belongs to BuildKit only at the beginning', () => {
    const { log } = readEvidence('#3 [internal] x\n#3 1.25 a 0.5 b\n#3 12 c\n 0.5 d\nERROR: e');
    expect(log).toEqual(['[internal] x', 'a 0.5 b', '12 c', ' 0.5 d']);
  });

  it('excerpts end where they end', () => {
    const stderr = [
      '------',
      ' > [2/2] RUN x:',
      '0.1 a',
      '------',
      '0.1 b',
      '------',
      ' > exporting:',
      '0.1 c',
      '------',
      'd',
      'ERROR: e',
    ];
    expect(readEvidence(stderr.join('\n'))).toMatchObject({ log: ['b', 'c', 'd'], output: ['a'] });
  });

  it('lines of the Dockerfile are those with a number and a bar', () => {
    const stderr = [
      '  10 | RUN a',
      '----',
      '10| b',
      'x 10 | c',
      '10 |',
      '10 |c',
      '---- d',
      '- e',
      'g ---',
      'ERROR: f',
    ];
    expect(readEvidence(stderr.join('\n')).log).toEqual([
      '10| b',
      'x 10 | c',
      '10 |c',
      '---- d',
      '- e',
      'g ---',
    ]);
  });
});
