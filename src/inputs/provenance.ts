/**
 * What `--provenance` is given: as docker/build-push-action does it, a public repository publishes
 * everything about its builds, a private one the least, and each names the run as its builder.
 * `asked` is what the user gave, null for nothing; null is returned for buildx's own default.
 */
export function provenanceFor(
  asked: string | null,
  variables: Readonly<Record<string, string>>,
  event: string | null,
): string | null {
  if (asked === 'false' || asked?.includes('disabled=')) {
    return asked;
  }
  const run = runUrl(variables);
  const builder = run === null || asked?.includes('builder-id=') ? [] : [`builder-id=${run}`];
  if (asked !== null) {
    return [...(asked === 'true' ? [] : [asked]), ...builder].join(',') || asked;
  }
  if (/^(?:1|t|true)$/i.test(variables['BUILDX_NO_DEFAULT_ATTESTATIONS'] ?? '')) {
    return null;
  }
  const visibility = isPrivate(event);
  if (visibility === null) {
    return null;
  }
  return [visibility ? 'mode=min,inline-only=true' : 'mode=max', ...builder].join(',');
}

/** From the event that started the workflow; null where there is none, as outside of GitHub. */
function isPrivate(event: string | null): boolean | null {
  try {
    const payload = JSON.parse(event ?? '') as { repository?: { private?: unknown } } | null;
    const value = payload?.repository?.private;
    return typeof value === 'boolean' ? value : null;
  } catch {
    return null;
  }
}

function runUrl(variables: Readonly<Record<string, string>>): string | null {
  const { GITHUB_SERVER_URL: server, GITHUB_REPOSITORY: repository, GITHUB_RUN_ID: run } = variables;
  if (!server || !repository || !run) {
    return null;
  }
  return `${server}/${repository}/actions/runs/${run}/attempts/${variables['GITHUB_RUN_ATTEMPT'] || '1'}`;
}
