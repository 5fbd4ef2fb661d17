// A proxy in front of a registry that makes it fail as registries do. It keeps the Host header, so that the
// registry's upload locations lead back through it.
import {
  Agent,
  createServer,
  type IncomingMessage,
  request as requestUpstream,
  type Server,
  type ServerResponse,
} from 'node:http';
import { setTimeout as sleep } from 'node:timers/promises';
import { digestOf } from '../src/oci/digest.ts';
import type { Access } from './access.ts';
import { sayStatus, saySwallowed } from './proxy-answers.ts';
import { readState } from './state.ts';

/**
 * What happens to a request instead of, or beside, passing it on:
 * `status` answers itself; `html200` does so with a login page, as captive portals do; `reset` and `eof` end the
 * connection without an answer, with and without RST; `hang` never answers; `lag` passes on after `delayMs`;
 * `truncate` and `corrupt` halve the body or flip a bit in it: of the request where it has one, else of the answer;
 * `swallow` says that a manifest was stored, and stores nothing.
 */
export type Fault =
  | 'status'
  | 'reset'
  | 'hang'
  | 'truncate'
  | 'corrupt'
  | 'html200'
  | 'eof'
  | 'lag'
  | 'swallow';

export interface FaultRule {
  readonly kind: Fault;
  /** A regular expression over the whole method; default: any. */
  readonly method?: string;
  /** A regular expression over the path with its query; default: any. */
  readonly path?: string;
  readonly status?: number;
  readonly retryAfter?: number;
  readonly body?: 'json' | 'html';
  /** So many matching requests pass first. */
  readonly skip?: number;
  /** So many are hit then; default: all. */
  readonly times?: number;
  readonly delayMs?: number;
  /** Called when a request falls under the rule, before anything is answered. */
  readonly onHit?: () => void;
}

export interface Hit {
  readonly method: string;
  readonly path: string;
  /** 0 where there was no answer. */
  readonly status: number;
  /** Of the rule that it fell under, in the order in which they were added. */
  readonly ruleIndex: number | null;
  /** When the request came and when it was answered, by performance.now(). */
  readonly at: number;
  readonly ended: number;
  /** Of the body as it went over the wire, the request's where it had one, else the answer's; null without any. */
  readonly digest: string | null;
  /** As they came; empty where there was none. */
  readonly authorization: string;
  readonly agent: string;
}

export interface LabProxy {
  readonly address: string;
  add(rule: FaultRule): void;
  clear(): void;
  /** Those that were answered, or never will be, in that order. */
  hits(): readonly Hit[];
  /** Waits until every request that has come is among the hits, or until the time is over. */
  settled(limitMs: number): Promise<void>;
  close(): Promise<void>;
}

export interface ProxyOptions {
  readonly upstream: string;
  /** Default: a free one of those that the lab's builders know to speak plain HTTP. */
  readonly port?: number;
  /** Default: everybody may do everything. */
  readonly access?: Access;
}

export async function startProxy({ upstream, port, access }: ProxyOptions): Promise<LabProxy> {
  const agent = new Agent({ keepAlive: true });
  let rules: { rule: FaultRule; seen: number }[] = [];
  let hits: Hit[] = [];
  let open = 0;
  const server = createServer(async (request, response) => {
    const method = request.method ?? '';
    const path = request.url ?? '';
    const at = performance.now();
    open += 1;
    const index = rules.findIndex((entry) => applies(entry, method, path));
    const rule = rules[index]?.rule;
    rule?.onHit?.();
    const note = ({ status, digest }: Answered): void => {
      const { authorization = '', 'user-agent': agent = '' } = request.headers;
      const ruleIndex = index < 0 ? null : index;
      hits.push({
        method,
        path,
        status,
        ruleIndex,
        at,
        ended: performance.now(),
        digest,
        authorization,
        agent,
      });
    };
    // A client that goes away, or an upstream that does, ends this request and no other.
    request.on('error', () => undefined);
    response.on('error', () => undefined);
    try {
      note(await answer(rule, request, response, { upstream, agent, access }));
    } catch {
      note(unanswered);
      request.socket.destroy();
    } finally {
      open -= 1;
    }
  });
  server.keepAliveTimeout = 60_000;
  const listening = await listen(server, port === undefined ? readState().ports.proxies : [port]);
  return {
    address: `127.0.0.1:${listening}`,
    add: (rule) => {
      rules.push({ rule, seen: 0 });
    },
    clear: () => {
      rules = [];
      hits = [];
    },
    hits: () => [...hits],
    settled: async (limitMs) => {
      for (let waited = 0; open > 0 && waited < limitMs; waited += 10) {
        await sleep(10);
      }
    },
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
        agent.destroy();
      }),
  };
}

function applies(entry: { rule: FaultRule; seen: number }, method: string, path: string): boolean {
  const { rule } = entry;
  if (!new RegExp(`^(?:${rule.method ?? '.*'})$`).test(method) || !new RegExp(rule.path ?? '').test(path)) {
    return false;
  }
  const skip = rule.skip ?? 0;
  entry.seen += 1;
  return entry.seen > skip && entry.seen <= skip + (rule.times ?? Number.POSITIVE_INFINITY);
}

interface Upstream {
  readonly upstream: string;
  readonly agent: Agent;
  readonly access: Access | undefined;
}

interface Answered {
  /** 0 where nothing was sent. */
  readonly status: number;
  /** Of the request's body where it had one, else of the answer's, when it comes from upstream. */
  readonly digest: string | null;
}

const unanswered: Answered = { status: 0, digest: null };
const withStatus = (status: number): Answered => ({ status, digest: null });

async function answer(
  rule: FaultRule | undefined,
  request: IncomingMessage,
  response: ServerResponse,
  upstream: Upstream,
): Promise<Answered> {
  switch (rule?.kind) {
    case 'status':
      return withStatus(sayStatus(rule, request, response));
    case 'html200':
      return withStatus(sayStatus({ ...rule, status: 200, body: 'html' }, request, response));
    case 'reset':
      request.socket.resetAndDestroy();
      return unanswered;
    case 'eof':
      request.socket.destroy();
      return unanswered;
    case 'hang':
      request.resume();
      return unanswered;
    case 'lag':
      await sleep(rule.delayMs ?? 1000);
      return pass(undefined, request, response, upstream);
    default:
      return pass(rule?.kind, request, response, upstream);
  }
}

async function pass(
  fault: Fault | undefined,
  request: IncomingMessage,
  response: ServerResponse,
  { upstream, agent, access }: Upstream,
): Promise<Answered> {
  const sent = await bytesOf(request);
  const refused = access?.check(request, sent.toString('utf8'), response) ?? null;
  if (refused !== null) {
    return withStatus(refused);
  }
  if (fault === 'swallow') {
    return { status: saySwallowed(sent, request, response), digest: digestOf(sent) };
  }
  const uploads = fault !== undefined && sent.length > 0;
  const sentOn = uploads && fault !== 'truncate' ? flipped(sent) : sent;
  const { method, url: path, headers } = request;
  const target = new URL(`http://${upstream}`);
  const answered = await new Promise<IncomingMessage>((resolve, reject) => {
    const options = { host: target.hostname, port: target.port, method, path, headers, agent };
    const onward = requestUpstream(options, resolve).on('error', reject);
    if (uploads && fault === 'truncate') {
      onward.write(half(sent), () => onward.destroy(new Error('truncated')));
    } else {
      onward.end(sentOn);
    }
  });
  const body = await bytesOf(answered);
  const status = answered.statusCode ?? 502;
  response.writeHead(status, answered.statusMessage, answered.rawHeaders);
  if (fault === 'truncate' && !uploads) {
    response.write(half(body), () => request.socket.destroy());
    return withStatus(status);
  }
  const sentBack = fault === 'corrupt' && !uploads ? flipped(body) : body;
  response.end(sentBack);
  const told = sentOn.length > 0 ? sentOn : sentBack;
  return { status, digest: told.length > 0 ? digestOf(told) : null };
}

async function bytesOf(stream: IncomingMessage): Promise<Buffer> {
  const chunks: Buffer[] = [];
  for await (const chunk of stream) {
    chunks.push(chunk as Buffer);
  }
  return Buffer.concat(chunks);
}

function half(bytes: Buffer): Buffer {
  return bytes.subarray(0, bytes.length >> 1);
}

function flipped(bytes: Buffer): Buffer {
  const copy = Buffer.from(bytes);
  const middle = copy.length >> 1;
  copy[middle] = (copy[middle] ?? 0) ^ 1;
  return copy;
}

async function listen(server: Server, ports: readonly number[]): Promise<number> {
  for (const port of ports) {
    const address = await new Promise<ReturnType<Server['address']>>((resolve) => {
      server.once('error', () => resolve(null));
      server.listen(port, '127.0.0.1', () => resolve(server.address()));
    });
    server.removeAllListeners('error');
    if (typeof address === 'object' && address) {
      return address.port;
    }
  }
  throw new Error(`The proxy finds none of the ports ${ports.join(', ')} free.`);
}
