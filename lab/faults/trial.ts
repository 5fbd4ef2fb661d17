// One try of a scenario: a job of its own, its secrets, its repository behind a registry that can fail, and the
// findings of the judges after each of its steps.
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import {
  type Job,
  type StepOptions,
  type StepResult,
  startJob,
  uniqueName,
} from '../../__tests__/harness/step.ts';
import type { Hit, LabProxy } from '../proxy.ts';
import {
  type Canaries,
  filesBelow,
  givenOf,
  leaksIn,
  leaksInFiles,
  newCanaries,
  shownLog,
  unmasked,
  withoutMasks,
} from './canaries.ts';
import { writeContext } from './context.ts';
import {
  builderStartedBy,
  buildersIn,
  discardBuilder,
  leftOnEngine,
  leftovers,
  remainingProcesses,
} from './engine.ts';
import { type Findings, joinFindings } from './findings.ts';
import { askedTags, type Judgement, judge, servedTags } from './judge.ts';
import type { Rig, Slot } from './rig.ts';

/** Thrown by a scenario whose fault had no occasion. */
export class NotInjected extends Error {}

export interface TriedStep extends StepResult {
  readonly verdict: Judgement;
  readonly seconds: number;
  /** By performance.now(). */
  readonly ended: number;
  /** The requests that reached the registries while it ran, in the order in which they were answered. */
  readonly record: readonly Hit[];
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
  private readonly verdicts: Judgement[] = [];
  private readonly leaks: string[] = [];
  private readonly received = new Set<string>();
  private readonly builders = new Set<string>();
  private readonly joined: Findings[] = [];
  private readonly temp: string;
  /** Architectures that steps had a reason to register emulators for. */
  private readonly emulated = new Set<string>();
  private readonly began = Date.now();
  private injected = false;
  private killed = false;
  private masked = false;

  constructor(rig: Rig, slot: Slot) {
    this.rig = rig;
    this.proxy = slot.proxy;
    this.job = startJob();
    this.temp = join(this.job.folder, 'tmp');
    mkdirSync(this.temp);
    this.tokenProxy = slot.tokens.proxy;
    this.unwatch = rig.watch.over(this.canaries);
    for (const { proxy, access } of [slot, slot.tokens]) {
      this.upstreams.set(proxy.address, rig.registry);
      proxy.clear();
      access.admit(this.canaries.username, this.canaries.password);
    }
    writeContext(this.job.workspace);
  }

  /** The scenario says whether its fault came to pass; if not, it ends here, and the try counts as not injected. */
  confirm(happened: boolean): void {
    if (!happened) {
      throw new NotInjected();
    }
    this.injected = true;
  }

  /** Each of the first so many rules of a proxy was met by a request. */
  confirmRules(count: number, proxy: LabProxy = this.proxy): void {
    const met = new Set(proxy.hits().map(({ ruleIndex }) => ruleIndex));
    this.confirm(
      count > 0 && Array.from({ length: count }, (_, index) => index).every((index) => met.has(index)),
    );
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

  /** Whoever was meant to get this secret has got it. */
  sawReceived(name: string): void {
    this.received.add(name);
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
  ): Promise<TriedStep> {
    const inputs = this.inputs(changes);
    if (inputs['emulation'] !== 'none') {
      for (const platform of (inputs['platforms'] ?? '').split(',')) {
        this.emulated.add(platform.split('/')[1] ?? '');
      }
    }
    const asked = askedTags(inputs['tags'] ?? '', (host) => this.upstreams.get(host) ?? host);
    const before = await servedTags(asked);
    const whole = this.options(inputs, options);
    const started = performance.now();
    const result = await this.job.step(whole);
    const ended = performance.now();
    // What a killed step had started goes on for a moment, and may yet set its tags.
    if (result.code === null) {
      await remainingProcesses(this.job, 10_000);
    }
    // Nor has the registry stored yet what a client had sent before it went away.
    await Promise.all([this.proxy, this.tokenProxy].map((proxy) => proxy.settled(2_000)));
    const record = this.requestsSince(started);
    const after = await servedTags(asked);
    const env = whole.env ?? {};
    const verdict = await judge({ inputs, env, result, asked, before, after, record });
    this.take(result);
    this.lookForSecrets(result, inputs, env);
    this.verdicts.push(verdict);
    return { ...result, verdict, seconds: (ended - started) / 1000, ended, record, options: whole };
  }

  async post(main: TriedStep): Promise<StepResult> {
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
      env: {
        TMPDIR: this.temp,
        ...(shared ? { BUILDX_CONFIG: this.rig.buildxConfig } : {}),
        ...options.env,
      },
    };
  }

  private requestsSince(started: number): readonly Hit[] {
    return [this.proxy, this.tokenProxy]
      .flatMap((proxy) => proxy.hits())
      .filter(({ at }) => at >= started)
      .toSorted((a, b) => a.ended - b.ended);
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
    // Not what else the log tells of: a builder that somebody else's killed step left, for example.
    const started = result.log.split('\n').map(builderStartedBy);
    this.remember([...started, JSON.stringify(result.state), JSON.stringify(result.outputs)].join('\n'));
    this.killed ||= result.code === null;
  }

  /** What a step is given must be masked from its first line on, and be in no file once the step has ended by itself. */
  private lookForSecrets(
    result: StepResult,
    inputs: Readonly<Record<string, string>>,
    env: Readonly<Record<string, string>>,
  ): void {
    for (const name of unmasked(result.log, givenOf(this.canaries, inputs, env))) {
      this.leaks.push(`${name} is not masked before the log says anything else`);
    }
    if (result.code !== null) {
      for (const leak of leaksInFiles(filesBelow(this.job.temp), this.canaries)) {
        this.leaks.push(`${leak}, after the step`);
      }
    }
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
    const { job, rig } = this;
    try {
      const tools = join(job.folder, 'tools');
      const files = filesBelow(job.folder, (path) => path === tools);
      this.remember(files.join('\n'));
      const { username, password } = this.canaries;
      const login = `Basic ${Buffer.from(`${username}:${password}`).toString('base64')}`;
      if (this.proxy.hits().some(({ authorization }) => authorization === login)) {
        this.sawReceived('password');
      }
      const builders = [...this.builders];
      const onEngine = await leftOnEngine(builders);
      const temporary = filesBelow(this.temp).map((path) => `in TMPDIR: ${path.slice(this.temp.length + 1)}`);
      const abandoned = this.killed ? onEngine.bareVolumes : [];
      const own: Findings = {
        injected: this.injected,
        verdicts: this.verdicts,
        leaks: [...this.leaks, ...leaksInFiles(files, this.canaries), ...this.unwatch()],
        leftovers: [
          ...(await leftovers(job, this.began)),
          ...onEngine.left.filter((text) => !abandoned.includes(text)),
          ...temporary,
          ...filesBelow(join(rig.buildxConfig, 'instances'))
            .filter((path) => !path.endsWith(`/${rig.builder}`))
            .map((path) => `builder entry: ${path}`),
          ...rig.watch
            .registeredBy(job.temp)
            .filter((architecture) => !this.emulated.has(architecture))
            .map((architecture) => `emulator for ${architecture}`),
        ],
        abandoned,
        broken: this.broken,
        received: [...this.received],
      };
      await Promise.all(onEngine.left.length === 0 ? [] : builders.map(discardBuilder));
      return joinFindings([own, ...this.joined]);
    } finally {
      job.end();
    }
  }
}
