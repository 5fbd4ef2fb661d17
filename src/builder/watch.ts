import { inspectBuilderArguments } from '../buildx/builder.ts';
import { parseInspectedNodes } from '../buildx/inspected-nodes.ts';
import { ActionError } from '../errors.ts';
import { type Node, nodesOf, type Ready } from './builder.ts';
import { driverOf } from './drivers/drivers.ts';

const lookEveryMs = 5_000;
/** Of one look; a node that answers at all does so in a moment. */
const nodeLimit = '8s';
const lookLimitMs = 15_000;
/** One alone may be a machine that has a lot to do. */
const looksInVain = 3;

/**
 * Runs a build, and ends it if one of its nodes no longer answers: buildx would wait for ever, because nothing asks a
 * connection that is silent whether it is still one. Throws `builder-died`, which names the node, or what `build`
 * throws. A builder on the runner's own daemon is not looked after: what stops that one, stops the runner too.
 */
export async function watchNodes<T>(session: Ready, build: (session: Ready) => Promise<T>): Promise<T> {
  const { builder } = session;
  if (builder.nodes.length === 1 && builder.nodes[0].endpoint === null && driverOf(builder.driver).onDaemon) {
    return build(session);
  }
  const over = new AbortController();
  const dead = new AbortController();
  const looking = lookAfter(nodesOf(session), dead, {
    ...session,
    signal: AbortSignal.any([session.signal, over.signal, dead.signal]),
  }).catch(() => undefined);
  try {
    return await build({ ...session, signal: AbortSignal.any([session.signal, dead.signal]) });
  } finally {
    over.abort();
    await looking;
  }
}

/** Until its signal fires. */
async function lookAfter(nodes: readonly Node[], dead: AbortController, session: Ready): Promise<void> {
  const inVain = new Map<string, number>();
  for (;;) {
    await session.clock.sleep(lookEveryMs, session.signal);
    const answering = await answeringNames(session);
    for (const { name } of nodes) {
      inVain.set(name, answering.has(name) ? 0 : (inVain.get(name) ?? 0) + 1);
    }
    const gone = nodes.find(({ name }) => (inVain.get(name) ?? 0) >= looksInVain);
    if (gone !== undefined) {
      const where = gone.endpoint === null ? '' : ` at ${gone.endpoint}`;
      const named = nodes.length > 1 ? `The node '${gone.title}'${where}` : `The builder${where}`;
      dead.abort(
        new ActionError(
          'builder-died',
          `${named} no longer answers: it was asked ${looksInVain} times in a row.`,
          {
            hint: 'Does its process hang, was its machine suspended, or did the network between it and this runner break?',
          },
        ),
      );
    }
  }
}

async function answeringNames(session: Ready): Promise<ReadonlySet<string>> {
  const { processes, buildx, builder, signal } = session;
  const limited = AbortSignal.any([signal, AbortSignal.timeout(lookLimitMs)]);
  const inspected = await processes
    .run(buildx, inspectBuilderArguments(builder.name, nodeLimit), { signal: limited, graceMs: 0 })
    .catch(() => null);
  signal.throwIfAborted();
  const described = parseInspectedNodes(inspected?.stdout.toString('utf8') ?? '');
  return new Set(described.filter(({ state }) => state === 'running').map(({ name }) => name));
}
