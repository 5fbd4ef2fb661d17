import { describe, expect, it } from 'vitest';
import { describedRegistries } from '../../../src/registry/described.ts';

const base64 = (text: string): string => Buffer.from(text).toString('base64');
/** As buildx keeps a builder. */
const instance = (toml: string, files: Readonly<Record<string, string>> = {}): string =>
  JSON.stringify({
    Name: 'b',
    Driver: 'docker-container',
    Nodes: [
      {
        Name: 'b0',
        Endpoint: 'unix:///var/run/docker.sock',
        Files: Object.fromEntries(
          Object.entries({ ...files, 'buildkitd.toml': toml }).map(([path, text]) => [path, base64(text)]),
        ),
      },
    ],
  });
const plain = { http: false, insecure: false, authorities: [], client: null };

/** Written by buildx 0.37 of a buildkitd.toml with all of it. */
const written = `[registry]
[registry.'0.0.0.0:21606']
http = false
ca = ['/etc/buildkit/certs/0.0.0.0_21606/ca.pem', '/etc/buildkit/certs/0.0.0.0_21606/old.pem']

[[registry.'0.0.0.0:21606'.keypair]]
cert = '/etc/buildkit/certs/0.0.0.0_21606/cert.pem'
key = '/etc/buildkit/certs/0.0.0.0_21606/key.pem'

[registry.'docker.io']
mirrors = ['mirror.acme.io']

[registry.localhost]
http = true

[registry.'r.acme.io']
insecure = true

[worker]
[worker.oci]
gc = true
`;

describe('describedRegistries', () => {
  it('reads what buildx has written', () => {
    const kept = {
      'certs/0.0.0.0_21606/ca.pem': 'CA',
      'certs/0.0.0.0_21606/old.pem': 'OLD',
      'certs/0.0.0.0_21606/cert.pem': 'CERT',
      'certs/0.0.0.0_21606/key.pem': 'KEY',
    };
    expect(describedRegistries(instance(written, kept))).toEqual([
      {
        ...plain,
        host: '0.0.0.0:21606',
        authorities: ['CA', 'OLD'],
        client: { certificate: 'CERT', key: 'KEY' },
      },
      { ...plain, host: 'docker.io' },
      { ...plain, host: 'localhost', http: true },
      { ...plain, host: 'r.acme.io', insecure: true },
    ]);
  });

  it('leaves out certificates whose files are not there', () => {
    const [registry] = describedRegistries(instance(written));
    expect(registry).toEqual({ ...plain, host: '0.0.0.0:21606' });
  });

  it('does not take the settings of another table for those of a registry', () => {
    const toml = "[registry]\n[registry.'a.io']\n\n[worker]\ninsecure = true\n";
    expect(describedRegistries(instance(toml))).toEqual([{ ...plain, host: 'a.io' }]);
  });

  it.each([
    ['no JSON', 'x'],
    ['no object', '[]'],
    ['a builder without nodes', '{"Nodes":null}'],
    ['a remote builder, which has no files', '{"Nodes":[{"Files":null}]}'],
    ['files of another form', '{"Nodes":[{"Files":{"buildkitd.toml":7}}]}'],
    ['a configuration without registries', instance('debug = true\n')],
  ])('finds nothing in %s', (_, text) => {
    expect(describedRegistries(text)).toEqual([]);
  });
});
