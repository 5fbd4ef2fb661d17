import { parseReference } from '../oci/reference.ts';
import type { RegistryAuth, ScopedLogin } from '../registry/credentials/logins.ts';
import type { Login } from '../registry/credentials/password.ts';
import { readRegistryHost } from './login.ts';
import type { Form } from './syntax/form.ts';
import { readMaps } from './syntax/maps.ts';
import { quote } from './syntax/quote.ts';
import { didYouMean, nearest } from './syntax/suggestion.ts';
import type { YamlMap } from './syntax/yaml.ts';

const keys = ['registry', 'username', 'password', 'scope', 'optional'];
const ecrHost = /^(?:\d+\.dkr\.ecr[.-].*\.amazonaws\.com(?:\.cn)?|public\.ecr\.aws)$/;
const ecrHint =
  'Log in to it with aws-actions/amazon-ecr-login in an earlier step; this step finds that login.';

/** The logins of `registry-auth`, as docker/login-action has them. No message shows a password. */
export function readRegistryAuth(
  form: Form<'registry-auth'>,
  push: boolean,
  login: Login | null,
): RegistryAuth {
  const entries = readMaps(form, 'registry-auth', loginsHint).flatMap(
    (map) => new AuthEntry(form, map, push).read() ?? [],
  );
  const logins = entries.flatMap((entry) => (typeof entry === 'string' ? [] : [entry]));
  const places = logins.map(({ registry, scope }) => `${registry} ${scope ?? ''}`);
  for (const place of new Set(places.filter((name, n) => places.indexOf(name) !== n))) {
    const [registry = '', scope = ''] = place.split(' ');
    const what = scope === '' ? '' : ` with the scope ${quote(scope)}`;
    form.refuse('registry-auth', `it logs in to ${quote(registry)}${what} twice.`, 'Remove one of them.');
  }
  if (logins.some(({ registry, scope }) => registry === login?.registry && scope === null)) {
    form.refuse(
      'registry-auth',
      `it logs in to ${quote(login?.registry ?? '')}, as 'registry', 'username' and 'password' do.`,
      'Remove one of them.',
    );
  }
  return { logins, skipped: entries.filter((entry) => typeof entry === 'string') };
}

const loginsHint =
  "Write each login as '- registry: …', with username, password, scope and optional below, in the same column; put the expressions of secrets into single quotes.";

/** One login of the list; what is wrong with it is noted by its line. */
class AuthEntry {
  private readonly form: Form<'registry-auth'>;
  private readonly map: YamlMap;
  private readonly push: boolean;

  constructor(form: Form<'registry-auth'>, map: YamlMap, push: boolean) {
    this.form = form;
    this.map = map;
    this.push = push;
  }

  /** The name of a registry for a login that is left out; null after a problem. */
  read(): ScopedLogin | string | null {
    const { form, map } = this;
    this.checkKeys();
    const lists = [...map.values].filter(([, value]) => typeof value !== 'string');
    if (lists.length > 0) {
      this.refuse(`has a list for ${quote(lists[0]?.[0] ?? '')}, but a text was expected`);
      return null;
    }
    const registry = readRegistryHost(form, 'registry-auth', this.text('registry'));
    const [username, password] = [this.text('username'), this.text('password')];
    const scope = this.scope(registry);
    const optional = this.optional();
    if (ecrHost.test(registry) && username !== '' && username !== 'AWS') {
      this.refuse(`logs in to ${registry} as another user than AWS`, ecrHint);
    }
    if (username !== '' && password !== '') {
      return { registry, username, password, scope };
    }
    return this.withoutCredentials(registry, optional);
  }

  private withoutCredentials(registry: string, optional: boolean): string | null {
    const empty = ['username', 'password'].filter((key) => this.text(key) === '').join(' and ');
    if (optional && this.text('password') === '') {
      return registry;
    }
    const verb = empty.includes(' ') ? 'are' : 'is';
    const text = `${empty} ${verb} empty, and a login to ${registry} needs both`;
    if (this.push) {
      this.refuse(
        `is incomplete: ${text}`,
        "Check the names of the secrets. Write 'optional: true' for a login that may be left out, as in a run for a pull request from a fork.",
      );
    } else {
      this.form.warn(
        'registry-auth',
        `the login in line ${this.map.line} is left out: ${text}. This build cannot pull private base images from ${registry}.`,
      );
    }
    return null;
  }

  private checkKeys(): void {
    for (const key of [...this.map.values.keys()].filter((name) => !keys.includes(name))) {
      if (key === 'ecr') {
        this.refuse("has the key 'ecr', which this action does not know", ecrHint);
      } else {
        this.refuse(
          `has the unknown key ${quote(key)}; expected ${keys.join(', ')}`,
          didYouMean(nearest(key, keys)),
        );
      }
    }
  }

  private optional(): boolean {
    const text = this.text('optional') || 'false';
    if (!/^(?:true|false)$/i.test(text)) {
      this.refuse(`has an invalid 'optional'; expected true or false`);
    }
    return /^true$/i.test(text);
  }

  /** `@push`, `acme/app`, `acme/app@push`. */
  private scope(registry: string): string | null {
    const text = this.text('scope');
    if (text === '') {
      return null;
    }
    const [, path = '', actions] = /^([^@]*)(?:@([a-z]+(?:,[a-z]+)*))?$/.exec(text) ?? [];
    const isRepository =
      path === '' || parseReference(`${registry}/${path}`)?.repository === `${registry}/${path}`;
    if (!isRepository || (path === '' && actions === undefined)) {
      this.refuse(
        `has the scope ${quote(text)}; expected a repository without its registry, or actions such as '@push', or both`,
      );
    }
    return text;
  }

  private text(key: string): string {
    return String(this.map.values.get(key) ?? '').trim();
  }

  private refuse(why: string, hint?: string): void {
    this.form.refuse('registry-auth', `the login in line ${this.map.line} ${why}.`, hint);
  }
}
