import { refuses, rows } from './refusals.ts';

refuses('hosts, entitlements, limits, SSH', [
  ...rows('add-hosts', [
    ['no address', 'db', "'db' has no address, expected host:address."],
    [
      'an address that is none',
      'db:10.0.0.256',
      "'db:10.0.0.256' has the address '10.0.0.256', expected an IPv4 or IPv6 address or host-gateway.",
    ],
    [
      'the wrong order',
      '10.0.0.1:db',
      "'10.0.0.1:db' has the address 'db', expected an IPv4 or IPv6 address or host-gateway. The host name comes first.",
    ],
    ['no host', ':10.0.0.1', "':10.0.0.1' has no host name before the address, expected host:address."],
  ]),
  ...rows('allow', [
    [
      'an unknown entitlement',
      'network',
      "'network' is no entitlement, expected network.host or security.insecure.",
    ],
    [
      'a misspelt one',
      'security.unsecure',
      "'security.unsecure' is no entitlement, expected network.host or security.insecure. Did you mean 'security.insecure'?",
    ],
  ]),
  ...rows('network', [
    [
      'host without its entitlement',
      'host',
      "'host' needs an entitlement that this build was not given. Add 'network.host' to 'allow'.",
    ],
    ['another', 'bridge', "expected default, none or host, got 'bridge'."],
  ]),
  ...rows('shm-size', [
    ['a word', 'big', "expected a size such as 128m or 2g, got 'big'."],
    ['nothing', '0', "expected a size such as 128m or 2g, got '0'."],
  ]),
  ...rows('ulimit', [
    [
      'no value',
      'nofile',
      "'nofile' is no limit, expected name=soft or name=soft:hard, one a line. Write for example 'nofile=1024:2048'.",
    ],
    [
      'two on one line',
      'nofile=1,nproc=2',
      "'nofile=1,nproc=2' is no limit, expected name=soft or name=soft:hard, one a line. Write for example 'nofile=1024:2048'.",
    ],
    [
      'an unknown name',
      'nofiles=1',
      "'nofiles=1' limits 'nofiles', expected core, cpu, data, fsize, locks, memlock, msgqueue, nice, nofile, nproc, rss, rtprio, rttime, sigpending or stack. Did you mean 'nofile'?",
    ],
    ['soft above hard', 'nofile=2:1', "'nofile=2:1' has a soft limit above its hard limit."],
    ['unlimited above hard', 'nofile=-1:1', "'nofile=-1:1' has a soft limit above its hard limit."],
  ]),
  ...rows('ssh', [
    [
      'no agent',
      'default',
      "'default' needs a running SSH agent, but SSH_AUTH_SOCK is not set. Start an agent in an earlier step, or name a key: 'default=path'.",
    ],
    [
      'a missing key',
      'default=id_ed25519',
      "there is no key or socket 'id_ed25519'. It was looked for in the workspace, /work. Check the path, and that an earlier step (actions/checkout?) made it.",
    ],
    ['a directory', 'default=/work', "'/work' is a directory, but expected was a key or a socket."],
    [
      'a path alone',
      '/key',
      `'/key' begins with no ID, expected id or id=path. Several keys of one ID are wrapped in double quotes, as in "default=/a,/b".`,
    ],
    ['no path', 'default=', "'default=' has no path behind the '='."],
  ]),
]);
