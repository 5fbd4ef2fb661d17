import { refuses, rows } from './refusals.ts';

const app = 'ghcr.io/acme/app:1.0';

const oneExporter =
  'with two exporters in one build, BuildKit reports the digest of the wrong one. Use two steps; the second takes everything from the cache.';
const past =
  "would publish the image without verifying it first, so that a tag could point at something else than what was asked for. Use 'push: true' and 'tags' instead.";

refuses('modes and outputs', [
  ...rows('outputs', [
    ['no type', 'dest=out', "'dest=out' has no type; expected for example type=oci,dest=image.tar."],
    [
      'a path alone',
      'out',
      "'out' has no type; expected for example type=oci,dest=image.tar. Did you mean 'type=local,dest=out'?",
    ],
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
    "'load': it takes a single platform, but 'platforms' lists 2: Docker's classic image store cannot hold an image of several. Name one platform, or none for the daemon's own; or push in a second step.",
  ],
]);
