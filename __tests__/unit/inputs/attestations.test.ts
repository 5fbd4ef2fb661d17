import { refuses, rows } from './refusals.ts';

refuses('attestations', [
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
