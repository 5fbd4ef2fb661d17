import type { Ready } from '../../../src/builder/builder.ts';
import { type Digest, servedDigestOf } from '../../../src/oci/digest.ts';
import { formatTag, type Tag } from '../../../src/oci/reference.ts';
import {
  type Answer,
  type FakeSession,
  readySession,
  type ScriptedProcesses,
  scriptedProcesses,
  steppingClock,
} from '../fakes.ts';

const contents = { verified: Buffer.from('{"the":"image"}'), older: Buffer.from('{"another":"image"}') };
/** What a tag of the fake registry points at. */
export type Content = keyof typeof contents;

export const digest = servedDigestOf(contents.verified);
export const older: Digest = servedDigestOf(contents.older);
export const [app, copy] = ['ghcr.io/acme/app', 'docker.io/acme/app'];

function tag(repository: string, name: string): Tag {
  return { registry: repository.split('/')[0] ?? '', repository, tag: name };
}
export const tags: readonly Tag[] = [tag(app, '1'), tag(app, 'latest'), tag(copy, '1')];
export const names = (of: readonly Tag[]) => of.map(formatTag);

export const denied: Answer = {
  code: 1,
  stderr: `ERROR: failed to push ${copy}:1: denied: requested access to the resource is denied`,
};
export const flaky: Answer = {
  code: 1,
  stderr: 'ERROR: publish to registry: unexpected status from PUT request to https://r/v2/x/manifests/1: 502',
};
export const unreadable: Answer = { code: 1, stderr: 'ERROR: denied: no pull right' };

export interface RegistryOptions {
  /** Answers for `imagetools create`, which else moves what it is told to. `moves`: what it has moved all the same. */
  readonly refuse?: (
    repository: string,
    attempt: number,
  ) => (Answer & { readonly moves?: readonly string[] }) | null;
  /** What the n-th read of a tag gives instead of what the tag points at; null: there is no such tag. */
  readonly lag?: (reference: string, reads: number) => Content | Answer | null | undefined;
  readonly session?: Partial<Ready & FakeSession>;
}

export interface FakeRegistry {
  readonly session: Ready & FakeSession;
  readonly processes: ScriptedProcesses;
  /** What each tag points at. */
  readonly points: Map<string, Content>;
  /** How often each tag was read. */
  readonly reads: ReadonlyMap<string, number>;
  readonly control: AbortController;
  /** The calls of `imagetools create`, in their order. */
  creates(): readonly (readonly string[])[];
  /** Their tags. */
  moved(): readonly string[];
}

/** A registry behind buildx, in which nothing but `latest` is there: an older image. */
export function fakeRegistry({
  refuse = () => null,
  lag = () => undefined,
  session = {},
}: RegistryOptions = {}): FakeRegistry {
  const points = new Map<string, Content>([[`${app}:latest`, 'older']]);
  const attempts = new Map<string, number>();
  const reads = new Map<string, number>();
  const create = (command: readonly string[]): Answer => {
    const repository = (command.at(-1) ?? '').split('@')[0] ?? '';
    const attempt = (attempts.get(repository) ?? 0) + 1;
    attempts.set(repository, attempt);
    const answer = refuse(repository, attempt);
    for (const name of answer ? (answer.moves ?? []) : tagsOf(command)) {
      points.set(name, 'verified');
    }
    return answer ?? {};
  };
  const inspect = (command: readonly string[]): Answer => {
    const reference = command.at(-1) ?? '';
    const n = (reads.get(reference) ?? 0) + 1;
    reads.set(reference, n);
    const lagging = lag(reference, n);
    if (typeof lagging === 'object' && lagging !== null) {
      return lagging;
    }
    const content = lagging === undefined ? points.get(reference) : lagging;
    return content
      ? { stdout: contents[content].toString('utf8') }
      : { code: 1, stderr: `ERROR: ${reference}: not found` };
  };
  const processes = scriptedProcesses((command) => {
    const what = command.slice(1, 3).join(' ');
    if (what === 'imagetools create') {
      return create(command);
    }
    if (what === 'imagetools inspect' && command.includes('--raw')) {
      return inspect(command);
    }
    throw new Error(`not expected: ${command.join(' ')}`);
  });
  const control = new AbortController();
  const creates = () => processes.calls.filter((call) => call[2] === 'create');
  return {
    session: readySession([], {
      processes,
      clock: steppingClock(),
      signal: control.signal,
      retries: 2,
      ...session,
    }),
    processes,
    points,
    reads,
    control,
    creates,
    moved: () => creates().map((call) => tagsOf(call).join(' ')),
  };
}

function tagsOf(command: readonly string[]): readonly string[] {
  return command.filter((_, n) => command[n - 1] === '--tag');
}
