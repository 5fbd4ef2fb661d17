import { isCredentialName } from './credentials.ts';
import type { Form } from './syntax/form.ts';
import type { Complaint } from './syntax/problems.ts';
import { quote } from './syntax/quote.ts';

/** Notes why a URL cannot be a context, if it cannot. `subject` is what the sentence is about. */
export function checkContextUrl<N extends string>(
  form: Form<N>,
  input: N,
  url: string,
  subject = quote(url),
): void {
  complain(form, input, subject, contextUrlComplaint(url));
}

/** The same of the URL of a Dockerfile, which no secret goes along with. */
export function checkDockerfileUrl<N extends string>(form: Form<N>, input: N, url: string): void {
  complain(form, input, quote(url), dockerfileUrlComplaint(url));
}

function complain<N extends string>(
  form: Form<N>,
  input: N,
  subject: string,
  complaint: Complaint | null,
): void {
  if (complaint !== null) {
    const [why, hint] = complaint;
    form.refuse(input, `${subject} ${why}`, hint);
  }
}

/**
 * Why a URL cannot be a context, in words that show nothing of a credential; null if it can. A user and a
 * password over HTTP are handed to BuildKit as a secret; whatever else stands in the URL is an argument of
 * buildx, and published with the provenance.
 */
function contextUrlComplaint(url: string): Complaint | null {
  if (/\s/.test(url)) {
    return ['contains whitespace, but URLs have none.', "Write a blank as '%20'."];
  }
  const [, scheme = '', rest = ''] = /^(https?|git|ssh):\/\/(.*)$/s.exec(url) ?? [];
  const authority = rest.replace(/[/?#].*$/s, '');
  if (!authority.includes('@') && /:(?!\d*$)/.test(authority) && rest.includes('@')) {
    return [
      "has a password with '/', '?' or '#' in it.",
      "Write '%2F', '%3F' or '%23' in their place, or give the password as a secret GIT_AUTH_TOKEN.HOST.",
    ];
  }
  if (/^(?:git|ssh)$/.test(scheme) && /^[^@]*:.*@/.test(authority)) {
    return [
      `has a password, which ${scheme}:// does not use.`,
      "For SSH, give a key with 'ssh'; a token needs https://.",
    ];
  }
  const query = /^[^?#]*\?([^#]*)/.exec(rest)?.[1] ?? '';
  const credential = query
    .split('&')
    .map((field) => field.split('=', 1)[0] ?? '')
    .find((name) => isCredentialName(name) || /^(?:jwt|hmac|auth)$/i.test(name));
  return credential === undefined
    ? null
    : [
        `has the parameter '${credential}', which looks like a credential: it would be readable on this machine, and published in the provenance.`,
        'Give it as a secret that BuildKit sends with the request, GIT_AUTH_TOKEN.HOST or HTTP_AUTH_TOKEN_HOST; or download the file in an earlier step.',
      ];
}

function dockerfileUrlComplaint(url: string): Complaint | null {
  const authority = url.replace(/^https?:\/\//, '').replace(/[/?#].*$/s, '');
  return (
    contextUrlComplaint(url) ??
    (/^[^@]*:.*@/.test(authority)
      ? ['has a login, which would be readable on this machine.', 'Download the file in an earlier step.']
      : null)
  );
}
