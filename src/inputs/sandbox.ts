import type { BuildOptions } from '../buildx/build-arguments.ts';
import type { Form } from './form.ts';
import { alternatives, quote } from './problems.ts';
import { didYouMean, nearest } from './suggestion.ts';

/** How the build's RUN instructions run: hosts, entitlements, network, limits. */
export type Sandbox = Pick<
  BuildOptions,
  'addHosts' | 'allow' | 'network' | 'shmSize' | 'ulimit' | 'cgroupParent'
>;

const entitlements = ['network.host', 'security.insecure'];

export function readSandbox(form: Form): Sandbox {
  const allow = readEntitlements(form);
  const network = form.text('network') === '' ? null : form.choice('network', ['default', 'none', 'host']);
  if (network === 'host' && !allow.includes('network.host')) {
    form.problems.add(
      'network',
      "'host' needs an entitlement that this build was not given.",
      "Add 'network.host' to 'allow'.",
    );
  }
  return {
    addHosts: readHosts(form),
    allow,
    network,
    shmSize: readSize(form),
    ulimit: readLimits(form),
    cgroupParent: form.optional('cgroup-parent'),
  };
}

function readEntitlements(form: Form): readonly string[] {
  const found = new Set<string>();
  for (const { text } of form.list('allow', { commas: true })) {
    if (entitlements.includes(text)) {
      found.add(text);
    } else {
      form.problems.add(
        'allow',
        `${quote(text)} is no entitlement, expected ${alternatives(entitlements)}.`,
        didYouMean(nearest(text, entitlements)),
      );
    }
  }
  return [...found];
}

/** `host:address` or `host=address`, an IPv6 address bare or in brackets: toBuildkitExtraHosts of docker/buildx. */
function readHosts(form: Form): readonly string[] {
  return form.list('add-hosts', { commas: true }).flatMap(({ text }) => {
    const at = text.includes('=') ? text.indexOf('=') : text.indexOf(':');
    const host = text.slice(0, Math.max(at, 0));
    const address = text.slice(at + 1);
    if (/^[A-Za-z0-9_.-]+$/.test(host) && isAddress(address)) {
      return [text];
    }
    form.problems.add(
      'add-hosts',
      at < 0
        ? `${quote(text)} has no address, expected host:address.`
        : host === '' || !/^[A-Za-z0-9_.-]+$/.test(host)
          ? `${quote(text)} has no host name before the address, expected host:address.`
          : `${quote(text)} has the address ${quote(address)}, expected an IPv4 or IPv6 address or host-gateway.`,
      isAddress(host) ? 'The host name comes first.' : undefined,
    );
    return [];
  });
}

function isAddress(text: string): boolean {
  if (text === 'host-gateway') {
    return true;
  }
  const bare = text.replace(/^\[(.*)\]$/, '$1');
  const bytes = bare.split('.');
  if (bytes.length === 4 && bytes.every((byte) => /^(?:0|[1-9]\d{0,2})$/.test(byte) && Number(byte) < 256)) {
    return true;
  }
  return bare.includes(':') && /^[0-9A-Fa-f:.]+$/.test(bare) && URL.canParse(`http://[${bare}]/`);
}

/** As RAMInBytes of docker/go-units reads it. */
function readSize(form: Form): string | null {
  const size = form.optional('shm-size');
  if (size !== null && (!/^\d+(?:\.\d+)? ?(?:[kmgtp]?i?b?)$/i.test(size) || Number.parseFloat(size) === 0)) {
    form.problems.add('shm-size', `expected a size such as 128m or 2g, got ${quote(size)}.`);
  }
  return size;
}

const resources = [
  'core',
  'cpu',
  'data',
  'fsize',
  'locks',
  'memlock',
  'msgqueue',
  'nice',
  'nofile',
  'nproc',
  'rss',
  'rtprio',
  'rttime',
  'sigpending',
  'stack',
];

/** As ParseUlimit of docker/go-units reads it; -1 is no limit. */
function readLimits(form: Form): readonly string[] {
  return form.list('ulimit').flatMap(({ text }) => {
    const [, name = '', soft = '', hard = soft] = /^([a-z]+)=(-1|\d+)(?::(-1|\d+))?$/.exec(text) ?? [];
    if (name === '') {
      form.problems.add(
        'ulimit',
        `${quote(text)} is no limit, expected name=soft or name=soft:hard, one a line.`,
        "Write for example 'nofile=1024:2048'.",
      );
      return [];
    }
    if (!resources.includes(name)) {
      form.problems.add(
        'ulimit',
        `${quote(text)} limits ${quote(name)}, expected ${alternatives(resources)}.`,
        didYouMean(nearest(name, resources)),
      );
      return [];
    }
    if (hard !== '-1' && (soft === '-1' || Number(soft) > Number(hard))) {
      form.problems.add('ulimit', `${quote(text)} has a soft limit above its hard limit.`);
      return [];
    }
    return [text];
  });
}
