import type { BuildOptions } from '../buildx/build-arguments.ts';
import type { Form } from './syntax/form.ts';
import type { Complaint } from './syntax/problems.ts';
import { alternatives, quote } from './syntax/quote.ts';
import { didYouMean, nearest } from './syntax/suggestion.ts';

/** How the build's RUN instructions run: hosts, entitlements, network, limits. */
export type Sandbox = Pick<
  BuildOptions,
  'addHosts' | 'allow' | 'network' | 'shmSize' | 'ulimit' | 'cgroupParent'
>;

export type SandboxInput = 'add-hosts' | 'allow' | 'network' | 'shm-size' | 'ulimit' | 'cgroup-parent';

const entitlements = ['network.host', 'security.insecure'];

export function readSandbox(form: Form<SandboxInput>): Sandbox {
  const allow = readEntitlements(form);
  const network = form.text('network') === '' ? null : form.choice('network', ['default', 'none', 'host']);
  if (network === 'host' && !allow.includes('network.host')) {
    form.refuse(
      'network',
      "'host' requires an entitlement that this build does not have.",
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

export function readEntitlements(form: Form<'allow'>): readonly string[] {
  const found = new Set<string>();
  for (const { text } of form.list('allow', { commas: true })) {
    if (entitlements.includes(text)) {
      found.add(text);
    } else {
      form.refuse(
        'allow',
        `${quote(text)} is not an entitlement; expected ${alternatives(entitlements)}.`,
        didYouMean(nearest(text, entitlements)),
      );
    }
  }
  return [...found];
}

/** `host:address` or `host=address`, an IPv6 address bare or in brackets: toBuildkitExtraHosts of docker/buildx. */
function readHosts(form: Form<'add-hosts'>): readonly string[] {
  return form.list('add-hosts', { commas: true }).flatMap(({ text }) => {
    const complaint = hostComplaint(text);
    if (complaint !== null) {
      form.refuse('add-hosts', ...complaint);
    }
    return complaint === null ? [text] : [];
  });
}

function hostComplaint(text: string): Complaint | null {
  const at = text.includes('=') ? text.indexOf('=') : text.indexOf(':');
  const host = text.slice(0, Math.max(at, 0));
  const address = text.slice(at + 1);
  const hint = isAddress(host) ? 'The host name comes first.' : undefined;
  if (at < 0) {
    return [`${quote(text)} has no address; expected host:address.`];
  }
  if (!/^[A-Za-z0-9_.-]+$/.test(host)) {
    return [`${quote(text)} has no valid host name before the address; expected host:address.`, hint];
  }
  return isAddress(address)
    ? null
    : [
        `${quote(text)} has the invalid address ${quote(address)}; expected an IPv4 address, an IPv6 address or host-gateway.`,
        hint,
      ];
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

const units = 'bkmgtp';
/** 1 PiB. What does not fit into 64 bits is left out by buildx without an error, and no machine has that much. */
const largestSize = 2 ** 50;

/** As RAMInBytes of docker/go-units reads it. */
function readSize(form: Form<'shm-size'>): string | null {
  const size = form.optional('shm-size');
  if (size === null) {
    return null;
  }
  const [, number = '0', unit = 'b'] = /^(\d+(?:\.\d+)?) ?([kmgtp])?i?b?$/i.exec(size) ?? [];
  const bytes = Number(number) * 1024 ** units.indexOf(unit.toLowerCase());
  if (bytes < 1) {
    form.refuse('shm-size', `expected a size such as 128m or 2g, got ${quote(size)}.`);
  }
  if (bytes > largestSize) {
    form.refuse(
      'shm-size',
      `${quote(size)} is more than any machine has; expected a size such as 128m or 2g.`,
    );
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
function readLimits(form: Form<'ulimit'>): readonly string[] {
  return form.list('ulimit').flatMap(({ text }) => {
    const complaint = limitComplaint(text);
    if (complaint !== null) {
      form.refuse('ulimit', ...complaint);
    }
    return complaint === null ? [text] : [];
  });
}

function limitComplaint(text: string): Complaint | null {
  // 18 digits always fit into the 64 bits that a limit has.
  const [, name = '', soft = '', hard = soft] =
    /^([a-z]+)=(-1|\d{1,18})(?::(-1|\d{1,18}))?$/.exec(text) ?? [];
  if (name === '') {
    return [
      `${quote(text)} is not a limit; expected name=soft or name=soft:hard, one per line.`,
      "For example, write 'nofile=1024:2048'.",
    ];
  }
  if (!resources.includes(name)) {
    return [
      `${quote(text)} limits the unknown resource ${quote(name)}; expected ${alternatives(resources)}.`,
      didYouMean(nearest(name, resources)),
    ];
  }
  return hard !== '-1' && (soft === '-1' || Number(soft) > Number(hard))
    ? [`${quote(text)} has a soft limit above its hard limit.`]
    : null;
}
