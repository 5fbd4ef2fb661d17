// The login of a step: it publishes where only it may, and is gone afterwards, without a trace of the password.
import { readdirSync, readFileSync } from 'node:fs';
import { createServer, type IncomingMessage, request, type Server, type ServerResponse } from 'node:http';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type StepResult, uniqueName } from '../harness/step.ts';
import { builders, endJobs, newJob } from './jobs.ts';
import {
  builderStartedIn,
  craneDigest,
  errorOf,
  leftInJob,
  registry,
  scratchContext,
  setting,
  snapshot,
  tagsOf,
  toolchain,
} from './lab.ts';

afterAll(endJobs);

const image: Readonly<Record<string, string>> = { ...toolchain, platforms: 'linux/amd64' };

/** A registry that wants a login: the lab's, behind a server that asks for one. */
class Guarded {
  readonly username = 'robot$ci';
  readonly password = uniqueName('p4ss"word');
  readonly asked: string[] = [];
  address = '';
  private readonly server: Server = createServer((incoming, response) => this.answer(incoming, response));

  async start(): Promise<void> {
    for (const port of setting('LAB_PROXY_PORTS').split(',').toReversed()) {
      const listening = await new Promise<boolean>((resolve) => {
        this.server.once('error', () => resolve(false));
        this.server.listen(Number(port), '127.0.0.1', () => resolve(true));
      });
      this.address = `127.0.0.1:${port}`;
      if (listening) {
        return;
      }
    }
    throw new Error('No port of LAB_PROXY_PORTS is free.');
  }

  stop(): void {
    this.server.closeAllConnections();
    this.server.close();
  }

  private answer(incoming: IncomingMessage, response: ServerResponse): void {
    const { authorization, ...headers } = incoming.headers;
    const expected = `Basic ${Buffer.from(`${this.username}:${this.password}`).toString('base64')}`;
    this.asked.push(`${incoming.method} ${incoming.url} ${authorization === expected}`);
    incoming.on('error', () => undefined);
    if (authorization !== expected) {
      response.writeHead(401, {
        'www-authenticate': 'Basic realm="lab"',
        'content-type': 'application/json',
      });
      response.end('{"errors":[{"code":"UNAUTHORIZED","message":"authentication required"}]}');
      return;
    }
    const [host, port] = registry.split(':');
    const onward = request(
      { host, port, method: incoming.method, path: incoming.url, headers },
      (answered) => {
        response.writeHead(answered.statusCode ?? 502, answered.rawHeaders);
        answered.pipe(response);
      },
    );
    onward.on('error', () => response.destroy());
    incoming.pipe(onward);
  }
}

describe('the login of a step', () => {
  const guarded = new Guarded();
  beforeAll(() => guarded.start());
  afterAll(() => guarded.stop());

  /** Everything that the runner keeps of a step: each byte but the masks themselves. */
  const kept = ({ log, outputs, state, summary }: StepResult): string =>
    [log.replace(/^::add-mask::.*$/gm, ''), JSON.stringify(outputs), JSON.stringify(state), summary].join(
      '\n',
    );

  it('publishes where only it may, and leaves no trace of the password', async () => {
    const job = newJob();
    const repository = `login/${uniqueName('l')}`;
    const seen = new Set<string>();
    const looking = setInterval(() => {
      for (const pid of readdirSync('/proc').filter((name) => /^\d+$/.test(name))) {
        try {
          const line = readFileSync(`/proc/${pid}/cmdline`, 'utf8');
          if (/docker|buildx|dist/.test(line)) {
            seen.add(line);
          }
        } catch {
          // It has ended.
        }
      }
    }, 10);
    const options = {
      inputs: {
        ...image,
        context: scratchContext(),
        tags: `${guarded.address}/${repository}:1`,
        push: 'true',
        registry: guarded.address,
        username: guarded.username,
        password: guarded.password,
      },
    };
    const main = await job.step(options);
    clearInterval(looking);
    expect(main.code, main.log).toBe(0);
    builders.push(builderStartedIn(main.log));
    expect(await craneDigest(`${registry}/${repository}:1`)).toBe(main.outputs['digest']);
    const secrets = [
      guarded.password,
      Buffer.from(`${guarded.username}:${guarded.password}`).toString('base64'),
    ];
    const files = (): string =>
      Object.values(snapshot(job.folder))
        .map((text) => Buffer.from(text, 'base64').toString('latin1'))
        .join('\n');
    for (const secret of secrets) {
      expect(kept(main)).not.toContain(secret);
      expect([...seen].join('\n')).not.toContain(secret);
    }
    expect(seen.size).toBeGreaterThan(3);
    expect(main.log).toContain('::add-mask::');
    const post = await job.post(options, main);
    for (const secret of secrets) {
      expect(kept(post)).not.toContain(secret);
      expect(files()).not.toContain(secret);
    }
    // A step of the same job without the login may not write there.
    const anonymous = await job.step({
      inputs: { ...options.inputs, registry: '', username: '', password: '', retries: '0' },
    });
    expect(anonymous.code).toBe(1);
    expect(errorOf(anonymous.log)).toContain('title=registry-denied');
    expect(await tagsOf(`${registry}/${repository}`)).toEqual(['1']);
  });

  it('fails with a wrong password before anything is built', async () => {
    const job = newJob();
    const repository = `login/${uniqueName('l')}`;
    const wrong = uniqueName('wrong');
    const main = await job.step({
      inputs: {
        ...image,
        context: scratchContext(),
        tags: `${guarded.address}/${repository}:1`,
        push: 'true',
        registry: guarded.address,
        username: guarded.username,
        password: wrong,
      },
    });
    expect(main.code).toBe(1);
    expect(errorOf(main.log)).toContain('title=registry-denied');
    expect(errorOf(main.log)).toContain(`Logging in to ${guarded.address} failed`);
    expect(main.log).not.toContain('::group::Build ');
    expect(kept(main)).not.toContain(wrong);
    expect(await tagsOf(`${registry}/${repository}`)).toEqual([]);
    expect(leftInJob(job)).toEqual([]);
  });
});
