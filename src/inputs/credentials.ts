const credentialWord =
  /(?:^|_)(?:[a-z0-9]*(?:token|password|passwd|passphrase|secret)|credentials?|pass|pwd|pat|sig|signature|(?:api|private|access|auth|account|signing|encryption)_?key)(?:_|$)/i;

/**
 * Whether what has this name, a build argument, an attribute or a parameter of a URL, is likely to be a
 * credential: `NPM_TOKEN`, `accountKey`, `secret_access_key`, `X-Amz-Signature`.
 */
export function isCredentialName(name: string): boolean {
  return credentialWord.test(name.replace(/([a-z])([A-Z])/g, '$1_$2').replace(/[-.]/g, '_'));
}
