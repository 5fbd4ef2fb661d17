import { describe, expect, it } from 'vitest';
import { type Given, read } from './reading.ts';
import { type Row, refuses, rows } from './refusals.ts';

const app = 'ghcr.io/acme/app:1.0';

const past =
  "would publish the image without verifying it first, so that a tag could point at something else than what was asked for. Use 'push: true' and 'tags' instead. What shapes the image may stay, as in type=image,compression=zstd.";
const elsewhere =
  "is not an attribute that shapes the image; expected compression, compression-level, force-compression, oci-artifact, oci-mediatypes, prefer-nondist-layers, rewrite-timestamp or source-date-epoch. Leave it out: 'push', 'load' and 'tags' say where the image goes.";

refuses('modes and outputs', [
  ...rows('outputs', [
    ['no type', 'dest=out', "'dest=out' has no type; expected for example type=oci,dest=image.tar."],
    ['a tar to stdout', '-', "'-' has no type; expected for example type=oci,dest=image.tar."],
    [
      'an unknown type',
      'type=ocu,dest=x',
      "'type=ocu,dest=x' has the unknown type 'ocu'; expected local, tar, oci, docker, image, registry or cacheonly. Did you mean 'oci'?",
    ],
    [
      'quotes that buildx refuses',
      'type=image,name="a,b"',
      '\'type=image,name="a,b"\' is not valid CSV: column 17 has a double quote inside an unquoted field. Put quotes around the whole field, as in type=image,"name=a,b".',
    ],
    [
      'a comma without quotes',
      'type=image,name=a,b',
      "'b' in 'type=image,name=a,b' is not of the form name=value. If a value contains a comma, put double quotes around the whole field, as in \"name=a,b\".",
    ],
    [
      'one place for two exporters',
      'type=local,dest=out\n/work/out/',
      "'type=local,dest=out' and 'type=local,dest=/work/out/' write to the same place. Give each exporter a dest of its own.",
    ],
    [
      'two shapes of the one image',
      'type=image,compression=zstd\ntype=image,oci-mediatypes=true',
      "'type=image,oci-mediatypes=true' is the second line that shapes the image, after 'type=image,compression=zstd'. One image is made, so write all of its attributes on one line.",
    ],
    [
      'archives of two images',
      'type=oci,dest=a.tar\ntype=oci,dest=b.tar,compression=zstd',
      "'compression=zstd' in 'type=oci,dest=b.tar,compression=zstd' would make another image than the one that is verified. Write what shapes the image once for all, as in type=image,compression=zstd; or use a step for each image.",
    ],
    [
      'push by digest',
      `type=image,name=a/b,push-by-digest=true`,
      `'type=image,name=a/b,push-by-digest=true' ${past}`,
    ],
    ['push', 'type=image,name=a/b,push=1', `'type=image,name=a/b,push=1' ${past}`],
    ['registry', 'type=registry', `'type=registry' ${past}`],
    ...[
      // BuildKit takes an attribute that is set to nothing for true.
      'type=image,name=a/b:1,push=',
      'type=image,name=a/b,push-by-digest=',
      'type=image,name=a/b:1,PUSH=T',
      'type=image,name=a/b:1, push = true',
      'type=image,push=false,push=1',
      'type=image,"name=a/b:1,c/d:1","push=true"',
      'type=image,name=a/b:1,push=yes',
      // With the docker driver, buildx makes an image exporter of it.
      'type=docker,push=true',
      'type=oci,dest=a.tar,push=true',
      'type=registry,compression=zstd',
    ].map((text): [string, string, string] => [`a push as ${text}`, text, `'${text}' ${past}`]),
    ['nowhere to write', 'type=oci', "'type=oci' does not say where to write; expected dest=PATH."],
    [
      'an archive on stdout',
      'type=oci,dest=-',
      "'type=oci,dest=-' does not say where to write; expected dest=PATH.",
    ],
    [
      'docker for several platforms',
      'type=docker',
      "'type=docker' takes a single platform: BuildKit's docker exporter cannot write an image of several. Name one platform in 'platforms', or use type=oci.",
    ],
  ]),
  ...[
    ['~/out', "'~' is not expanded; write the path in full."],
    [
      '$GITHUB_WORKSPACE/out',
      "Variables are not expanded; relative paths are resolved in the workspace. Did you mean 'out'?",
    ],
    [
      '\x24{GITHUB_WORKSPACE}/a/b',
      "Variables are not expanded; relative paths are resolved in the workspace. Did you mean 'a/b'?",
    ],
    ['$HOME/out', 'Variables are not expanded; use an expression, such as \x24{{ runner.temp }}/out.'],
    [
      'out-\x24{GITHUB_SHA}',
      'Variables are not expanded; use an expression, such as \x24{{ runner.temp }}/out.',
    ],
  ].flatMap(([path = '', hint = '']): Row[] => [
    [
      `an exporter to ${path}`,
      { outputs: `type=oci,dest=${path}` },
      `'outputs': '${path}' is a path for a shell, but there is none here. ${hint}`,
    ],
    [
      `a cache in ${path}`,
      { 'cache-to': `type=local,dest=${path}` },
      `'cache-to': '${path}' is a path for a shell, but there is none here. ${hint}`,
    ],
  ]),
  ...rows('outputs', [
    [
      'a compression that does not exist',
      'type=image,compression=zsdt',
      "'compression=zsdt' in 'type=image,compression=zsdt' has an invalid value; expected uncompressed, gzip, estargz or zstd.",
    ],
    [
      'a level that no compression has',
      'type=image,compression=zstd,compression-level=23',
      "'compression-level=23' in 'type=image,compression=zstd,compression-level=23' has an invalid value; expected a number from 0 to 22.",
    ],
    [
      'a boolean that is set to nothing',
      'type=image,rewrite-timestamp=',
      "'rewrite-timestamp=' in 'type=image,rewrite-timestamp=' has an invalid value; expected true or false.",
    ],
    [
      'an attribute that places the image',
      'type=image,unpack=true',
      `'unpack=true' in 'type=image,unpack=true' ${elsewhere}`,
    ],
    [
      'an annotation of the index',
      'type=image,annotation-index.org.opencontainers.image.description=a b',
      "'annotation-index.org.opencontainers.image.description=a b' in 'type=image,annotation-index.org.opencontainers.image.description=a b' has an input of its own, 'annotations'. Did you mean 'index:org.opencontainers.image.description=a b'?",
    ],
    [
      'an annotation of a platform',
      'type=image,annotation-manifest[linux/amd64].a=b',
      "'annotation-manifest[linux/amd64].a=b' in 'type=image,annotation-manifest[linux/amd64].a=b' has an input of its own, 'annotations'. Did you mean 'manifest[linux/amd64]:a=b'?",
    ],
  ]),
  ...(['push', 'load'] as const).map(
    (mode): Row => [
      `a name beside ${mode}`,
      { [mode]: 'true', tags: app, platforms: 'arm64', outputs: 'type=image,name=a/b,compression=zstd' },
      `'outputs': 'name=a/b' in 'type=image,name=a/b,compression=zstd' ${elsewhere}`,
    ],
  ),
  [
    'push twice, with one problem and not two',
    { push: 'true', tags: app, outputs: 'type=image,push=true' },
    `'outputs': 'type=image,push=true' ${past}`,
  ],
  [
    'an archive of another image than is pushed',
    { push: 'true', tags: app, outputs: 'type=oci,dest=x,compression=zstd' },
    "'outputs': 'compression=zstd' in 'type=oci,dest=x,compression=zstd' would make another image than the one that is verified and pushed. Write what shapes the image once for all, as in type=image,compression=zstd; or use a step for each image.",
  ],
  [
    'an export of a shard',
    { push: 'true', tags: app, shard: 'true', outputs: 'out' },
    "'shard': it cannot be combined with 'load' or 'outputs'. Load or export the image in a step of its own.",
  ],
  [
    'tags and push by digest',
    { tags: app, outputs: `"type=image,push-by-digest=true"` },
    `'outputs': 'type=image,push-by-digest=true' ${past}`,
  ],
  [
    'load of several platforms',
    { load: 'true', platforms: 'linux/amd64,linux/arm64' },
    "'load': it takes a single platform, but 'platforms' lists 2: Docker's classic image store cannot hold an image of several. Name one platform, or none for the daemon's own; or push in a second step.",
  ],
]);

describe('attributes that shape the image', () => {
  const shape = 'type=image,compression=zstd,force-compression=true,oci-mediatypes=1';
  const taken = ['compression=zstd', 'force-compression=true', 'oci-mediatypes=1'];

  it.each<[string, Given]>([
    ['a push', { push: 'true', tags: app }],
    ['a push by BuildKit', { push: 'true', tags: app, publish: 'direct' }],
    ['a push and load', { push: 'true', load: 'true', tags: app, platforms: 'arm64' }],
    ['no push, as for a pull request', { push: 'false', tags: app }],
  ])('go with %s', async (_, given) => {
    const { inputs } = await read({ ...given, outputs: shape });
    expect(inputs).toMatchObject({ outputs: [], imageAttributes: taken });
  });

  it('are all of these, and what is false is none of them', async () => {
    const attributes = [
      'compression=estargz',
      'compression-level=9',
      'force-compression=False',
      'oci-artifact=false',
      'oci-mediatypes=true',
      'prefer-nondist-layers=t',
      'rewrite-timestamp=true',
      'source-date-epoch=1700000000',
    ];
    const outputs = `type=image,push=false,push-by-digest=0,name-canonical=F,${attributes.join(',')}`;
    expect((await read({ outputs })).inputs.imageAttributes).toEqual(attributes);
  });

  it('stay with an exporter that has a place of its own', async () => {
    const outputs = 'type=image,name=a/b,push=false';
    expect((await read({ outputs })).inputs).toMatchObject({
      outputs: [{ kind: 'exporter', output: outputs }],
      imageAttributes: [],
    });
  });

  it('of an archive are those of the image that is verified', async () => {
    const first = await read({ outputs: 'type=oci,dest=a.tar,compression=zstd\ntype=oci,dest=b,tar=false' });
    expect(first.inputs.imageAttributes).toEqual(['compression=zstd']);
    const shaped = 'type=image,compression=zstd,oci-mediatypes=true\ntype=oci,dest=a.tar,compression=zstd';
    const beside = await read({ push: 'true', tags: app, outputs: shaped });
    expect(beside.inputs.imageAttributes).toEqual(['compression=zstd', 'oci-mediatypes=true']);
    expect(beside.inputs.outputs).toEqual([{ kind: 'archive', dest: 'a.tar', tar: true }]);
  });
});

describe('several exporters', () => {
  const file = (output: string) => ({ kind: 'exporter', output });
  const archive = (dest: string, tar = true) => ({ kind: 'archive', dest, tar });

  it.each<[name: string, outputs: string, exports: readonly object[]]>([
    ['a path', 'out', [file('type=local,dest=out')]],
    ['an absolute path', '/out/a b', [file('type=local,dest=/out/a b')]],
    ['an archive', 'type=oci,dest=image.tar', [archive('image.tar')]],
    ['a folder', 'dest=out,type=oci,tar=false', [archive('out', false)]],
    ['a folder by a boolean of Go', 'type=oci,tar=F,dest=out', [archive('out', false)]],
    ['an archive by one', 'type=oci,tar=1,dest=out', [archive('out')]],
    ['a name with a comma', 'type=oci,"dest=a, b.tar"', [archive('a, b.tar')]],
    ['upper case', 'TYPE=oci,Dest=x', [archive('x')]],
    [
      'all kinds, in their order',
      'bin\ntype=tar,dest=fs.tar\n# none\ntype=oci,dest=i.tar\ntype=cacheonly\ntype=docker,dest=d.tar',
      [
        file('type=local,dest=bin'),
        file('type=tar,dest=fs.tar'),
        archive('i.tar'),
        file('type=cacheonly'),
        file('type=docker,dest=d.tar'),
      ],
    ],
  ])('%s', async (_, outputs, exports) => {
    const { inputs } = await read({ outputs, platforms: 'linux/amd64' });
    expect(inputs.outputs).toEqual(exports);
  });

  it.each<[name: string, given: Given]>([
    ['push', { push: 'true', tags: app }],
    ['load', { load: 'true', platforms: 'arm64' }],
  ])('stand beside %s', async (_, given) => {
    const { inputs } = await read({ ...given, outputs: 'out\ntype=oci,dest=a.tar' });
    expect(inputs.outputs).toEqual([file('type=local,dest=out'), archive('a.tar')]);
  });
});
