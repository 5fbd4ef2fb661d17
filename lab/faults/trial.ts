// One try of a scenario: a job of its own, its secrets, its repository behind a registry that can fail, and the
// findings of the judges after each of its steps.
import { join } from 'node:path';
import {
  type Job,
  type StepOptions,
  type StepResult,
  startJob,
  uniqueName,
} from '../../__tests__/harness/step.ts';
import type { LabProxy } from '../proxy.ts';
import {
  type Canaries,
  filesBelow,
  leaksIn,
  leaksInFiles,
  newCanaries,
  shownLog,
  withoutMasks,
} from './canaries.ts';
import { writeContext } from './context.ts';
import { buildersIn, leftovers, remainingProcesses } from './engine.ts';
import { askedTags, judge, servedTags, type Verdict } from './judge.ts';
import type { Rig, Slot } from './rig.ts';

export interface Findings {
  /** Of the steps, in order. */
  readonly verdicts: readonly Verdict[];
  readonly leaks: readonly string[];
  readonly leftovers: readonly string[];
  /** What happened otherwise than the scenario says, each in one sentence. */
  readonly broken: readonly string[];
}

/** Thrown by a scenario whose fault had no occasion: such a try counts for nothing. */
export class NotInjected extends Error {}

export interface Step extends StepResult {
  readonly verdict: Verdict;
  readonly seconds: number;
  /** The post step gets the same. */
  readonly options: StepOptions;
}

export class Trial {
  readonly rig: Rig;
  readonly proxy: LabProxy;
  /** The same registry, behind a token service. */
  readonly tokenProxy: LabProxy;
  readonly job: Job;
  readonly canaries: Canaries = newCanaries();
  readonly repository: string = uniqueName('faults/app');
  /** What the scenario itself finds wrong. */
  readonly broken: string[] = [];
  private readonly upstreams = new Map<string, string>();
  private readonly unwatch: () => readonly string[];
  private readonly verdicts: Verdict[] = [];
  private readonly leaks: string[] = [];
  private readonly builders = new Set<string>();
  private readonly joined: Findings[] = [];
  private masked = false;

  constructor(rig: Rig, slot: Slot) {
    this.rig = rig;
    this.proxy = slot.proxy;
    this.job = startJob();
    this.tokenProxy = slot.tokens.proxy;
    this.unwatch = rig.watch.over(this.canaries);
    for (const { proxy, access } of [slot, slot.tokens]) {
      this.upstreams.set(proxy.address, rig.registry);
      proxy.clear();
      access.admit(this.canaries.username, this.canaries.password);
    }
    writeContext(this.job.workspace);
  }

  /** From now on the context is another image. */
  anew(): void {
    writeContext(this.job.workspace);
  }

  /** The findings of another job of the same scenario. */
  join(findings: Findings): void {
    this.joined.push(findings);
  }

  /** The build itself prints a secret: the log is looked at as the runner shows it, with *** for what is masked. */
  expectMaskedLog(): void {
    this.masked = true;
  }

  /** Names in the trial's repository, behind the proxy. */
  tags(...names: readonly string[]): string {
    return names.map((name) => `${this.proxy.address}/${this.repository}:${name}`).join('\n');
  }

  /** Two platforms, two tags, a login, a token and a secret; on the builder that all share. */
  inputs(changes: Readonly<Record<string, string>> = {}): Record<string, string> {
    const { toolchain, builder } = this.rig;
    const own = changes['builder'] === '';
    // What makes a builder is refused beside one that exists, and two configurations of it beside each other.
    const refused = own ? [] : ['buildkit-image', 'buildkitd-config', 'driver-opts'];
    if ('buildkitd-config-inline' in changes) {
      refused.push('buildkitd-config');
    }
    return {
      ...Object.fromEntries(Object.entries(toolchain).filter(([name]) => !refused.includes(name))),
      ...(own ? {} : { builder, emulation: 'none' }),
      platforms: 'linux/amd64,linux/arm64',
      tags: this.tags('1', 'latest'),
      push: 'true',
      registry: this.proxy.address,
      username: this.canaries.username,
      password: this.canaries.password,
      'github-token': this.canaries.githubToken,
      secrets: `canary=${this.canaries.secret}`,
      ...changes,
    };
  }

  /** The main step, judged at once. */
  async step(
    changes: Readonly<Record<string, string>> = {},
    options: Omit<StepOptions, 'inputs'> = {},
  ): Promise<Step> {
    const inputs = this.inputs(changes);
    const asked = askedTags(inputs['tags'] ?? '', (host) => this.upstreams.get(host) ?? host);
    const before = await servedTags(asked);
    const started = performance.now();
    const whole = this.options(inputs, options);
    const result = await this.job.step(whole);
    const seconds = (performance.now() - started) / 1000;
    // What a killed step had started goes on for a moment, and may yet set its tags.
    if (result.code === null) {
      await remainingProcesses(this.job, 10_000);
    }
    const after = await servedTags(asked);
    const verdict = await judge({ inputs, result, asked, before, after });
    this.take(result);
    this.verdicts.push(verdict);
    return { ...result, verdict, seconds, options: whole };
  }

  async post(main: Step): Promise<StepResult> {
    const { onStart: _, ...options } = main.options;
    const result = await this.job.post(options, main);
    this.take(result);
    if (result.code !== 0) {
      this.broken.push(`the post step ended with ${result.code}`);
    }
    if (/^::(error|warning)/m.test(result.log)) {
      this.broken.push(`the post step says ${result.log}`);
    }
    return result;
  }

  private options(
    inputs: Readonly<Record<string, string>>,
    options: Omit<StepOptions, 'inputs'>,
  ): StepOptions {
    const shared = inputs['builder'] === this.rig.builder;
    return {
      toolCache: this.rig.toolCache,
      ...options,
      inputs,
      env: { ...(shared ? { BUILDX_CONFIG: this.rig.buildxConfig } : {}), ...options.env },
    };
  }

  /** Searches what a step said, and remembers the builders that it made. */
  private take(result: StepResult): void {
    const said: readonly (readonly [string, string])[] = [
      ['log', this.masked ? shownLog(result.log) : withoutMasks(result.log)],
      ['outputs', JSON.stringify(result.outputs)],
      ['state', JSON.stringify(result.state)],
      ['summary', result.summary],
    ];
    for (const [where, text] of said) {
      for (const name of leaksIn(text, this.canaries)) {
        this.leaks.push(`${name} in the ${where}`);
      }
    }
    this.remember(`${result.log}\n${JSON.stringify(result.state)}`);
  }

  private remember(text: string): void {
    for (const name of buildersIn(text)) {
      if (name !== this.rig.builder) {
        this.builders.add(name);
      }
    }
  }

  /** The end of the job, before the runner empties its folders: what is there now was left. */
  async end(): Promise<Findings> {
    const { job } = this;
    try {
      const tools = join(job.folder, 'tools');
      const files = filesBelow(job.folder, (path) => path === tools);
      this.remember(files.join('\n'));
      const own: Findings = {
        verdicts: this.verdicts,
        leaks: [...this.leaks, ...leaksInFiles(files, this.canaries), ...this.unwatch()],
        leftovers: await leftovers(job, [...this.builders]),
        broken: this.broken,
      };
      const all = [own, ...this.joined];
      return {
        verdicts: all.flatMap(({ verdicts }) => verdicts),
        leaks: all.flatMap(({ leaks }) => leaks),
        leftovers: all.flatMap((findings) => findings.leftovers),
        broken: all.flatMap(({ broken }) => broken),
      };
    } finally {
      job.end();
    }
  }
}
