// publish: direct, where BuildKit moves the tags itself: what it had moved when it failed must be told truly.
import type { FaultRule } from '../proxy.ts';
import { writeContext } from './context.ts';
import { hold, type Must, type Scenario } from './scenario.ts';
import type { Trial } from './trial.ts';

const group = 'publish: direct';

interface Fault {
  readonly name: string;
  readonly rules: readonly FaultRule[];
  readonly inputs?: (trial: Trial) => Readonly<Record<string, string>>;
  readonly dockerfile?: string;
  readonly control?: boolean;
  readonly must: Must;
  readonly quick?: number;
}

const other = (trial: Trial): string => `${trial.proxy.address}/${trial.repository}/second:1`;

const faults: readonly Fault[] = [
  { name: 'no fault', rules: [], control: true, must: { end: 'succeeded', published: 'all tags' } },
  {
    name: 'one reset at a tag',
    rules: [{ kind: 'reset', method: 'PUT', path: '/manifests/latest$', times: 1 }],
    must: { end: 'succeeded', published: 'all tags' },
  },
  {
    name: '403 at the second of two repositories',
    rules: [{ kind: 'status', status: 403, method: 'POST|PUT', path: '/second/' }],
    inputs: (trial) => ({ tags: `${trial.tags('1')}\n${other(trial)}` }),
    must: {
      end: 'registry-denied',
      published: '1 of 2 tags',
      says: [/:1: sha256:/, /second:1: nothing/],
      outputs: [],
      attempts: { method: 'HEAD', path: '/second/blobs/sha256:', most: 1 },
    },
    quick: 1,
  },
  {
    name: '503 at the second tag',
    rules: [{ kind: 'status', status: 503, method: 'PUT', path: '/manifests/latest$' }],
    inputs: () => ({ retries: '0' }),
    must: { end: 'registry-unavailable', published: '1 of 2 tags', says: [/:latest: nothing/], outputs: [] },
  },
  {
    name: '503 at the export of the cache, after the tags',
    rules: [{ kind: 'status', status: 503, path: '/cache/' }],
    inputs: (trial) => ({
      retries: '0',
      'cache-to': `type=registry,ref=${trial.proxy.address}/${trial.repository}/cache:1`,
    }),
    must: {
      end: 'registry-unavailable',
      published: 'all tags',
      says: [/:1: sha256:/, /:latest: sha256:/],
      outputs: [],
    },
  },
  {
    name: 'the registry never answers at the second tag, with timeout: build=6s',
    rules: [{ kind: 'hang', method: 'PUT', path: '/manifests/latest$' }],
    inputs: () => ({ timeout: 'build=6s' }),
    must: {
      end: 'timeout',
      published: '1 of 2 tags',
      says: [/phase build/, /:1: sha256:/],
      atMostSeconds: 15,
    },
  },
  {
    name: 'an amd64 binary in the arm64 image',
    rules: [],
    dockerfile: 'FROM scratch\nCOPY amd64 /app\nENTRYPOINT ["/app"]\n',
    must: {
      end: 'binary-differs',
      published: 'all tags',
      says: [/:1: sha256:/, /:latest: sha256:/],
      outputs: [],
    },
  },
];

export const direct: readonly Scenario[] = faults.map(
  ({ name, rules, inputs, dockerfile, control = false, must, quick = 0 }) => ({
    group,
    name,
    times: 1,
    quick,
    control,
    async play(trial: Trial) {
      if (dockerfile !== undefined) {
        writeContext(trial.job.workspace, dockerfile);
      }
      for (const rule of rules) {
        trial.proxy.add(rule);
      }
      const step = await trial.step({ publish: 'direct', ...inputs?.(trial) });
      await trial.post(step);
      if (rules.length > 0) {
        trial.confirmRules(rules.length);
      } else if (dockerfile !== undefined) {
        trial.confirm(step.verdict.early.some((text) => text.includes('is a program for amd64')));
      }
      hold(trial, step, must);
    },
  }),
);
