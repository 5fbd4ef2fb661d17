import { request } from 'node:http';

/** The API of a Docker engine that listens on a socket of this machine. */
export interface Engine {
  /** What it answers to a GET; null where there is no answer, or one with another status than 200. */
  get(socket: string, path: string, signal: AbortSignal): Promise<string | null>;
}

/** Whoever asks has another way to find out what is wrong, and should not wait long for that. */
const limitMs = 5_000;
const longestAnswer = 1 << 20;

export function systemEngine(): Engine {
  return {
    get: (socketPath, path, signal) =>
      new Promise((resolve) => {
        const fail = (): void => resolve(null);
        const limited = AbortSignal.any([signal, AbortSignal.timeout(limitMs)]);
        const asked = request({ socketPath, path, signal: limited, agent: false }, (answer) => {
          let body = '';
          answer.setEncoding('utf8');
          answer.on('data', (chunk: string) => {
            body += chunk;
            if (body.length > longestAnswer) {
              answer.destroy();
            }
          });
          answer.on('end', () =>
            resolve(answer.statusCode === 200 && body.length <= longestAnswer ? body : null),
          );
          answer.on('error', fail);
          answer.on('close', fail);
        });
        asked.on('error', fail);
        asked.end();
      }),
  };
}
