import type { Tag } from '../oci/reference.ts';
import type { LoginRequest } from '../registry/credentials/logins.ts';
import type { Phase } from '../session/session.ts';

/** What decides what the phases of a build have to do. */
export interface ActivityFacts extends LoginRequest {
  readonly tags: readonly Tag[];
  readonly push: boolean;
}

/** What a time limit interrupted: `building and pushing to ghcr.io (phase build)`. */
export function describeActivity(phase: Phase, { tags, push, ...logins }: ActivityFacts): string {
  const registries = [...new Set(tags.map(({ registry }) => registry))].join(', ');
  const loggingIn = describeLogins(logins);
  const activities: Readonly<Record<Phase, string>> = {
    setup: `${loggingIn}setting up buildx, the emulators and the builder`,
    build: push ? `building and pushing to ${registries}` : 'building',
    verify: push ? `verifying the image in ${registries}` : 'verifying the image',
    publish: push ? `tagging in ${registries}` : 'exporting the image',
  };
  return `${activities[phase]} (phase ${phase})`;
}

/** The same of a merge. */
export function describeMerge(phase: Phase, { tags, ...logins }: Omit<ActivityFacts, 'push'>): string {
  const registries = [...new Set(tags.map(({ registry }) => registry))].join(', ');
  const loggingIn = describeLogins(logins);
  const activities: Readonly<Record<Phase, string>> = {
    setup: `${loggingIn}setting up buildx`,
    build: `assembling the image in ${registries}`,
    verify: `verifying the image in ${registries}`,
    publish: `tagging in ${registries}`,
  };
  return `${activities[phase]} (phase ${phase})`;
}

function describeLogins({ login, registryAuth }: LoginRequest): string {
  const all = [...(login === null ? [] : [login]), ...registryAuth.logins].map(({ registry }) => registry);
  return all.length === 0 ? '' : `logging in to ${[...new Set(all)].join(', ')} and `;
}
