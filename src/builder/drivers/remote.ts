import { ActionError } from '../../errors.ts';
import type { Address, TlsClient } from '../../runner/greeting.ts';
import type { Session } from '../../session/session.ts';
import type { Driver, KnownNode } from './driver.ts';
import { type Refusal, refusalOf } from './remote-refusals.ts';

/** The driver remote: a BuildKit that somebody else runs. buildx keeps its address, and boots nothing. */
export const remote: Driver = {
  onDaemon: false,
  boots: false,
  ownerInEntry: true,
  options: (_, { driverOptions }) => driverOptions,
  secretOptions: () => ({}),
  flags: () => null,
  check: async () => undefined,
  greet: greetRemote,
  explain: () => null,
  describeEnd: async () =>
    'The connection to its BuildKit broke, which this action does not run: its log says why.',
  // There was nothing but the entry that buildx keeps.
  removeNode: async () => null,
  remains: async () => new Map(),
};

/**
 * buildx waits 20 s for a BuildKit that does not answer, and has the same words for every cause. So it is greeted
 * first, with the same certificates. Throws `builder-failed`, which says why it does not answer.
 */
async function greetRemote({ title, endpoint, options }: KnownNode, session: Session): Promise<void> {
  const address = buildkitAddress(endpoint);
  if (address === null) {
    return;
  }
  const tls = await clientOf(options, title, session);
  const code = await session.greeter.greet(address, tls, session.signal);
  if (code !== null) {
    throw refused(title, endpoint, refusalOf(code, options));
  }
}

function refused(title: string, endpoint: string, { why, hint }: Refusal): ActionError {
  const node = title === endpoint || title === 'the builder' ? 'BuildKit' : `The node '${title}'`;
  return new ActionError('builder-failed', `${node} at ${endpoint} does not answer: ${why}.`, { hint });
}

/** Of a socket or a TCP port; null for what only buildx can reach. */
export function buildkitAddress(endpoint: string): Address | null {
  if (endpoint.startsWith('unix://')) {
    return { socket: endpoint.slice('unix://'.length) };
  }
  if (!endpoint.startsWith('tcp://') || !URL.canParse(endpoint)) {
    return null;
  }
  // No scheme that has a port of its own would keep it.
  const { hostname, port } = new URL(endpoint);
  return port === '' ? null : { host: hostname.replace(/^\[(.*)\]$/, '$1'), port: Number(port) };
}

/** What buildx makes of the driver options (driver/remote/factory.go); null for plain text. */
async function clientOf(
  options: Readonly<Record<string, string>>,
  title: string,
  { files }: Session,
): Promise<TlsClient | null> {
  const names = ['cacert', 'cert', 'key', 'servername'];
  if (!names.some((name) => options[name] !== undefined)) {
    return null;
  }
  const given = (name: string): boolean => options[name] !== undefined;
  const missing = [
    ...(given('cacert') ? [] : ['cacert']),
    ...(given('cert') && !given('key') ? ['key'] : []),
    ...(given('key') && !given('cert') ? ['cert'] : []),
  ];
  if (missing.length > 0) {
    throw new ActionError(
      'builder-failed',
      `The certificates of '${title}' are not complete: ${missing.join(' and ')} ${missing.length > 1 ? 'are' : 'is'} missing.`,
      {
        hint: "TLS needs cacert, and for a client certificate both cert and key, in 'driver-opts' or as BUILDER_NODE_0_AUTH_TLS_CACERT, _CERT and _KEY.",
      },
    );
  }
  const read = async (name: string): Promise<string | null> => {
    const path = options[name];
    return path === undefined ? null : (await files.read(path)).toString('utf8');
  };
  const [authority, certificate, key] = await Promise.all(['cacert', 'cert', 'key'].map(read));
  return {
    authority: authority ?? null,
    certificate: certificate ?? null,
    key: key ?? null,
    servername: options['servername'] ?? null,
  };
}
