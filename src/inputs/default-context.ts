import type { Form } from './syntax/form.ts';

/** As docker/build-push-action writes it, in handlebars. */
const placeholder = /\{\{\s*defaultContext\s*\}\}/g;

/** A text with the workflow's own repository, at the commit of the event, in the place of `{{defaultContext}}`. */
export function withDefaultContext<N extends string>(form: Form<N>, input: N, text: string): string {
  if (text.search(placeholder) < 0) {
    return text;
  }
  const own = ownContext(form.variables);
  if (own === null) {
    form.refuse(
      input,
      '{{defaultContext}} is the repository of a workflow at the commit of its event, and GITHUB_REPOSITORY and GITHUB_SHA do not name one.',
      'Outside of a workflow, write a path, or the URL of a repository.',
    );
  }
  return own === null ? text : text.replace(placeholder, () => own);
}

/** null outside of a workflow. The merge commit of a pull request is one like any other, unless its head is asked for. */
function ownContext(variables: Readonly<Record<string, string>>): string | null {
  const server = (variables['GITHUB_SERVER_URL'] || 'https://github.com').replace(/\/+$/, '');
  const { GITHUB_REPOSITORY: repository = '', GITHUB_SHA: commit = '', GITHUB_REF: ref = '' } = variables;
  if (!/^[\w.-]+\/[\w.-]+$/.test(repository) || !/^[0-9a-f]{40,64}$/.test(commit)) {
    return null;
  }
  const head =
    variables['DOCKER_DEFAULT_GIT_CONTEXT_PR_HEAD_REF'] === 'true' && /^refs\/pull\/\d+\/merge$/.test(ref);
  return `${server}/${repository}.git#${head ? ref.replace(/merge$/, 'head') : commit}`;
}

/** The folder in a context of the workflow's own repository at its commit; null for every other context. */
export function ownFolder(variables: Readonly<Record<string, string>>, context: string): string | null {
  const own = ownContext(variables);
  if (own === null || (context !== own && !context.startsWith(`${own}:`))) {
    return null;
  }
  return context.slice(own.length + 1) || '.';
}
