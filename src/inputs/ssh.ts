import type { Form } from './syntax/form.ts';
import { kindAt, missingHint } from './syntax/paths.ts';
import type { Complaint } from './syntax/problems.ts';
import { quote } from './syntax/quote.ts';

/** `id` for the agent, `id=path` for a socket or a key: SSH.UnmarshalText of docker/buildx util/buildflags/ssh.go. */
export async function readSsh(form: Form<'ssh'>): Promise<readonly string[]> {
  const ids = new Set<string>();
  const taken: string[] = [];
  for (const { text } of form.list('ssh', { commas: true, quotedCommas: true })) {
    const equals = text.indexOf('=');
    const id = equals < 0 ? text : text.slice(0, equals);
    if (!/^[A-Za-z0-9_][A-Za-z0-9_.-]*$/.test(id)) {
      form.refuse('ssh', ...idComplaint(text));
      continue;
    }
    if (ids.has(id)) {
      form.refuse('ssh', `the ID ${quote(id)} is used twice.`);
    }
    ids.add(id);
    if (equals < 0) {
      checkAgent(form, id);
    }
    for (const path of equals < 0 ? [] : text.slice(equals + 1).split(',')) {
      await checkKey(form, text, path);
    }
    taken.push(text);
  }
  return taken;
}

function idComplaint(text: string): Complaint {
  return [
    `${quote(text)} does not begin with an ID; expected id or id=path.`,
    /^[/~.]/.test(text)
      ? `Put double quotes around several keys of one ID, as in "default=/a,/b".`
      : undefined,
  ];
}

/** buildx then takes the agent's socket from the environment; on Windows a pipe of a fixed name. */
function checkAgent(form: Form<'ssh'>, id: string): void {
  if (form.variables['SSH_AUTH_SOCK'] || form.facts.os === 'win32') {
    return;
  }
  form.refuse(
    'ssh',
    `${quote(id)} needs a running SSH agent, but SSH_AUTH_SOCK is not set.`,
    `Start an agent in an earlier step, or name a key: '${id}=path'.`,
  );
}

async function checkKey(form: Form<'ssh'>, text: string, path: string): Promise<void> {
  if (path.trim() === '') {
    form.refuse('ssh', `${quote(text)} has no path after the '='.`);
    return;
  }
  const kind = await kindAt(form, 'ssh', path);
  if (kind === 'directory') {
    form.refuse('ssh', `${quote(path)} is a directory, but a key or a socket was expected.`);
  }
  if (kind === null) {
    form.refuse('ssh', `the key or socket ${quote(path)} does not exist.`, missingHint(path, form.facts));
  }
}
