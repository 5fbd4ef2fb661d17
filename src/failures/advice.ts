import type { ErrorCode } from '../errors.ts';
import type { Failure } from './classify.ts';
import type { Operation } from './operation.ts';
import type { FailureClass, Reason } from './rules.ts';

const codes: Readonly<Record<Exclude<FailureClass, 'user' | 'unknown'>, ErrorCode>> = {
  transient: 'registry-unavailable',
  permission: 'registry-denied',
  daemon: 'builder-died',
  disk: 'disk-full',
  cancelled: 'cancelled',
};

/** The code of a failure; `otherwise` where the class does not decide, or where no registry refused. */
export function codeOf(failure: Failure, otherwise: ErrorCode): ErrorCode {
  const { class: kind } = failure;
  if (kind === 'user' || kind === 'unknown' || (kind === 'permission' && !ofRegistry(failure))) {
    return otherwise;
  }
  return codes[kind];
}

function ofRegistry({ operation }: Failure): boolean {
  return operation !== 'git' && operation !== 'download';
}

/** Which account is meant, and which right it lacks. */
const access: Readonly<Record<Operation, (there: string) => string>> = {
  pull: (there) =>
    `${logInTo(there)} The account must be allowed to read the image. ` +
    'Some registries answer like this when there is no such image.',
  push: (there) =>
    `${logInTo(there)} The account must be allowed to write. ` +
    'For ghcr.io the job needs permissions: packages: write; a pull request from a fork has no write access.',
  login: () => "Check 'registry', 'username' and 'password', or 'registry-auth'; a token may have expired.",
  cache: (there) =>
    `${logInTo(there)} The account must be allowed to read what 'cache-from' names, and to write what 'cache-to' names.`,
  git: () =>
    'The repository is private, or there is none of that name. Give a token that may read it: ' +
    "'github-token', for another server the secret GIT_AUTH_TOKEN.HOST, or for ssh a key with 'ssh'.",
  download: () =>
    'The server asks for a login. BuildKit sends it the secret HTTP_AUTH_TOKEN_HOST as a bearer token.',
};

function logInTo(there: string): string {
  return `Log in to ${there}: with 'registry', 'username' and 'password', with 'registry-auth', or in an earlier step.`;
}

/** What to change; undefined where the text does not tell. */
export function adviceOn(failure: Failure): string | undefined {
  const { class: kind, operation, reason } = failure;
  if (reason !== undefined) {
    return onReason(reason, failure);
  }
  switch (kind) {
    case 'permission':
      return access[operation ?? 'push'](failure.host ?? 'the registry');
    case 'transient':
      return `${failure.host ?? 'The other side'} did not recover in time. Run the job again, or raise 'retries'.`;
    case 'disk':
      return 'Free space on the machine of the Docker daemon: docker system df shows what takes it, docker buildx prune frees build cache.';
    default:
      return undefined;
  }
}

function onReason(reason: Reason, failure: Failure): string | undefined {
  const there = failure.host ?? 'The host';
  switch (reason) {
    case 'rate-limit':
      return ofRegistry(failure)
        ? `${there} limits how much one account or address may ask for. Run the job again later, log in ('registry', 'username', 'password'), or name a mirror in 'buildkitd-config-inline'.`
        : `${there} limits how much one account or address may ask for. Run the job again later.`;
    case 'unknown-host':
      return `No name server of the builder knows ${failure.host ?? 'the host'}. Check its spelling. A name of the runner's own network is known to the builder only with driver-opts: network=host.`;
    case 'certificate':
      return ofRegistry(failure)
        ? `Name the authority that signed the certificate of ${failure.host ?? 'the registry'} in 'buildkitd-config-inline', as ca = ["/path/ca.pem"] of that registry.`
        : `The certificates that BuildKit trusts are those in its image. Use one that has the authority of ${failure.host ?? 'the host'} as 'buildkit-image'.`;
  }
}
