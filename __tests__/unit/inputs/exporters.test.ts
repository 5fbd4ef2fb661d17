import { refuses, rows } from './refusals.ts';

const app = 'ghcr.io/acme/app:1.0';

const oneExporter =
  'with two exporters in one build BuildKit reports the digest of the wrong one. Use two steps; the second one takes everything from the cache.';
const past =
  "publishes past the verification, and a tag could point at an image that is not what was asked for. Use 'push: true' and 'tags'; the image is pushed by digest first.";

refuses('modes and outputs', [
  ...rows('outputs', [
    ['no type', 'dest=out', "'dest=out' has no type, expected for example type=oci,dest=image.tar."],
    [
      'a path alone',
      'out',
      "'out' has no type, expected for example type=oci,dest=image.tar. Did you mean 'type=local,dest=out'?",
    ],
    ['a tar to stdout', '-', "'-' has no type, expected for example type=oci,dest=image.tar."],
    [
      'an unknown type',
      'type=ocu,dest=x',
      "'type=ocu,dest=x' has the type 'ocu', expected local, tar, oci, docker, image, registry or cacheonly. Did you mean 'oci'?",
    ],
    [
      'quotes that buildx refuses',
      'type=image,name="a,b"',
      '\'type=image,name="a,b"\' is no CSV: column 17 has a double quote inside an unquoted field. Put the quotes around the whole field, as in type=image,"name=a,b".',
    ],
    [
      'a comma without quotes',
      'type=image,name=a,b',
      "'b' in 'type=image,name=a,b' is no name=value. A value with a comma needs double quotes around the whole field, as in \"name=a,b\".",
    ],
    [
      'two exporters',
      'type=oci,dest=a\ntype=tar,dest=b',
      "expected one exporter, got 2: 'type=oci,dest=a', 'type=tar,dest=b'. Use a step for each; the later ones take everything from the cache.",
    ],
    [
      'push by digest',
      `type=image,name=a/b,push-by-digest=true`,
      `'type=image,name=a/b,push-by-digest=true' ${past}`,
    ],
    ['push', 'type=image,name=a/b,push=1', `'type=image,name=a/b,push=1' ${past}`],
    ['registry', 'type=registry', `'type=registry' ${past}`],
    ['nowhere to write', 'type=oci', "'type=oci' says not where to write, expected dest=PATH."],
    [
      'an archive on stdout',
      'type=oci,dest=-',
      "'type=oci,dest=-' says not where to write, expected dest=PATH.",
    ],
    [
      'docker for several platforms',
      'type=docker',
      "'type=docker' takes one platform: BuildKit's docker exporter writes no image of several. Name one platform in 'platforms', or use type=oci.",
    ],
  ]),
  [
    'push and outputs',
    { push: 'true', tags: app, outputs: 'type=oci,dest=x' },
    `'outputs': it cannot be combined with 'push': ${oneExporter}`,
  ],
  [
    'load and outputs',
    { load: 'true', outputs: 'type=oci,dest=x' },
    `'outputs': it cannot be combined with 'load': ${oneExporter}`,
  ],
  [
    'tags and push by digest',
    { tags: app, outputs: `"type=image,push-by-digest=true"` },
    `'outputs': 'type=image,push-by-digest=true' ${past}`,
  ],
  [
    'load of several platforms',
    { load: 'true', platforms: 'linux/amd64,linux/arm64' },
    "'load': it takes one platform, but 'platforms' has 2: the classic image store of Docker holds no image of several. Name one platform, or none for the daemon's own; or use a second step with 'push'.",
  ],
]);
