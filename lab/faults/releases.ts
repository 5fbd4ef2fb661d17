// A release server that fails while buildx is fetched.
import { type FaultRule, startProxy } from '../proxy.ts';
import { filesBelow } from './canaries.ts';
import { hold, type Must, type Scenario } from './scenario.ts';

const group = 'A release server that fails';

interface Fault {
  readonly name: string;
  readonly rule: Omit<FaultRule, 'path'>;
  readonly inputs?: Readonly<Record<string, string>>;
  readonly must: Must;
  readonly quick?: number;
}

const fetched: Must = { end: 'succeeded', published: 'all tags' };
const refused = { published: 'nothing', outputs: [] } as const;

const faults: readonly Fault[] = [
  { name: 'two 503, then the file', rule: { kind: 'status', status: 503, times: 2 }, must: fetched },
  {
    name: '429 with Retry-After: 2, then the file',
    rule: { kind: 'status', status: 429, retryAfter: 2, times: 1 },
    must: { ...fetched, atLeastSeconds: 2 },
  },
  { name: 'a reset, then the file', rule: { kind: 'reset', times: 1 }, must: fetched },
  { name: 'half the file, then all of it', rule: { kind: 'truncate', times: 1 }, must: fetched },
  {
    name: '404',
    rule: { kind: 'status', status: 404 },
    must: { ...refused, end: 'buildx-asset-missing' },
  },
  {
    name: '503 for ever',
    rule: { kind: 'status', status: 503 },
    must: { ...refused, end: 'buildx-download-failed', says: [/503/] },
  },
  {
    name: 'half the file for ever',
    rule: { kind: 'truncate' },
    must: { ...refused, end: 'buildx-download-failed', says: [/expected SHA-256 [0-9a-f]{64}/] },
  },
  {
    name: 'a flipped bit',
    rule: { kind: 'corrupt' },
    must: {
      ...refused,
      end: 'buildx-checksum-mismatch',
      says: [/expected SHA-256 [0-9a-f]{64}, actual [0-9a-f]{64}/],
    },
    quick: 1,
  },
  {
    name: 'a page of HTML with status 200',
    rule: { kind: 'html200' },
    must: { ...refused, end: 'buildx-checksum-mismatch', says: [/HTML/] },
  },
  {
    name: 'it never answers, with timeout: setup=4s',
    rule: { kind: 'hang' },
    inputs: { timeout: 'setup=4s' },
    must: { ...refused, end: 'timeout', says: [/phase setup/], atMostSeconds: 12 },
  },
];

export const releaseServer: readonly Scenario[] = faults.map(
  ({ name, rule, inputs = {}, must, quick = 0 }): Scenario => ({
    group,
    name,
    times: 1,
    quick,
    async play(trial) {
      const { host, pathname } = new URL(trial.rig.lab['LAB_RELEASES'] ?? '');
      const proxy = await startProxy({ upstream: host, port: 0 });
      try {
        proxy.add(rule);
        const { toolCache } = trial.job;
        const step = await trial.step(
          { 'buildx-mirror': `http://${proxy.address}${pathname}`, ...inputs },
          { toolCache },
        );
        await trial.post(step);
        trial.confirmRules(1, proxy);
        hold(trial, step, must);
        const left = filesBelow(toolCache);
        if (must.end !== 'succeeded' && left.length > 0) {
          trial.broken.push(`in the tool cache is ${left.join(', ')}`);
        }
      } finally {
        await proxy.close();
      }
    },
  }),
);
