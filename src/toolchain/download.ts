import { createHash } from 'node:crypto';
import { ActionError, messageOf } from '../errors.ts';
import type { Digest } from '../oci/digest.ts';
import type { HttpResponse } from '../runner/http.ts';
import type { Runner } from '../runner/runner.ts';
import { IncompleteError, transfer, withoutCredentials } from './transfer.ts';

export const releases = 'https://github.com/docker/buildx/releases/download';

export interface Download {
  /** For the log: `buildx v0.37.1`. */
  readonly what: string;
  readonly url: string;
  readonly sha256: Digest;
}

const progressEveryMs = 5_000;
/** A buildx has about 80 MB. */
const largestBinary = 300e6;
/** A connection that drips is as good as one that hangs. */
const longestAttemptMs = 600_000;

/**
 * Fetches a binary to `path`, hashing it as it streams. Nothing is at `path` unless it has the
 * digest. Throws `buildx-checksum-mismatch`, `buildx-download-failed`, `buildx-asset-missing`, or
 * Node's error of the file system.
 */
export async function download(wanted: Download, path: string, runner: Runner): Promise<void> {
  const { files } = runner;
  await transfer(`Download of ${wanted.what}`, wanted.url, runner, async (response) => {
    const received = new Received();
    try {
      await files.stream(path, watched(response, received, wanted, runner));
      compare(wanted, received, response.headers['content-type'] ?? '');
    } catch (error) {
      response.discard();
      await files.remove(path);
      throw error;
    }
  });
}

/** An answer without an end must neither fill the disk nor hold the job. */
function refuseEndless(wanted: Download, bytes: number, tookMs: number): void {
  if (bytes > largestBinary) {
    throw tooLarge(wanted);
  }
  if (tookMs > longestAttemptMs) {
    throw new Error(`it took longer than ${longestAttemptMs / 60_000} minutes`);
  }
}

function tooLarge({ what, url }: Download): ActionError {
  const limit = `${largestBinary / 1e6} MB`;
  return new ActionError(
    'buildx-download-failed',
    `${withoutCredentials(url)} is larger than ${limit}, which ${what} is not.`,
    {
      hint: "It was removed. Check 'buildx-mirror', and what answers there.",
    },
  );
}

/** What has come so far. */
class Received {
  bytes = 0;
  /** Enough to tell a page of HTML. */
  head = Buffer.alloc(0);
  private readonly hash = createHash('sha256');

  add(chunk: Uint8Array): void {
    this.bytes += chunk.byteLength;
    this.hash.update(chunk);
    if (this.head.byteLength < 512) {
      this.head = Buffer.concat([this.head, chunk.subarray(0, 512)]);
    }
  }

  sha256(): string {
    return this.hash.copy().digest('hex');
  }
}

async function* watched(
  response: HttpResponse,
  received: Received,
  wanted: Download,
  { clock, log, signal }: Runner,
): AsyncIterable<Uint8Array> {
  const announced = Number(response.headers['content-length'] ?? Number.NaN);
  const began = clock.now();
  let said = began;
  try {
    for await (const chunk of response.body) {
      received.add(chunk);
      const now = clock.now();
      refuseEndless(wanted, received.bytes, now - began);
      if (now - said >= progressEveryMs) {
        said = now;
        const whole = Number.isNaN(announced) ? '' : ` of ${megabytes(announced)}`;
        log.info(`${wanted.what}: ${megabytes(received.bytes)}${whole} MB`);
      }
      yield chunk;
    }
    if (received.bytes < announced) {
      throw new Error('the connection was closed');
    }
  } catch (error) {
    signal.throwIfAborted();
    if (error instanceof ActionError) {
      throw error;
    }
    throw new IncompleteError(
      `it ended after ${received.bytes}${Number.isNaN(announced) ? '' : ` of ${announced}`} bytes ` +
        `(${messageOf(error)}); expected SHA-256 ${hex(wanted.sha256)}, what came has ${received.sha256()}`,
    );
  }
}

function compare(wanted: Download, received: Received, contentType: string): void {
  const actual = received.sha256();
  if (actual === hex(wanted.sha256)) {
    return;
  }
  const page =
    /^\s*<(!doctype|html)/i.test(received.head.toString('latin1')) || contentType.includes('text/html');
  throw new ActionError(
    'buildx-checksum-mismatch',
    `${withoutCredentials(wanted.url)} is not the ${wanted.what} that was expected: ` +
      `expected SHA-256 ${hex(wanted.sha256)}, actual ${actual} (${received.bytes} bytes). It was removed, and not run.`,
    {
      hint: page
        ? "It is a page of HTML: a proxy's or a mirror's login page, most likely. Open the URL on this machine."
        : "If 'buildx-sha256' or 'buildx-mirror' is set, compare it with the release. Otherwise something between this machine and GitHub changes downloads.",
    },
  );
}

function hex(digest: Digest): string {
  return digest.slice('sha256:'.length);
}

function megabytes(bytes: number): string {
  return (bytes / 1e6).toFixed(0);
}
