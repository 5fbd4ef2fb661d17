import { join } from 'node:path';
import type { Source } from '../buildx/build-arguments.ts';
import { checkContextUrl, checkDockerfileUrl } from './context-urls.ts';
import { ownFolder, withDefaultContext } from './default-context.ts';
import type { Form } from './syntax/form.ts';
import { absolute, kindAt, missingHint } from './syntax/paths.ts';
import { quote } from './syntax/quote.ts';
import { didYouMean } from './syntax/suggestion.ts';

type SourceInput = 'context' | 'file' | 'target';

/** The context, the Dockerfile and the target stage. */
export async function readSource(form: Form<SourceInput>): Promise<Source> {
  const context = withDefaultContext(form, 'context', form.text('context'));
  const file = form.optional('file');
  const target = form.optional('target');
  if (target !== null && /\s/.test(target)) {
    form.refuse('target', `${quote(target)} contains whitespace; expected the name of one build stage.`);
  }
  const kind = form.isRefused('context') ? undefined : await kindAt(form, 'context', context);
  // A directory with the name of a URL comes first, as with buildx.
  const remote = isRemote(context) && kind !== 'directory';
  if (remote) {
    checkContextUrl(form, 'context', context);
  } else if (kind === 'directory') {
    await checkDockerfile(form, context, file);
  } else if (kind === null) {
    form.refuse(
      'context',
      `the directory ${quote(context)} does not exist.`,
      missingHint(context, form.facts),
    );
  } else if (kind !== undefined) {
    form.refuse(
      'context',
      `${quote(context)} is a file, but a directory was expected.`,
      "Name the Dockerfile in 'file'.",
    );
  }
  const folder = remote ? ownFolder(form.variables, context) : context;
  return { context, remote, file, target, dockerfile: pathInCheckout(folder, file, remote) };
}

/** As buildx finds it: `file` is relative to the checkout, or to the folder of a remote context. */
function pathInCheckout(folder: string | null, file: string | null, remote: boolean): string | null {
  if (folder === null || (file !== null && isRemote(file))) {
    return null;
  }
  return file !== null && !remote ? file : join(folder, file ?? 'Dockerfile');
}

/**
 * What buildx does not look for on this machine: build.IsRemoteURL of docker/buildx build/utils.go and
 * ParseGitRef of moby/buildkit frontend/dockerfile/dfgitutil.
 */
export function isRemote(context: string): boolean {
  return (
    /^(?:https?|git|ssh):\/\//.test(context) ||
    /^[a-zA-Z0-9-_]+@[a-zA-Z0-9-.]+:/.test(context) ||
    context.startsWith('github.com/')
  );
}

/** As buildx finds it: `file` relative to the working directory, else `Dockerfile` (or `dockerfile`) in the context. */
async function checkDockerfile(form: Form<'file'>, context: string, file: string | null): Promise<void> {
  if (file !== null && /^https?:\/\//.test(file)) {
    checkDockerfileUrl(form, 'file', file);
    return;
  }
  const path = file ?? join(context, 'Dockerfile');
  const kind = await kindAt(form, 'file', path);
  if (kind === 'directory') {
    form.refuse(
      'file',
      `${quote(path)} is a directory, but a Dockerfile was expected.`,
      didYouMean(join(path, 'Dockerfile')),
    );
  }
  if (kind === 'file') {
    await warnOfDamage(form, path);
  }
  if (kind !== null || (await hasLowerCase(form, path))) {
    return;
  }
  const inContext = file === null ? null : join(context, file);
  const there = inContext !== null && (await kindAt(form, 'file', inContext)) === 'file';
  form.refuse(
    'file',
    `the Dockerfile ${quote(path)} does not exist.`,
    there
      ? `The path is resolved in the workspace, not in the context. Did you mean ${quote(inContext)}?`
      : `It was looked for at ${absolute(path, form.facts)}. Name another one in 'file', or change 'context'; and check that a step with actions/checkout comes first.`,
  );
}

/** BuildKit takes any bytes; what of them is a label or a name comes out as something else. */
async function warnOfDamage(form: Form<'file'>, path: string): Promise<void> {
  const line = await form.facts.damagedLine(absolute(path, form.facts));
  if (line !== null) {
    form.warn(
      'file',
      `line ${line} of ${quote(path)} is not UTF-8; what of it goes into the image will be damaged.`,
    );
  }
}

async function hasLowerCase(form: Form<'file'>, path: string): Promise<boolean> {
  return (
    /(?:^|[\\/])Dockerfile$/.test(path) &&
    (await kindAt(form, 'file', path.replace(/Dockerfile$/, 'dockerfile'))) === 'file'
  );
}
