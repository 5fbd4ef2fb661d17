import type { Form } from './form.ts';
import { type Facts, kindAt, missingHint } from './paths.ts';
import { quote } from './problems.ts';
import { isRemote } from './source.ts';

/** Additional contexts, verbatim: `name=path`, or a URL, or `docker-image://…` and its like. */
export async function readBuildContexts(form: Form, facts: Facts): Promise<readonly string[]> {
  const { problems } = form;
  const names = new Set<string>();
  const taken: string[] = [];
  for (const { text, line } of form.list('build-contexts')) {
    const equals = text.indexOf('=');
    const name = text.slice(0, Math.max(equals, 0));
    const path = text.slice(equals + 1);
    if (!/^[^\s"']+$/.test(name) || path.trim() === '') {
      problems.add('build-contexts', `line ${line}, ${quote(text)}, is no name=path-or-url.`);
      continue;
    }
    if (names.has(name)) {
      problems.add('build-contexts', `the name ${quote(name)} is given twice.`);
    }
    names.add(name);
    if (!isRemote(path) && !/^(?:docker-image|oci-layout):\/\//.test(path)) {
      const kind = await kindAt('build-contexts', path, facts, problems);
      if (kind === null) {
        problems.add(
          'build-contexts',
          `there is no directory ${quote(path)} for ${quote(name)}.`,
          missingHint(path, facts),
        );
      } else if (kind !== 'directory' && kind !== undefined) {
        problems.add(
          'build-contexts',
          `${quote(path)} for ${quote(name)} is a file, but expected was a directory.`,
        );
      }
    }
    taken.push(text);
  }
  return taken;
}
