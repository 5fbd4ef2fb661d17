import { expect, it } from 'vitest';
import { read } from './reading.ts';
import { refuses, rows } from './refusals.ts';

refuses('hosts, entitlements, limits, SSH', [
  ...rows('add-hosts', [
    ['no address', 'db', "'db' has no address; expected host:address."],
    [
      'an address that is none',
      'db:10.0.0.256',
      "'db:10.0.0.256' has the invalid address '10.0.0.256'; expected an IPv4 address, an IPv6 address or host-gateway.",
    ],
    [
      'the wrong order',
      '10.0.0.1:db',
      "'10.0.0.1:db' has the invalid address 'db'; expected an IPv4 address, an IPv6 address or host-gateway. The host name comes first.",
    ],
    ['no host', ':10.0.0.1', "':10.0.0.1' has no valid host name before the address; expected host:address."],
  ]),
  ...rows('allow', [
    [
      'an unknown entitlement',
      'network',
      "'network' is not an entitlement; expected network.host or security.insecure.",
    ],
    [
      'a misspelt one',
      'security.unsecure',
      "'security.unsecure' is not an entitlement; expected network.host or security.insecure. Did you mean 'security.insecure'?",
    ],
  ]),
  ...rows('network', [
    [
      'host without its entitlement',
      'host',
      "'host' requires an entitlement that this build does not have. Add 'network.host' to 'allow'.",
    ],
    ['another', 'bridge', "expected default, none or host, got 'bridge'."],
  ]),
  ...rows('shm-size', [
    ['a word', 'big', "expected a size such as 128m or 2g, got 'big'."],
    ['nothing', '0', "expected a size such as 128m or 2g, got '0'."],
    ['less than a byte', '0.5', "expected a size such as 128m or 2g, got '0.5'."],
    ['less than nothing', '-1', "expected a size such as 128m or 2g, got '-1'."],
    ...['9999999999t', '1025t', '1.1p', '9'.repeat(100)].map((size): [string, string, string] => [
      'more than any machine has',
      size,
      `'${size}' is more than any machine has; expected a size such as 128m or 2g.`,
    ]),
  ]),
  ...rows('ulimit', [
    [
      'no value',
      'nofile',
      "'nofile' is not a limit; expected name=soft or name=soft:hard, one per line. For example, write 'nofile=1024:2048'.",
    ],
    [
      'two on one line',
      'nofile=1,nproc=2',
      "'nofile=1,nproc=2' is not a limit; expected name=soft or name=soft:hard, one per line. For example, write 'nofile=1024:2048'.",
    ],
    [
      'an unknown name',
      'nofiles=1',
      "'nofiles=1' limits the unknown resource 'nofiles'; expected core, cpu, data, fsize, locks, memlock, msgqueue, nice, nofile, nproc, rss, rtprio, rttime, sigpending or stack. Did you mean 'nofile'?",
    ],
    [
      'a number of more than 64 bits',
      'nofile=99999999999999999999',
      "'nofile=99999999999999999999' is not a limit; expected name=soft or name=soft:hard, one per line. For example, write 'nofile=1024:2048'.",
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
      "the key or socket 'id_ed25519' does not exist. It is resolved in the workspace, /work. Check the path, and whether an earlier step (such as actions/checkout) created it.",
    ],
    ['a directory', 'default=/work', "'/work' is a directory, but a key or a socket was expected."],
    [
      'a path alone',
      '/key',
      `'/key' does not begin with an ID; expected id or id=path. Put double quotes around several keys of one ID, as in "default=/a,/b".`,
    ],
    ['no path', 'default=', "'default=' has no path after the '='."],
  ]),
]);

it.each(['1', '128m', '2G', '1.5g', '64 MiB', '512kb', '1p'])('takes %s for a size', async (size) => {
  expect((await read({ 'shm-size': size })).inputs.build.shmSize).toBe(size);
});
