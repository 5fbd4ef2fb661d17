import type { Ready } from '../builder/builder.ts';
import { watchNodes } from '../builder/watch.ts';
import type { Ledger } from '../session/ledger.ts';
import { type StageInputs, stageOnBuilder } from './one-builder.ts';
import { nodeParts, stagePerNode } from './per-node.ts';
import type { Staged } from './staged.ts';

/**
 * Builds to where nobody looks yet. Where several nodes have a part in the image, each stages its own; only with
 * `publish: direct` buildx itself puts them together, because it pushes the tags.
 */
export function stage(inputs: StageInputs, ledger: Ledger, session: Ready): Promise<Staged> {
  const direct = inputs.push && inputs.publish === 'direct';
  const isOne = direct || nodeParts(session.executions).length < 2;
  return watchNodes(session, (watched) =>
    isOne ? stageOnBuilder(inputs, ledger, watched) : stagePerNode(inputs, ledger, watched),
  );
}
