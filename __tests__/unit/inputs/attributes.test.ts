import { refuses, rows } from './refusals.ts';

refuses('annotations, caches, attestations', [
  ...rows('annotations', [
    ['no =', 'a', "line 1, 'a', has no '='; expected [level:]key=value."],
    [
      'an unknown level',
      'indx:a=b',
      "line 1, 'indx:a=b', has the unknown level 'indx'; expected manifest, manifest-descriptor, index or index-descriptor. Did you mean 'index'?",
    ],
    ['no key', 'index:=b', "line 1, 'index:=b', has the invalid key ''; expected [level:]key=value."],
    [
      'a platform that is not built',
      'manifest[linux/s390x]:a=b',
      "line 1, 'manifest[linux/s390x]:a=b', is for 'linux/s390x', which is not among the platforms of this build (linux/amd64, linux/arm64).",
    ],
  ]),
  [
    'index: of an image that is loaded, which never has one',
    { annotations: 'index:a=b', load: 'true' },
    "'annotations': line 1, 'index:a=b', annotates the index, but this build creates none: it is loaded, or it has one platform and no attestations. Use 'manifest:', or leave out the level.",
  ],
  [
    'index: of one platform',
    { annotations: 'index:a=b,c', platforms: 'linux/amd64', provenance: 'false' },
    "'annotations': line 1, 'index:a=b,c', annotates the index, but this build creates none: it is loaded, or it has one platform and no attestations. Use 'manifest:', or leave out the level.",
  ],
  ...rows('cache-to', [
    ['no type', 'mode=max', "'mode=max' has no type; expected for example type=gha."],
    [
      'no type, but a ref',
      'ref=a/b',
      "'ref=a/b' has no type; expected for example type=gha. Did you mean 'type=registry,ref=a/b'?",
    ],
    [
      'an unknown type',
      'type=ghaa',
      "'type=ghaa' has the unknown type 'ghaa'; expected registry, gha, inline, local, s3 or azblob. Did you mean 'gha'?",
    ],
    [
      'a type alone',
      'gha',
      "'gha' is a cache type, but an image name is expected in this place. Did you mean 'type=gha'?",
    ],
    [
      'no destination',
      'type=local,mode=max',
      "'type=local,mode=max' has no 'dest', which type=local requires.",
    ],
    ['no reference', 'type=registry', "'type=registry' has no 'ref', which type=registry requires."],
  ]),
  ...rows('cache-from', [
    [
      'the inline cache',
      'type=inline',
      "'type=inline' cannot be imported: an inline cache is part of an image. Use type=registry,ref=IMAGE.",
    ],
  ]),
  ...rows('attests', [
    ['no type', 'mode=max', "'mode=max' has no type; expected type=provenance or type=sbom."],
    [
      'an unknown type',
      'type=spom',
      "'type=spom' has the unknown type 'spom'; expected provenance or sbom. Did you mean 'sbom'?",
    ],
    [
      'one twice',
      'type=sbom\ntype=sbom,generator=x',
      "'type=sbom,generator=x' asks for sbom a second time. Ask for each attestation once, either here or in its own input.",
    ],
  ]),
  [
    'an attestation in two inputs',
    { attests: 'type=provenance', provenance: 'true' },
    "'attests': 'type=provenance' asks for provenance a second time. Ask for each attestation once, either here or in its own input.",
  ],
  ...rows('provenance', [
    [
      'a mode alone',
      'max',
      "expected true, false or parameters such as mode=max, got 'max'. Did you mean 'mode=max'?",
    ],
    [
      'a type',
      'type=provenance,mode=max',
      "'type=provenance,mode=max' has a type, but 'provenance' takes only parameters. Leave out 'type=…', or use 'attests'.",
    ],
  ]),
]);
