// A registry that fails once, at every single request that a push and its tags need.
import type { FaultRule, Hit } from '../proxy.ts';
import type { Rig } from './rig.ts';
import { hold, type Scenario } from './scenario.ts';
import { Trial } from './trial.ts';

const group = 'A registry that fails once';

/** A kind of request, and how many of it a clean run has. */
interface Kind {
  readonly method: string;
  readonly path: string;
  readonly title: string;
  readonly count: number;
}

/** Regular expressions over the path; the first that matches says what a request is for. */
const purposes = [
  ['/v2/$', 'login'],
  ['/blobs/uploads/$', 'begin of an upload'],
  ['/blobs/uploads/.', 'upload'],
  ['/blobs/sha256:', 'blob'],
  ['/manifests/sha256:', 'manifest'],
  ['/manifests/sha256-', 'referrers'],
  ['/manifests/', 'tag'],
] as const;

export function kindsOf(hits: readonly Hit[]): readonly Kind[] {
  const kinds = new Map<string, Kind>();
  for (const { method, path } of hits) {
    const [pattern, purpose] = purposes.find(([regular]) => new RegExp(regular).test(path)) ?? [];
    if (pattern === undefined) {
      throw new Error(`A request of an unknown kind: ${method} ${path}`);
    }
    const title = `${method} ${purpose}`;
    // The pattern of tags matches every other manifest too.
    const own = purpose === 'tag' ? '/manifests/(?!sha256[:-])' : pattern;
    kinds.set(title, { method, path: own, title, count: (kinds.get(title)?.count ?? 0) + 1 });
  }
  return [...kinds.values()];
}

const faults: readonly (readonly [
  name: string,
  fault: Omit<FaultRule, 'method' | 'path'>,
  every: boolean,
])[] = [
  ['502', { kind: 'status', status: 502, body: 'html' }, true],
  ['connection reset', { kind: 'reset' }, true],
  ['500', { kind: 'status', status: 500 }, false],
  ['503', { kind: 'status', status: 503, body: 'html' }, false],
  ['429 with Retry-After: 1', { kind: 'status', status: 429, retryAfter: 1 }, false],
  ['connection closed', { kind: 'eof' }, false],
  ['half a body', { kind: 'truncate' }, false],
];

interface TargetRequest {
  readonly method: string;
  readonly path: string;
  readonly title: string;
  /** So many requests of the kind pass first. */
  readonly skip: number;
}

function failingOnce(
  name: string,
  fault: Omit<FaultRule, 'method' | 'path'>,
  targets: readonly TargetRequest[],
  quick: number,
): Scenario {
  return {
    group,
    name,
    times: targets.length,
    quick,
    async play(trial, nth) {
      const target = targets[nth];
      if (target === undefined) {
        throw new Error(`There is no request ${nth}.`);
      }
      const { method, path, skip, title } = target;
      trial.proxy.add({ ...fault, method, path, skip, times: 1 });
      const step = await trial.step();
      await trial.post(step);
      trial.confirmRules(1);
      const before = trial.broken.length;
      hold(trial, step, { end: 'succeeded', published: 'all tags' });
      if (trial.broken.length > before) {
        trial.broken.push(`… with ${name}: ${title} ${skip + 1}`);
      }
    },
  };
}

/** Runs once without a fault, and makes a scenario of the requests that came. */
export async function registryOnce(rig: Rig): Promise<readonly Scenario[]> {
  const [slot] = rig.slots;
  if (slot === undefined) {
    return [];
  }
  const trial = new Trial(rig, slot);
  const clean = await trial.step();
  const kinds = kindsOf(trial.proxy.hits());
  await trial.end();
  if (clean.code !== 0) {
    throw new Error(`The run without a fault failed:\n${clean.log}`);
  }
  const all = kinds.map(({ title, count }) => `${count} ${title}`).join(', ');
  return faults.map(([name, fault, every]) => {
    const targets = kinds.flatMap((kind) =>
      Array.from({ length: every ? kind.count : 1 }, (_, skip) => ({ ...kind, skip })),
    );
    const where = every
      ? `each of the ${targets.length} requests of a push with its tags, in turn (${all})`
      : `the first request of each of these ${targets.length} kinds`;
    return failingOnce(`${name} at ${where}`, fault, targets, 0);
  });
}

/** For the tests, which have no time for every request: the kinds that were the hardest to survive. */
export const registryOnceSample: readonly Scenario[] = [
  failingOnce(
    '502 at a login, an upload, a manifest and a tag',
    { kind: 'status', status: 502, body: 'html' },
    [
      { method: 'GET', path: '/v2/$', title: 'login', skip: 0 },
      { method: 'PUT', path: '/blobs/uploads/', title: 'upload', skip: 1 },
      { method: 'PUT', path: '/manifests/sha256:', title: 'manifest', skip: 0 },
      { method: 'PUT', path: '/manifests/latest$', title: 'tag', skip: 0 },
    ],
    4,
  ),
  failingOnce(
    'connection reset when the image is read back, and at a tag',
    { kind: 'reset' },
    [
      { method: 'HEAD', path: '/manifests/sha256:', title: 'manifest', skip: 10 },
      { method: 'GET', path: '/manifests/sha256:', title: 'manifest', skip: 0 },
      { method: 'PUT', path: '/manifests/1$', title: 'tag', skip: 0 },
    ],
    3,
  ),
];
