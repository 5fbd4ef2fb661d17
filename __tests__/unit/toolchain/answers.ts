import type { Http, HttpResponse } from '../../../src/runner/http.ts';

export interface AnsweringHttp extends Http {
  readonly urls: readonly string[];
  /** How many answers nobody read to their end. */
  readonly discarded: () => number;
}

export interface HttpAnswer {
  readonly status?: number;
  readonly headers?: Readonly<Record<string, string>>;
  readonly chunks?: readonly (string | Uint8Array)[];
  /** Happens before each chunk. */
  readonly onChunk?: (n: number) => void;
}

/** Answers the requests one after the other, the last again and again; an error is one of the network. */
export function answeringHttp(...answers: readonly (HttpAnswer | Error)[]): AnsweringHttp {
  const urls: string[] = [];
  let discarded = 0;
  return {
    urls,
    discarded: () => discarded,
    async get(url, _headers, signal): Promise<HttpResponse> {
      signal.throwIfAborted();
      const answer = answers[Math.min(urls.length, answers.length - 1)] ?? {};
      urls.push(url);
      if (answer instanceof Error) {
        throw answer;
      }
      const { status = 200, headers = {}, chunks = [], onChunk } = answer;
      async function* body(): AsyncIterable<Uint8Array> {
        for (const [n, chunk] of chunks.entries()) {
          onChunk?.(n);
          yield Buffer.from(chunk);
        }
      }
      return { status, headers, body: body(), discard: () => void discarded++ };
    },
  };
}

export function withCode(code: string, more: object = {}): Error {
  return Object.assign(new Error(`${code}: no`), { code, ...more });
}
