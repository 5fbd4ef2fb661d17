import { checkContextUrl } from './context-urls.ts';
import { withDefaultContext } from './default-context.ts';
import { isRemote } from './source.ts';
import type { Form } from './syntax/form.ts';
import { kindAt, missingHint } from './syntax/paths.ts';
import { quote } from './syntax/quote.ts';

/** Additional contexts, verbatim: `name=path`, or a URL, or `docker-image://…` and its like. */
export async function readBuildContexts(form: Form<'build-contexts'>): Promise<readonly string[]> {
  const names = new Set<string>();
  const taken: string[] = [];
  for (const { text, line } of form.list('build-contexts')) {
    const equals = text.indexOf('=');
    const name = text.slice(0, Math.max(equals, 0));
    const path = withDefaultContext(form, 'build-contexts', text.slice(equals + 1));
    if (!/^[^\s"']+$/.test(name) || path.trim() === '') {
      form.refuse('build-contexts', `line ${line}, ${quote(text)}, is not of the form name=path-or-url.`);
      continue;
    }
    if (names.has(name)) {
      form.refuse('build-contexts', `the name ${quote(name)} is used twice.`);
    }
    names.add(name);
    await checkDirectory(form, name, path);
    taken.push(`${name}=${path}`);
  }
  return taken;
}

async function checkDirectory(form: Form<'build-contexts'>, name: string, path: string): Promise<void> {
  if (isRemote(path)) {
    checkContextUrl(form, 'build-contexts', path, `${quote(path)} for ${quote(name)}`);
    return;
  }
  if (/^(?:docker-image|oci-layout):\/\//.test(path)) {
    return;
  }
  const kind = await kindAt(form, 'build-contexts', path);
  if (kind === null) {
    form.refuse(
      'build-contexts',
      `the directory ${quote(path)} for ${quote(name)} does not exist.`,
      missingHint(path, form.facts),
    );
  } else if (kind === 'file' || kind === 'other') {
    form.refuse(
      'build-contexts',
      `${quote(path)} for ${quote(name)} is a file, but a directory was expected.`,
    );
  }
}
