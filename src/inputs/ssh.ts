import type { Form } from './form.ts';
import { type Facts, kindAt, missingHint } from './paths.ts';
import { quote } from './problems.ts';

/** `id` for the agent, `id=path` for a socket or a key: SSH.UnmarshalText of docker/buildx util/buildflags/ssh.go. */
export async function readSsh(
  form: Form,
  variables: Readonly<Record<string, string>>,
  facts: Facts,
): Promise<readonly string[]> {
  const { problems } = form;
  const ids = new Set<string>();
  const taken: string[] = [];
  for (const { text } of form.list('ssh', { commas: true })) {
    const equals = text.indexOf('=');
    const id = equals < 0 ? text : text.slice(0, equals);
    if (!/^[A-Za-z0-9_][A-Za-z0-9_.-]*$/.test(id)) {
      problems.add(
        'ssh',
        `${quote(text)} begins with no ID, expected id or id=path.`,
        /^[/~.]/.test(text)
          ? `Several keys of one ID are wrapped in double quotes, as in "default=/a,/b".`
          : undefined,
      );
      continue;
    }
    if (ids.has(id)) {
      problems.add('ssh', `the ID ${quote(id)} is given twice.`);
    }
    ids.add(id);
    if (equals < 0) {
      checkAgent(form, id, variables, facts);
    } else {
      for (const path of text.slice(equals + 1).split(',')) {
        await checkKey(form, text, path, facts);
      }
    }
    taken.push(text);
  }
  return taken;
}

/** buildx then takes the agent's socket from the environment; on Windows a pipe of a fixed name. */
function checkAgent(form: Form, id: string, variables: Readonly<Record<string, string>>, facts: Facts): void {
  if (variables['SSH_AUTH_SOCK'] || facts.os === 'win32') {
    return;
  }
  form.problems.add(
    'ssh',
    `${quote(id)} needs a running SSH agent, but SSH_AUTH_SOCK is not set.`,
    `Start an agent in an earlier step, or name a key: '${id}=path'.`,
  );
}

async function checkKey(form: Form, text: string, path: string, facts: Facts): Promise<void> {
  if (path.trim() === '') {
    form.problems.add('ssh', `${quote(text)} has no path behind the '='.`);
    return;
  }
  const kind = await kindAt('ssh', path, facts, form.problems);
  if (kind === 'directory') {
    form.problems.add('ssh', `${quote(path)} is a directory, but expected was a key or a socket.`);
  }
  if (kind === null) {
    form.problems.add('ssh', `there is no key or socket ${quote(path)}.`, missingHint(path, facts));
  }
}
