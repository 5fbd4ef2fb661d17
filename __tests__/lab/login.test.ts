// The login of a step: it publishes where only it may, and is gone afterwards, without a trace of the password.
import { readdirSync, readFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type StepResult, uniqueName } from '../harness/step.ts';
import { Guarded } from './guarded.ts';
import { builders, endJobs, newJob } from './jobs.ts';
import {
  builderStartedIn,
  craneDigest,
  errorOf,
  leftInJob,
  registry,
  scratchContext,
  snapshot,
  tagsOf,
  toolchain,
} from './lab.ts';

afterAll(endJobs);

const image: Readonly<Record<string, string>> = { ...toolchain, platforms: 'linux/amd64' };

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
