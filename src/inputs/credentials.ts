const credentialWord =
  /(?:^|_)(?:[a-z0-9]*(?:token|password|passwd|passphrase|secret)|credentials?|pass|pwd|pat|sig|signature|(?:api|private|access|auth|account|signing|encryption)_?key)(?:_|$)/i;
/** What is called so is a credential if it looks like one, and else a file name, a word or a switch. */
const doubtfulWord = /(?:^|_)(?:[a-z0-9]*key|auth|bearer|creds?|jwt|cookie|session|otp|dsn)$/i;
const shortestDoubtful = 14;

function words(name: string): string {
  return name.replace(/([a-z])([A-Z])/g, '$1_$2').replace(/[-.]/g, '_');
}

/**
 * Whether what has this name, a build argument, an attribute or a parameter of a URL, is likely to be a
 * credential: `NPM_TOKEN`, `accountKey`, `secret_access_key`, `X-Amz-Signature`.
 */
export function isCredentialName(name: string): boolean {
  return credentialWord.test(words(name));
}

/**
 * Whether a value is likely to be a credential, by its name and what it looks like. A switch or a small
 * number is none, whatever it is called; nor is a log without "true" readable.
 */
export function isCredential([name, value]: readonly [string, string]): boolean {
  if (isCredentialName(name)) {
    return !/^(?:true|false|yes|no|on|off|none|null|\d{1,6})"?$/i.test(value.trim());
  }
  const bare = value.trim().replace(/^"|"$/g, '');
  return doubtfulWord.test(words(name)) && bare.length >= shortestDoubtful && /^[^\s/\\]+$/.test(bare);
}
