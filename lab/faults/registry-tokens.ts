// A registry whose token service fails.
import { tokenPath } from '../access.ts';
import type { FaultRule, Hit } from '../proxy.ts';
import { hold, type Must, type Scenario } from './scenario.ts';
import type { Trial, TriedStep } from './trial.ts';

const group = 'A token service that fails';

const faults: readonly (readonly [
  name: string,
  rule: Omit<FaultRule, 'path' | 'skip'>,
  ends: Must['end'],
])[] = [
  ['one 502', { kind: 'status', status: 502, body: 'html', times: 1 }, 'succeeded'],
  ['one reset', { kind: 'reset', times: 1 }, 'succeeded'],
  ['one 403', { kind: 'status', status: 403, times: 1 }, ['succeeded', 'registry-denied']],
  ['403 for ever', { kind: 'status', status: 403 }, 'registry-denied'],
  ['503 for ever', { kind: 'status', status: 503 }, 'registry-unavailable'],
  ['a page of HTML with status 200 for ever', { kind: 'html200' }, 'registry-unavailable'],
];

/** The first request for a token is the login's; later ones are those of the push, the read-back and the tags. */
const requests = 4;

/** How often the command that needed the nth token was run, by its requests to the registry. */
function attemptsIn(record: TriedStep['record'], nth: number): number {
  const count = (path: (hit: Hit) => boolean): number => record.filter(path).length;
  const refused = count(({ status }) => status === 403);
  if (nth === 0) {
    return refused;
  }
  if (nth === 1) {
    // A push asks for each of its blobs before it has a token, and may ask for several tokens at once.
    const blobs = record.filter(({ method, path }) => method === 'HEAD' && path.includes('/blobs/sha256:'));
    return Math.max(...blobs.map(({ path }) => count((hit) => hit.method === 'HEAD' && hit.path === path)));
  }
  // The verification begins with two reads at once, each of which asks for a token.
  return Math.ceil(refused / 2);
}

export const registryTokens: readonly Scenario[] = faults.map(([name, rule, end]) => ({
  group,
  name: `${name}, from the 1st to the ${requests}th request for a token on, in turn`,
  times: requests,
  quick: 0,
  async play(trial: Trial, nth: number) {
    const { tokenProxy: proxy } = trial;
    proxy.add({ ...rule, path: `^${tokenPath}`, skip: nth });
    const step = await trial.step({
      retries: '1',
      registry: proxy.address,
      tags: `${proxy.address}/${trial.repository}:1`,
    });
    await trial.post(step);
    trial.confirmRules(1, proxy);
    hold(trial, step, { end });
    if (rule.status === 403 && attemptsIn(step.record, nth) > 1) {
      trial.broken.push('a token was asked for again after a 403');
    }
  },
}));
