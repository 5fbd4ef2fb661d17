import { describe, expect, it } from 'vitest';
import { buildkitAddress, remote } from '../../../../src/builder/drivers/remote.ts';
import { refusalOf } from '../../../../src/builder/drivers/remote-refusals.ts';
import type { Address, TlsClient } from '../../../../src/runner/greeting.ts';
import { fakeSession, memoryFiles } from '../../fakes.ts';

it.each([
  ['unix:///run/b.sock', { socket: '/run/b.sock' }],
  ['tcp://b.example.com:1234', { host: 'b.example.com', port: 1234 }],
  ['tcp://[::1]:1234', { host: '::1', port: 1234 }],
  ['tcp://b.example.com', null],
  ['ssh://me@b', null],
])('the address of %s', (endpoint, address) => {
  expect(buildkitAddress(endpoint)).toEqual(address);
});

async function greeting(
  options: Readonly<Record<string, string>>,
  code: string | null,
  endpoint = 'tcp://b:1234',
) {
  const greeted: [Address, TlsClient | null][] = [];
  const session = fakeSession({
    files: memoryFiles({ '/ca.pem': 'ca', '/cert.pem': 'cert', '/key.pem': 'key' }),
    greeter: {
      greet: async (address, tls) => {
        greeted.push([address, tls]);
        return code;
      },
    },
  });
  const done = await remote
    .greet({ title: 'arm', endpoint, options }, session)
    .catch((error: unknown) => error);
  return { done, greeted };
}

describe('a remote BuildKit', () => {
  it('is greeted in plain text, or with the certificates that buildx will use', async () => {
    expect(await greeting({}, null)).toEqual({
      done: undefined,
      greeted: [[{ host: 'b', port: 1234 }, null]],
    });
    const options = { cacert: '/ca.pem', cert: '/cert.pem', key: '/key.pem', servername: 'other' };
    expect((await greeting(options, null)).greeted).toEqual([
      [
        { host: 'b', port: 1234 },
        { authority: 'ca', certificate: 'cert', key: 'key', servername: 'other' },
      ],
    ]);
  });

  it('is left to buildx where nothing else can reach it', async () => {
    expect(await greeting({}, 'x', 'ssh://me@b')).toEqual({ done: undefined, greeted: [] });
  });

  it('says why it does not answer', async () => {
    expect((await greeting({}, 'ECONNREFUSED')).done).toMatchObject({
      code: 'builder-failed',
      message: "The node 'arm' at tcp://b:1234 does not answer: nobody listens there.",
      hint: expect.stringContaining('--addr'),
    });
  });

  it.each([
    [{ cacert: '/ca.pem', cert: '/cert.pem' }, "The certificates of 'arm' are not complete: key is missing."],
    [{ key: '/key.pem' }, "The certificates of 'arm' are not complete: cacert and cert are missing."],
  ])('is not greeted without all certificates: %j', async (options, message) => {
    const { done, greeted } = await greeting(options, null);
    expect(done).toMatchObject({ code: 'builder-failed', message });
    expect(greeted).toEqual([]);
  });
});

describe('refusalOf', () => {
  it.each([
    ['ECONNREFUSED', /nobody listens/],
    ['ENOENT', /no such socket/],
    ['EACCES', /may not open/],
    ['ENOTFOUND', /host name is not known/],
    ['EAI_AGAIN', /host name is not known/],
    ['EHOSTUNREACH', /no way/],
    ['SILENT', /says nothing/],
    ['TLS_EXPECTED', /expects TLS/],
    ['ERR_SSL_WRONG_VERSION_NUMBER', /does not speak TLS/],
    ['ERR_SSL_PACKET_LENGTH_TOO_LONG', /does not speak TLS/],
    ['ERR_SSL_TLSV13_ALERT_CERTIFICATE_REQUIRED', /wants a certificate/],
    ['ERR_SSL_TLSV1_ALERT_UNKNOWN_CA', /does not know the authority/],
    ['ERR_SSL_SSL/TLS_ALERT_CERTIFICATE_EXPIRED', /client certificate has expired/],
    ['ERR_SSL_SSL/TLS_ALERT_BAD_CERTIFICATE', /does not take the client certificate/],
    ['CERT_HAS_EXPIRED', /its certificate has expired/],
    ['ERR_TLS_CERT_ALTNAME_INVALID', /for another name/],
    ['UNABLE_TO_VERIFY_LEAF_SIGNATURE', /not of the authority/],
    ['DEPTH_ZERO_SELF_SIGNED_CERT', /not of the authority/],
    ['ERR_OSSL_X509_KEY_VALUES_MISMATCH', /do not belong together/],
    ['ERR_OSSL_PEM_NO_START_LINE', /not valid PEM/],
    ['ECONNRESET', /closes the connection/],
    ['OTHER_PROTOCOL', /closes the connection/],
    ['EWHATEVER', /^EWHATEVER$/],
  ])('of %s', (code, why) => {
    expect(refusalOf(code, {}).why).toMatch(why);
  });

  it('thinks of TLS where there is none', () => {
    expect(refusalOf('ECONNRESET', {}).hint).toContain('expects TLS');
    expect(refusalOf('ECONNRESET', { cacert: '/ca.pem' }).hint).not.toContain('expects TLS');
  });
});
