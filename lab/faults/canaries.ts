// Secrets that every run gets, different each time, and the search for them in whatever the run left or said.
import { randomBytes } from 'node:crypto';
import { lstatSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

export interface Canaries {
  readonly username: string;
  readonly password: string;
  readonly githubToken: string;
  readonly secret: string;
  /** Of a proxy that the machine's variables name, in the scenarios that have one. */
  readonly proxyPassword: string;
}

export function newCanaries(): Canaries {
  const random = (): string => randomBytes(12).toString('hex');
  return {
    username: `user-${randomBytes(4).toString('hex')}`,
    // With what shells, URLs, JSON and workflow commands treat in a way of their own.
    password: `pw-${random()}$(x)%0A"'&+/=`,
    githubToken: `ghs_${random()}`,
    secret: `secret ${random()}`,
    proxyPassword: `proxy-${random()}`,
  };
}

/** Each canary under its name, in the forms in which a secret gets about. */
export function formsOf(canaries: Canaries): readonly (readonly [name: string, form: string])[] {
  const { username, password, githubToken, secret, proxyPassword } = canaries;
  const forms = (value: string): string[] => [
    value,
    Buffer.from(value).toString('base64').replace(/=+$/, ''),
    encodeURIComponent(value),
    JSON.stringify(value).slice(1, -1),
  ];
  return [
    ...forms(password).map((form) => ['password', form] as const),
    ['password', Buffer.from(`${username}:${password}`).toString('base64')],
    ...forms(githubToken).map((form) => ['github-token', form] as const),
    ...forms(secret).map((form) => ['secrets', form] as const),
    ...forms(proxyPassword).map((form) => ['proxy password', form] as const),
  ];
}

/** The names of the canaries in a text. */
export function leaksIn(text: string, canaries: Canaries): readonly string[] {
  return [
    ...new Set(
      formsOf(canaries)
        .filter(([, form]) => text.includes(form))
        .map(([name]) => name),
    ),
  ];
}

/** A log but for the lines that tell the runner what to mask. */
export function withoutMasks(log: string): string {
  return log
    .split('\n')
    .filter((line) => !line.startsWith(maskCommand))
    .join('\n');
}

/** The canaries that a step is given, under their names. */
export function givenOf(
  { password, githubToken, secret, proxyPassword }: Canaries,
  inputs: Readonly<Record<string, string>>,
  env: Readonly<Record<string, string>>,
): readonly (readonly [name: string, secret: string])[] {
  const texts = [
    ['password', password, inputs['password']],
    ['github-token', githubToken, inputs['github-token']],
    ['secrets', secret, inputs['secrets']],
    ['proxy password', proxyPassword, Object.values(env).join('\n')],
  ] as const;
  return texts
    .filter(([, value, text]) => text?.includes(value))
    .map(([name, value]) => [name, value] as const);
}

/**
 * The names of the secrets that the log does not mask before it says anything else. A step that ended before it said
 * anything had nothing to mask.
 */
export function unmasked(
  log: string,
  given: readonly (readonly [name: string, secret: string])[],
): readonly string[] {
  const lines = log.split('\n').filter((line) => line !== '');
  const first = lines.findIndex((line) => !line.startsWith(maskCommand));
  if (first < 0) {
    return [];
  }
  const masks = lines.slice(0, first).map(maskedBy);
  return given.filter(([, secret]) => !masks.includes(secret)).map(([name]) => name);
}

const maskCommand = '::add-mask::';

/** The text that a line tells the runner to mask. */
function maskedBy(line: string): string {
  const text = line.slice(maskCommand.length);
  return text.replaceAll('%0D', '\r').replaceAll('%0A', '\n').replaceAll('%25', '%');
}

/** As the runner shows it: it replaces what was masked before, line by line. */
export function shownLog(log: string): string {
  const masks: string[] = [];
  return log
    .split('\n')
    .flatMap((line) => {
      if (!line.startsWith(maskCommand)) {
        return [masks.reduce((text, secret) => text.replaceAll(secret, '***'), line)];
      }
      masks.push(maskedBy(line));
      return [];
    })
    .join('\n');
}

/** The files below a folder, without those that `skip` names. */
export function filesBelow(folder: string, skip: (path: string) => boolean = () => false): readonly string[] {
  let entries: readonly string[];
  try {
    entries = readdirSync(folder);
  } catch {
    // It is gone, or was none.
    return [];
  }
  return entries.flatMap((name) => {
    const path = join(folder, name);
    if (skip(path)) {
      return [];
    }
    try {
      return lstatSync(path).isDirectory() ? filesBelow(path, skip) : [path];
    } catch {
      return [];
    }
  });
}

/** `name in path` for each canary in each file. */
export function leaksInFiles(paths: readonly string[], canaries: Canaries): readonly string[] {
  return paths.flatMap((path) => {
    try {
      return leaksIn(readFileSync(path, 'latin1'), canaries).map((name) => `${name} in ${path}`);
    } catch {
      return [];
    }
  });
}
