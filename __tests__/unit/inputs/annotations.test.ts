import { type Row, refuses, rows } from './refusals.ts';

refuses('annotations', [
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
  ...['', 'mode=min,inline-only=true'].map(
    (provenance): Row => [
      `index: of one platform in an archive, which inlined provenance stays out of (${provenance})`,
      { annotations: 'index:a=b', platforms: 'linux/amd64', outputs: 'type=oci,dest=a.tar', provenance },
      "'annotations': line 1, 'index:a=b', annotates the index, but this build creates none: it is loaded, or it has one platform and no attestations. Use 'manifest:', or leave out the level.",
    ],
  ),
]);
