import { type Row, refuses, rows } from './refusals.ts';

const hex = 'a'.repeat(64);

const version = "expected a version such as v0.37.1, a range such as ^0.37, 'latest' or 'runner'";

refuses('toolchain', [
  ...rows('buildx-version', [
    [
      'edge',
      'edge',
      `'edge' would be built from source, and so has no checksum to verify; ${version}. Install it in an earlier step, and use 'runner'.`,
    ],
    [
      'a git URL',
      'https://github.com/docker/buildx.git#main',
      `'https://github.com/docker/buildx.git#main' would be built from source, and so has no checksum to verify; ${version}. Install it in an earlier step, and use 'runner'.`,
    ],
    [
      'cloud:latest',
      'cloud:latest',
      `'cloud:latest' is a build for Docker Build Cloud, which this action does not use; ${version}.`,
    ],
    ['vv0.37.1', 'vv0.37.1', `'vv0.37.1' is not a version; ${version}. Did you mean 'v0.37.1'?`],
    ['a misspelt word', 'lastest', `'lastest' is not a version; ${version}. Did you mean 'latest'?`],
  ]),
  ...rows('buildx-sha256', [
    ['a digit short', hex.slice(1), `expected 64 hexadecimal digits, got 63: '${hex.slice(1)}'.`],
    ['no hexadecimal', 'xyz', "expected 64 hexadecimal digits, got 'xyz'."],
  ]),
  ...rows('buildx-mirror', [
    [
      'no URL',
      'mirror.example.com',
      "expected a URL such as https://mirror.example.com/buildx, got 'mirror.example.com'. It replaces 'https://github.com/docker/buildx/releases/download'.",
    ],
    [
      'another scheme',
      'ftp://x/y',
      "expected a URL such as https://mirror.example.com/buildx, got 'ftp://x/y'. It replaces 'https://github.com/docker/buildx/releases/download'.",
    ],
  ]),
  ...rows('binfmt-image', [
    [
      'no image',
      'Tonistiigi/Binfmt',
      "'Tonistiigi/Binfmt' has upper-case letters in the repository, which must be lower case. Did you mean 'tonistiigi/binfmt'?",
    ],
  ]),
  ...rows('driver-opts', [
    [
      'no value',
      'network',
      "'network' in 'network' is not of the form name=value. If a value contains commas, put double quotes around the whole line, as in \"env.no_proxy=a,b\".",
    ],
    [
      'commas without quotes',
      'env.no_proxy=a,b',
      "'b' in 'env.no_proxy=a,b' is not of the form name=value. If a value contains commas, put double quotes around the whole line, as in \"env.no_proxy=a,b\".",
    ],
    [
      'the image',
      'image=moby/buildkit:x',
      "'image=moby/buildkit:x' has an input of its own. Use 'buildkit-image'.",
    ],
    [
      'bad quotes',
      'a="b"',
      '\'a="b"\' is not valid CSV: column 3 has a double quote inside an unquoted field. If a value contains commas, put double quotes around the whole line, as in "env.no_proxy=a,b".',
    ],
  ]),
  ...rows('builder', [
    [
      'a name that is none',
      'my builder',
      "'my builder' is not a valid builder name; expected a letter or digit, followed by letters, digits, '_', '.', '+' or '-'.",
    ],
  ]),
  [
    'a builder and what would shape it',
    { builder: 'mine', 'driver-opts': 'network=host' },
    "'driver-opts': it would have no effect on 'mine', a builder that already exists. Set it where that builder is created, or leave out 'builder'.",
  ],
  [
    'two configurations',
    { 'buildkitd-config': 'b.toml', 'buildkitd-config-inline': 'debug = true' },
    "'buildkitd-config': 'b.toml' is set together with 'buildkitd-config-inline', but a builder has only one configuration. Remove one of them.",
    { files: { '/work/b.toml': 'file' } },
  ],
]);

const remote = { driver: 'remote', endpoint: 'tcp://buildkit.example.com:1234' };

refuses('drivers', [
  ...rows('driver', [
    ['another', 'cloud', "expected docker-container, docker, remote or kubernetes, got 'cloud'."],
  ]),
  [
    'remote without an endpoint',
    { driver: 'remote' },
    "'endpoint': it is empty, but 'driver: remote' needs the address of a BuildKit. Set it, for example to 'tcp://buildkit.example.com:1234' or 'unix:///run/buildkit/buildkitd.sock'.",
  ],
  ...[
    ['no scheme', 'buildkit.example.com:1234', 'tcp://buildkit.example.com:1234'],
    ['HTTP', 'https://buildkit.example.com:1234', 'tcp://buildkit.example.com:1234'],
    ['a path', '/run/buildkitd.sock', 'unix:///run/buildkitd.sock'],
  ].map(
    ([name = '', endpoint = '', meant]): Row => [
      `remote with ${name}`,
      { ...remote, endpoint },
      `'endpoint': '${endpoint}' is not the address of a BuildKit; expected a URL such as tcp://buildkit.example.com:1234 or unix:///run/buildkit/buildkitd.sock. Did you mean '${meant}'?`,
    ],
  ),
  [
    'remote with an image',
    { ...remote, 'buildkit-image': 'moby/buildkit:latest' },
    "'buildkit-image': it would have no effect on a BuildKit that runs already, as 'driver: remote' expects. Remove it.",
  ],
  [
    'docker with options',
    { driver: 'docker', 'driver-opts': 'network=host' },
    "'driver-opts': it would have no effect on the daemon's own BuildKit, which 'driver: docker' uses as it is. Remove it.",
  ],
  [
    'kubernetes with an endpoint',
    { driver: 'kubernetes', endpoint: 'tcp://cluster:6443' },
    "'endpoint': 'driver: kubernetes' finds the cluster by KUBECONFIG. Remove it.",
  ],
  [
    'binfmt without a daemon',
    { ...remote, emulation: 'binfmt' },
    "'emulation': 'binfmt' registers emulators on the runner's own Docker daemon, but this builder is not on it. Leave it out: what the node's machine and its BuildKit emulate is used.",
  ],
  [
    'an existing builder and a driver',
    { builder: 'mine', driver: 'kubernetes' },
    "'driver': it would have no effect on 'mine', a builder that already exists. Set it where that builder is created, or leave out 'builder'.",
  ],
]);
