/** Why a BuildKit does not answer, and what to change. */
export interface Refusal {
  readonly why: string;
  readonly hint: string;
}

const running = 'Is buildkitd running there, and does it listen on that address (--addr)?';
const clientHint =
  "Set cert and key in 'driver-opts' to a certificate that its --tlscacert has signed, with the usage clientAuth.";
const serverHint = "Set cacert in 'driver-opts' to the authority that signed its --tlscert.";

/** By what Node or OpenSSL calls it. */
const refusals: readonly (readonly [code: RegExp, why: string, hint: string])[] = [
  [/^ECONNREFUSED$/, 'nobody listens there', running],
  [/^(?:ENOENT|ENOTSOCK)$/, 'there is no such socket on this machine', running],
  [
    /^EACCES$/,
    'this user may not open its socket',
    "Add the runner's user to the group of the socket (buildkitd --group).",
  ],
  [/^(?:ENOTFOUND|EAI_\w+)$/, 'its host name is not known', 'Check the host in the endpoint.'],
  [
    /^(?:EHOSTUNREACH|ENETUNREACH|ETIMEDOUT)$/,
    'there is no way to its host',
    'Check the host and the port in the endpoint, and the firewalls on the way.',
  ],
  [
    /^SILENT$/,
    'it takes the connection and says nothing',
    'Does its process hang, or does something else listen on that port?',
  ],
  [
    /^TLS_EXPECTED$/,
    'it expects TLS',
    "Set cacert, cert and key in 'driver-opts', or give them as BUILDER_NODE_0_AUTH_TLS_CACERT, _CERT and _KEY.",
  ],
  [
    /WRONG_VERSION_NUMBER|PACKET_LENGTH_TOO_LONG/,
    'it does not speak TLS',
    "Leave the certificates out of 'driver-opts', or start buildkitd with --tlscert and --tlskey.",
  ],
  [/CERTIFICATE_REQUIRED|HANDSHAKE_FAILURE/, 'it wants a certificate of its client', clientHint],
  [/ALERT_UNKNOWN_CA/, 'it does not know the authority of the client certificate', clientHint],
  [/ALERT_CERTIFICATE_EXPIRED/, 'the client certificate has expired', clientHint],
  [/ALERT_(?:BAD|UNSUPPORTED)_CERTIFICATE/, 'it does not take the client certificate', clientHint],
  [
    /^CERT_HAS_EXPIRED$/,
    'its certificate has expired',
    'Give its buildkitd a new certificate (--tlscert, --tlskey).',
  ],
  [/^CERT_NOT_YET_VALID$/, 'its certificate is not valid yet', 'Are the clocks of both machines right?'],
  [
    /ALTNAME_INVALID/,
    'its certificate is for another name',
    "Use a name of its certificate as the host in the endpoint, or set servername in 'driver-opts' to it.",
  ],
  [
    /UNABLE_TO_VERIFY|UNABLE_TO_GET_ISSUER|SELF_SIGNED|CERT_SIGNATURE_FAILURE|CERT_UNTRUSTED/,
    'its certificate is not of the authority in cacert',
    serverHint,
  ],
  [/KEY_VALUES_MISMATCH/, 'cert and key do not belong together', 'Give the key of the certificate in cert.'],
  [
    /^ERR_OSSL/,
    'a certificate or key is not valid PEM',
    'cacert, cert and key must be PEM, without a passphrase.',
  ],
];

export function refusalOf(code: string, options: Readonly<Record<string, string>>): Refusal {
  const [, why, hint] = refusals.find(([pattern]) => pattern.test(code)) ?? [];
  if (why !== undefined && hint !== undefined) {
    return { why, hint };
  }
  const tls = options['cacert'] === undefined;
  return {
    why: code === 'OTHER_PROTOCOL' || code === 'ECONNRESET' ? 'it closes the connection' : code,
    hint: tls
      ? `Is it a BuildKit? If it expects TLS, set cacert, cert and key in 'driver-opts'.`
      : 'Is it a BuildKit?',
  };
}
