// What the proxy says in the place of the registry.
import type { IncomingMessage, ServerResponse } from 'node:http';
import { digestOf } from '../src/oci/digest.ts';
import type { FaultRule } from './proxy.ts';

export function sayStatus(rule: FaultRule, request: IncomingMessage, response: ServerResponse): number {
  const status = rule.status ?? 503;
  const html = rule.body === 'html';
  const body = html
    ? `<html><head><title>${status}</title></head><body><h1>${status}</h1></body></html>\n`
    : JSON.stringify({ errors: [{ code: codes[status] ?? 'UNKNOWN', message: `injected ${status}` }] });
  request.resume();
  if (rule.retryAfter !== undefined) {
    response.setHeader('retry-after', rule.retryAfter);
  }
  response.writeHead(status, {
    'content-type': html ? 'text/html' : 'application/json',
    'content-length': Buffer.byteLength(body),
  });
  response.end(body);
  return status;
}

const codes: Readonly<Record<number, string>> = {
  401: 'UNAUTHORIZED',
  403: 'DENIED',
  404: 'NAME_UNKNOWN',
  429: 'TOOMANYREQUESTS',
};

/** As a registry that has stored the manifest. */
export function saySwallowed(manifest: Buffer, request: IncomingMessage, response: ServerResponse): number {
  response.writeHead(201, {
    location: request.url ?? '',
    'docker-content-digest': digestOf(manifest),
    'content-length': 0,
  });
  response.end();
  return 201;
}
