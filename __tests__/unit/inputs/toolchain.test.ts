import { refuses, rows } from './refusals.ts';

const hex = 'a'.repeat(64);

const version = "expected a version such as v0.37.1, a range such as ^0.37, 'latest' or 'runner'";

refuses('toolchain', [
  ...rows('buildx-version', [
    [
      'edge',
      'edge',
      `'edge' is built from source, which has no checksum to verify; ${version}. Install it in an earlier step, and use 'runner'.`,
    ],
    [
      'a git URL',
      'https://github.com/docker/buildx.git#main',
      `'https://github.com/docker/buildx.git#main' is built from source, which has no checksum to verify; ${version}. Install it in an earlier step, and use 'runner'.`,
    ],
    [
      'cloud:latest',
      'cloud:latest',
      `'cloud:latest' is a build for Docker Build Cloud, which this action does not use; ${version}.`,
    ],
    ['vv0.37.1', 'vv0.37.1', `'vv0.37.1' is no version; ${version}. Did you mean 'v0.37.1'?`],
    ['a misspelt word', 'lastest', `'lastest' is no version; ${version}. Did you mean 'latest'?`],
  ]),
  ...rows('buildx-sha256', [
    ['a digit short', hex.slice(1), `expected 64 hexadecimal digits, got 63: '${hex.slice(1)}'.`],
    ['no hexadecimal', 'xyz', "expected 64 hexadecimal digits, got 'xyz'."],
  ]),
  ...rows('buildx-mirror', [
    [
      'no URL',
      'mirror.example.com',
      "expected a URL such as https://mirror.example.com/buildx, got 'mirror.example.com'. It takes the place of 'https://github.com/docker/buildx/releases/download'.",
    ],
    [
      'another scheme',
      'ftp://x/y',
      "expected a URL such as https://mirror.example.com/buildx, got 'ftp://x/y'. It takes the place of 'https://github.com/docker/buildx/releases/download'.",
    ],
  ]),
  ...rows('binfmt-image', [
    [
      'no image',
      'Tonistiigi/Binfmt',
      "'Tonistiigi/Binfmt' has an upper-case letter in the repository, but it must be lower case. Did you mean 'tonistiigi/binfmt'?",
    ],
  ]),
  ...rows('driver-opts', [
    [
      'no value',
      'network',
      "'network' in 'network' is no name=value. A value with commas needs double quotes around the whole line, as in \"env.no_proxy=a,b\".",
    ],
    [
      'commas without quotes',
      'env.no_proxy=a,b',
      "'b' in 'env.no_proxy=a,b' is no name=value. A value with commas needs double quotes around the whole line, as in \"env.no_proxy=a,b\".",
    ],
    [
      'the image',
      'image=moby/buildkit:x',
      "'image=moby/buildkit:x' is set by an input of its own. Use 'buildkit-image'.",
    ],
    [
      'bad quotes',
      'a="b"',
      '\'a="b"\' is no CSV: column 3 has a double quote inside an unquoted field. A value with commas needs double quotes around the whole line, as in "env.no_proxy=a,b".',
    ],
  ]),
  ...rows('builder', [
    [
      'a name that is none',
      'my builder',
      "'my builder' is no builder name: it begins with a letter or digit and goes on with these, '_', '.', '+' and '-'.",
    ],
  ]),
  [
    'a builder and what would shape it',
    { builder: 'mine', 'driver-opts': 'network=host' },
    "'driver-opts': it would have no effect on the builder 'mine', which exists already. Set it where that builder is made, or leave out 'builder'.",
  ],
  [
    'two configurations',
    { 'buildkitd-config': 'b.toml', 'buildkitd-config-inline': 'debug = true' },
    "'buildkitd-config': 'b.toml' is given beside 'buildkitd-config-inline', but a builder has one configuration. Remove one of them.",
    { files: { '/work/b.toml': 'file' } },
  ],
]);
