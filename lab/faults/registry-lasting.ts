// A registry that fails for good, or for so long that the step must wait, or that lies.
import { connect } from 'node:net';
import type { FaultRule } from '../proxy.ts';
import { hold, type Must, type Scenario } from './scenario.ts';
import type { Trial, TriedStep } from './trial.ts';

const group = 'A registry that goes on failing, lags or lies';

const always: Pick<FaultRule, 'kind' | 'status'> = { kind: 'status', status: 503 };
const upload = { method: 'POST|PATCH|PUT', path: '/blobs/uploads/' };
const byDigest = '/manifests/sha256:';
const tag = (name: string): string => `/manifests/${name}$`;

/** A lasting fault as data. */
export interface Fault {
  readonly name: string;
  readonly rules: readonly FaultRule[];
  readonly inputs?: (trial: Trial) => Readonly<Record<string, string>>;
  readonly must: Must;
  readonly times?: number;
  readonly quick?: number;
  readonly slow?: boolean;
  /** What the tags point at before. */
  readonly published?: boolean;
  /** Whether a fault without rules came to pass; default: each rule was met. */
  readonly happened?: (trial: Trial, step: TriedStep) => boolean | Promise<boolean>;
}

const five = (trial: Trial) => ({ tags: trial.tags('1', '2', '3', '4', '5') });
const impatient = { retries: '1' };

const faults: readonly Fault[] = [
  {
    name: '503 at every upload',
    rules: [{ ...always, ...upload }],
    inputs: () => impatient,
    must: {
      end: 'registry-unavailable',
      published: 'nothing',
      says: [/503/, /Published: nothing/],
      outputs: [],
    },
    quick: 1,
  },
  {
    name: '503 with a page of HTML at every manifest that is pushed',
    rules: [{ ...always, body: 'html', method: 'PUT', path: byDigest }],
    inputs: () => impatient,
    must: { end: 'registry-unavailable', published: 'nothing', says: [/503/], outputs: [] },
  },
  {
    name: '429 with Retry-After: 1 for ever, at every upload',
    rules: [{ kind: 'status', status: 429, retryAfter: 1, ...upload }],
    must: { end: 'registry-unavailable', published: 'nothing', says: [/toomanyrequests|429/], outputs: [] },
  },
  {
    name: '429 with Retry-After: 3, eight times, at a tag',
    rules: [{ kind: 'status', status: 429, retryAfter: 3, times: 8, method: 'PUT', path: tag('1') }],
    must: { end: 'succeeded', published: 'all tags', atLeastSeconds: 3 },
  },
  {
    name: '403 at every upload',
    rules: [{ kind: 'status', status: 403, ...upload }],
    must: {
      end: 'registry-denied',
      published: 'nothing',
      says: [/packages: write/],
      outputs: [],
      atMostSeconds: 15,
      attempts: { method: 'HEAD', path: '/blobs/sha256:', most: 1 },
    },
    quick: 1,
  },
  {
    name: '403 at the uploads to one of two repositories',
    rules: [{ kind: 'status', status: 403, method: 'POST|PUT', path: '/second/' }],
    inputs: (trial) => ({ tags: [trial.tags('1'), second(trial, '1')].join('\n') }),
    // The first repository has the image by then, which the step cannot know of a build that failed; but a build of
    // more than three seconds is ended by the trial beside it before it pushes anything.
    must: {
      end: 'registry-denied',
      published: ['its digest, no tag', 'nothing'],
      says: [/second/],
      outputs: [],
      attempts: { method: 'HEAD', path: '/second/blobs/sha256:', most: 1 },
    },
    quick: 1,
  },
  {
    name: '403 at the tags of one of two repositories',
    rules: [{ kind: 'status', status: 403, method: 'PUT', path: `/second${tag('\\w+')}` }],
    inputs: (trial) => ({ tags: [trial.tags('1', '2'), second(trial, '1')].join('\n') }),
    must: {
      end: 'tag-failed',
      published: '2 of 3 tags',
      says: [/:1: moved/, /second:1: not there/],
      attempts: { method: 'PUT', path: `/second${tag('\\w+')}`, most: 1 },
    },
    quick: 1,
  },
  {
    name: '403 at the third of five tags',
    rules: [{ kind: 'status', status: 403, method: 'PUT', path: tag('3') }],
    inputs: five,
    must: {
      end: 'tag-failed',
      published: '2 of 5 tags',
      says: [/:1: moved/, /:3: not there/],
      attempts: { method: 'PUT', path: tag('3'), most: 1 },
    },
    quick: 1,
  },
  {
    name: '503 at the third of five tags, three times',
    rules: [{ ...always, times: 3, method: 'PUT', path: tag('3') }],
    inputs: five,
    must: { end: 'succeeded', published: 'all tags' },
  },
  {
    name: '503 at every tag',
    rules: [{ ...always, method: 'PUT', path: tag('\\w+') }],
    inputs: () => impatient,
    must: { end: 'tag-failed', published: 'its digest, no tag', says: [/503/, /:1: not there/] },
  },
  {
    name: 'a wrong password',
    rules: [],
    inputs: () => ({ password: 'wrong-password' }),
    happened: (_, { record }) => record.some((hit) => hit.status === 401 && hit.authorization !== ''),
    must: {
      end: 'registry-denied',
      published: 'nothing',
      says: [/Logging in to 127/],
      outputs: [],
      atMostSeconds: 15,
      // Docker's own first request may have failed and its second gone without the password, so it is tried once more.
      attempts: { method: 'GET', path: '^/v2/$', most: 2 },
    },
    quick: 1,
  },
  {
    name: 'what was pushed is unknown for 3 reads',
    // The registry is asked for the index five times: by the push itself, then by what reads it back.
    rules: [{ kind: 'status', status: 404, method: 'GET', path: byDigest, times: 3 }],
    must: { end: 'succeeded', published: 'all tags' },
    times: 3,
  },
  {
    name: 'what was pushed is unknown for ever',
    rules: [{ kind: 'status', status: 404, method: 'GET', path: byDigest }],
    inputs: () => impatient,
    must: { end: 'registry-unavailable', published: 'its digest, no tag', outputs: [] },
  },
  {
    name: 'a tag is unknown for 4 reads after it was set',
    rules: [{ kind: 'status', status: 404, method: 'HEAD|GET', path: tag('latest'), skip: 2, times: 4 }],
    must: { end: 'succeeded', published: 'all tags' },
  },
  {
    name: 'a page of HTML with status 200 for every manifest',
    rules: [{ kind: 'html200', method: 'GET', path: byDigest }],
    inputs: () => impatient,
    must: { end: 'digest-differs', published: 'its digest, no tag', says: [/proxy/], outputs: [] },
    quick: 1,
  },
  {
    name: 'a page of HTML with status 200 for one manifest',
    rules: [{ kind: 'html200', method: 'GET', path: byDigest, times: 1 }],
    must: { end: 'succeeded', published: 'all tags' },
  },
  {
    name: 'a flipped bit in one manifest that is read',
    rules: [{ kind: 'corrupt', method: 'GET', path: byDigest, times: 1 }],
    must: { end: 'succeeded', published: 'all tags' },
    times: 2,
  },
  {
    name: 'a flipped bit in one config that is read',
    rules: [{ kind: 'corrupt', method: 'GET', path: '/blobs/sha256:', times: 1 }],
    must: { end: 'succeeded', published: 'all tags' },
  },
  {
    name: 'a flipped bit in every manifest that is read',
    rules: [{ kind: 'corrupt', method: 'GET', path: byDigest }],
    inputs: () => impatient,
    must: { end: 'digest-differs', published: 'its digest, no tag', says: [/proxy/], outputs: [] },
    quick: 1,
  },
  {
    name: 'a flipped bit in every config that is read',
    rules: [{ kind: 'corrupt', method: 'GET', path: '/blobs/sha256:' }],
    inputs: () => impatient,
    must: { end: 'digest-differs', published: 'its digest, no tag', says: [/proxy/], outputs: [] },
  },
  {
    name: 'a flipped bit in one upload',
    rules: [{ kind: 'corrupt', method: 'PUT', path: '/blobs/uploads/', times: 1 }],
    must: { end: 'succeeded', published: 'all tags' },
  },
  {
    name: 'a flipped bit in the tag that is pushed',
    rules: [{ kind: 'corrupt', method: 'PUT', path: tag('1'), times: 1 }],
    must: { end: ['succeeded', 'tag-failed'] },
  },
  {
    name: 'tags are accepted and not stored; the old image stays',
    rules: [{ kind: 'swallow', method: 'PUT', path: tag('\\w+') }],
    published: true,
    must: { end: 'tag-failed', published: 'its digest, no tag', says: [/not moved, it points at sha256:/] },
    quick: 1,
  },
  {
    name: 'nobody listens at the address of the registry',
    rules: [],
    inputs: (trial) => ({ ...impatient, ...withoutLogin, tags: `127.0.0.1:9/${trial.repository}:1` }),
    happened: () => isSilent(9),
    must: { end: 'registry-unavailable', says: [/127\.0\.0\.1:9/], outputs: [] },
  },
];

const withoutLogin = { registry: '', username: '', password: '' };

/** Whether nobody listens at a port of this machine. */
function isSilent(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect(port, '127.0.0.1', () => {
      socket.destroy();
      resolve(false);
    }).once('error', () => resolve(true));
  });
}

function second(trial: Trial, name: string): string {
  return `${trial.proxy.address}/${trial.repository}/second:${name}`;
}

/** What all faults of this kind do. */
export function lasting(group: string, faults: readonly Fault[]): readonly Scenario[] {
  return faults.map(
    ({ name, rules, inputs, must, times = 1, quick = 0, slow = false, published = false, happened }) => ({
      group,
      name,
      times,
      quick,
      slow,
      async play(trial: Trial) {
        if (published) {
          const earlier = await trial.step();
          await trial.post(earlier);
          hold(trial, earlier, { end: 'succeeded' });
          trial.anew();
        }
        for (const rule of rules) {
          trial.proxy.add(rule);
        }
        const step = await trial.step(inputs?.(trial) ?? {});
        await trial.post(step);
        if (happened === undefined) {
          trial.confirmRules(rules.length);
        } else {
          trial.confirm(await happened(trial, step));
        }
        hold(trial, step, must);
      },
    }),
  );
}

export const registryLasting: readonly Scenario[] = lasting(group, faults);
