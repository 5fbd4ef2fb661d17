export interface Credentials {
  readonly username: string;
  readonly password: string;
}

/** What an `Authorization` or `Proxy-Authorization` header of the Basic kind says; undefined for any other. */
export function basicCredentials(header: string | undefined): Credentials | undefined {
  const encoded = /^basic +(\S+)$/i.exec(header ?? '')?.[1];
  if (encoded === undefined) {
    return undefined;
  }
  const [username = '', ...rest] = Buffer.from(encoded, 'base64').toString('utf8').split(':');
  return { username, password: rest.join(':') };
}
