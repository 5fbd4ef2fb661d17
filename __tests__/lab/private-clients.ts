// Judges and inputs for private registries.

import { readFileSync } from 'node:fs';
import { digestOf } from '../../src/oci/digest.ts';
import { command, setting, toolchain } from './lab.ts';

/** The lab's toolchain, on a builder whose buildkitd.toml is the lab's and these lines, given inline. */
export function describing(lines: string): Readonly<Record<string, string>> {
  const { 'buildkitd-config': file = '', ...inputs } = toolchain;
  return { ...inputs, 'buildkitd-config-inline': `${readFileSync(file, 'utf8')}\n${lines}\n` };
}

/** The same port under the address that no client takes for loopback. */
export function elsewhere(address: string): string {
  return address.replace('127.0.0.1', '0.0.0.0');
}

const accept = ['application/vnd.oci.image.index.v1+json', 'application/vnd.oci.image.manifest.v1+json'].join(
  ', ',
);

/** The digest of the bytes that curl gets for `host/repository:tag` with the lab's CA and client certificate; null for none. */
export async function digestOverTls(reference: string): Promise<string | null> {
  const [, host, name, tag] = /^([^/]+)\/(.+):([^:/]+)$/.exec(reference) ?? [];
  const { code, stdout, stderr } = await command('curl', [
    ...['--silent', '--show-error', '--fail', '--noproxy', '*', '--header', `Accept: ${accept}`],
    ...[
      '--cacert',
      setting('LAB_CA'),
      '--cert',
      setting('LAB_CLIENT_CERT'),
      '--key',
      setting('LAB_CLIENT_KEY'),
    ],
    `https://${host}/v2/${name}/manifests/${tag}`,
  ]);
  if (code === 0) {
    return digestOf(stdout);
  }
  if (/error: 404/.test(stderr)) {
    return null;
  }
  throw new Error(`${reference}: ${stderr}`);
}
