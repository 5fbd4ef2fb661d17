import { join } from 'node:path';
import type { Source } from '../buildx/build-arguments.ts';
import type { Form } from './form.ts';
import { absolute, type Facts, kindAt, missingHint } from './paths.ts';
import { quote } from './problems.ts';

/** The context, the Dockerfile and the target stage. */
export async function readSource(form: Form, facts: Facts): Promise<Source> {
  const { problems } = form;
  const context = form.text('context');
  const file = form.optional('file');
  const target = form.optional('target');
  if (target !== null && /\s/.test(target)) {
    problems.add('target', `${quote(target)} has a blank inside, expected the name of one build stage.`);
  }
  if (isRemote(context) && (await kindAt('context', context, facts, problems)) !== 'directory') {
    if (/\s/.test(context)) {
      problems.add(
        'context',
        `${quote(context)} has a blank inside, but a URL has none.`,
        "Write a blank as '%20'.",
      );
    }
    return { context, remote: true, file, target };
  }
  const kind = await kindAt('context', context, facts, problems);
  if (kind === 'directory') {
    await checkDockerfile(form, facts, context, file);
  } else if (kind === null) {
    problems.add('context', `there is no directory ${quote(context)}.`, missingHint(context, facts));
  } else if (kind !== undefined) {
    problems.add(
      'context',
      `${quote(context)} is a file, but expected was a directory.`,
      "The Dockerfile is named by 'file'.",
    );
  }
  return { context, remote: false, file, target };
}

/**
 * What buildx does not look for on this machine: build.IsRemoteURL of docker/buildx build/utils.go and
 * ParseGitRef of moby/buildkit frontend/dockerfile/dfgitutil. A directory of that name comes first there.
 */
export function isRemote(context: string): boolean {
  return (
    /^(?:https?|git|ssh):\/\//.test(context) ||
    /^[a-zA-Z0-9-_]+@[a-zA-Z0-9-.]+:/.test(context) ||
    context.startsWith('github.com/')
  );
}

/** As buildx finds it: `file` relative to the working directory, else `Dockerfile` (or `dockerfile`) in the context. */
async function checkDockerfile(
  form: Form,
  facts: Facts,
  context: string,
  file: string | null,
): Promise<void> {
  const { problems } = form;
  if (file !== null && /^https?:\/\//.test(file)) {
    return;
  }
  const path = file ?? join(context, 'Dockerfile');
  const kind = await kindAt('file', path, facts, problems);
  if (kind === 'directory') {
    problems.add('file', `${quote(path)} is a directory, but expected was a Dockerfile.`, didYouMeanIn(path));
  }
  if (kind !== null) {
    return;
  }
  if (/(?:^|[\\/])Dockerfile$/.test(path)) {
    const lower = path.replace(/Dockerfile$/, 'dockerfile');
    if ((await kindAt('file', lower, facts, problems)) === 'file') {
      return;
    }
  }
  const inContext = file === null ? null : join(context, file);
  const there = inContext !== null && (await kindAt('file', inContext, facts, problems)) === 'file';
  problems.add(
    'file',
    `there is no Dockerfile ${quote(path)}.`,
    there
      ? `The path begins in the workspace, not in the context. Did you mean '${inContext}'?`
      : `It was looked for as ${absolute(path, facts)}. Name another one by 'file', or change 'context'; an actions/checkout step must come first.`,
  );
}

function didYouMeanIn(directory: string): string {
  return `Did you mean '${join(directory, 'Dockerfile')}'?`;
}
