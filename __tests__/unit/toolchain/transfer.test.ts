import { describe, expect, it } from 'vitest';
import { ActionError } from '../../../src/errors.ts';
import { HttpStatusError } from '../../../src/runner/http.ts';
import {
  IncompleteError,
  transfer,
  transferRetry,
  withoutCredentials,
} from '../../../src/toolchain/transfer.ts';
import { fakeRunner } from '../fakes.ts';
import { answeringHttp, type HttpAnswer, withCode } from './answers.ts';

const url = 'https://me:canary@mirror.example/x';
const now = Date.parse('Fri, 20 Nov 2026 12:00:00 GMT');

describe('another attempt', () => {
  it.each<[string, unknown, ReturnType<typeof transferRetry>]>([
    ['after 408', new HttpStatusError(408, {}), { retryAfterMs: 0 }],
    ['after 429', new HttpStatusError(429, {}), { retryAfterMs: 0 }],
    ['after 500', new HttpStatusError(500, {}), { retryAfterMs: 0 }],
    ['after 503', new HttpStatusError(503, {}), { retryAfterMs: 0 }],
    ['not after 400', new HttpStatusError(400, {}), null],
    ['not after 404', new HttpStatusError(404, {}), null],
    ['not after 499', new HttpStatusError(499, {}), null],
    ['after some seconds', new HttpStatusError(503, { 'retry-after': '7' }), { retryAfterMs: 7000 }],
    [
      'at some time',
      new HttpStatusError(503, { 'retry-after': 'Fri, 20 Nov 2026 12:00:05 GMT' }),
      { retryAfterMs: 5000 },
    ],
    [
      'at a time that is over',
      new HttpStatusError(503, { 'retry-after': 'Fri, 20 Nov 2026 11:00:00 GMT' }),
      { retryAfterMs: 0 },
    ],
    ['after what is no number', new HttpStatusError(503, { 'retry-after': 'x7' }), { retryAfterMs: 0 }],
    [
      'after what begins like a number',
      new HttpStatusError(503, { 'retry-after': '7 x' }),
      { retryAfterMs: 0 },
    ],
    ['after half a body', new IncompleteError('x'), {}],
    ['not after another error', new Error('x'), null],
    ['not after what is no error', { code: 'ECONNRESET' }, null],
    ['not after nothing', undefined, null],
    ['not after a full disk', withCode('ENOSPC'), null],
  ])('%s', (_, error, expected) => {
    expect(transferRetry(error, now)).toEqual(expected);
  });

  it.each([
    'ECONNRESET',
    'ECONNREFUSED',
    'ECONNABORTED',
    'ETIMEDOUT',
    'EPIPE',
    'EAI_AGAIN',
    'ENOTFOUND',
    'ENETUNREACH',
    'EHOSTUNREACH',
    'ERR_STREAM_PREMATURE_CLOSE',
  ])('after %s', (code) => {
    expect(transferRetry(withCode(code), now)).toEqual({});
  });
});

async function transferring(...answers: readonly (HttpAnswer | Error)[]) {
  const http = answeringHttp(...answers);
  const runner = fakeRunner({ http });
  const outcome: unknown = await transfer('Download of x', url, runner, async ({ body }) => {
    const chunks: Uint8Array[] = [];
    for await (const chunk of body) {
      chunks.push(chunk);
    }
    return Buffer.concat(chunks).toString();
  }).catch((error: unknown) => error);
  return { outcome, http, runner };
}

it('gives the body, and reads it to its end', async () => {
  const { outcome, http } = await transferring({ chunks: ['a', 'b'] });
  expect(outcome).toBe('ab');
  expect(http.urls).toEqual([url]);
  expect(http.discarded()).toBe(0);
});

it('ends the connection of an answer that it does not read', async () => {
  const { outcome, http, runner } = await transferring({ status: 503 }, { status: 204 });
  expect(outcome).toBeInstanceOf(ActionError);
  expect(http.discarded()).toBe(2);
  expect(runner.log.lines).toEqual(['Attempt 2 of 4 in 0.5 s: Download of x: HTTP status 503']);
});

it.each<[number, number, string, RegExp]>([
  [404, 1, 'buildx-asset-missing', /^Does that release exist, and does 'buildx-mirror' hold it\?$/],
  [401, 1, 'buildx-download-failed', /'buildx-mirror', or a proxy/],
  [403, 1, 'buildx-download-failed', /'buildx-mirror', or a proxy/],
  [407, 1, 'buildx-download-failed', /https_proxy/],
  [402, 1, 'buildx-download-failed', /Run the job again/],
  [500, 4, 'buildx-download-failed', /Run the job again/],
])('status %i ends after %i attempts as %s', async (status, attempts, code, hint) => {
  const { outcome, http } = await transferring({ status });
  expect(http.urls).toHaveLength(attempts);
  expect(outcome).toMatchObject({
    code,
    message: `Download of x failed: https://mirror.example/x answered with status ${status}.`,
    hint: expect.stringMatching(hint),
    cause: expect.any(HttpStatusError),
  });
});

it.each<[string, Error, number, RegExp]>([
  ['no way', withCode('ECONNREFUSED'), 4, /https_proxy.*'buildx-mirror'/],
  ['half a body', Object.assign(new IncompleteError('it ended'), {}), 4, /https_proxy/],
  ['a firewall', withCode('EACCES', { syscall: 'connect' }), 1, /https_proxy/],
  ['a certificate that expired', withCode('CERT_HAS_EXPIRED'), 1, /NODE_EXTRA_CA_CERTS/],
  ['a certificate that nobody signed', withCode('DEPTH_ZERO_SELF_SIGNED_CERT'), 1, /NODE_EXTRA_CA_CERTS/],
  ['a certificate in a chain that nobody signed', withCode('SELF_SIGNED_X'), 1, /NODE_EXTRA_CA_CERTS/],
  [
    'a certificate that is not verified',
    withCode('UNABLE_TO_VERIFY_LEAF_SIGNATURE'),
    1,
    /NODE_EXTRA_CA_CERTS/,
  ],
  ['a certificate of nobody', withCode('UNABLE_TO_GET_ISSUER_X'), 1, /NODE_EXTRA_CA_CERTS/],
])('%s ends the transfer', async (_, error, attempts, hint) => {
  const { outcome, http } = await transferring(error);
  expect(http.urls).toHaveLength(attempts);
  expect(outcome).toMatchObject({
    code: 'buildx-download-failed',
    message: `Download of x failed: https://mirror.example/x: ${error.message}.`,
    hint: expect.stringMatching(hint),
    cause: error,
  });
});

it.each([
  ...['ENOSPC', 'EDQUOT', 'EACCES', 'EROFS', 'EPERM'].map((code) => withCode(code)),
  withCode('EACCES', { syscall: 'open' }),
  new ActionError('buildx-checksum-mismatch', 'x'),
  new Error('something new'),
])('leaves %o to the caller', async (error) => {
  const { outcome, http } = await transferring(error);
  expect(outcome).toBe(error);
  expect(http.urls).toHaveLength(1);
});

it('ends with the reason of the step, whatever the network says of it', async () => {
  const control = new AbortController();
  const reason = new ActionError('cancelled', 'x');
  const runner = fakeRunner({ http: answeringHttp({ chunks: ['a'] }), signal: control.signal });
  const outcome = transfer('x', url, runner, () => {
    control.abort(reason);
    throw withCode('ENOSPC');
  });
  await expect(outcome).rejects.toBe(reason);
});

it.each([
  ['https://me:canary@host/x@y', 'https://host/x@y'],
  ['HTTPS://me@host', 'HTTPS://host'],
  ['https://host/a@b', 'https://host/a@b'],
  ['x https://me@host', 'x https://me@host'],
  ['nothing', 'nothing'],
])('shows %s as %s', (given, shown) => {
  expect(withoutCredentials(given)).toBe(shown);
});
