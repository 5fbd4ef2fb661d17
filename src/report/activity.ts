import type { Tag } from '../oci/reference.ts';
import type { Login } from '../registry/credentials/password.ts';
import type { Phase } from '../session/session.ts';

/** What decides what the phases of a build have to do. */
export interface ActivityFacts {
  readonly tags: readonly Tag[];
  readonly push: boolean;
  readonly login: Login | null;
}

/** What a time limit interrupted: `building and pushing to ghcr.io (phase build)`. */
export function describeActivity(phase: Phase, { tags, push, login }: ActivityFacts): string {
  const registries = [...new Set(tags.map(({ registry }) => registry))].join(', ');
  const loggingIn = login === null ? '' : `logging in to ${login.registry} and `;
  const activities: Readonly<Record<Phase, string>> = {
    setup: `${loggingIn}setting up buildx, the emulators and the builder`,
    build: push ? `building and pushing to ${registries}` : 'building',
    verify: push ? `verifying the image in ${registries}` : 'verifying the image',
    publish: push ? `tagging in ${registries}` : 'exporting the image',
  };
  return `${activities[phase]} (phase ${phase})`;
}

/** The same of a merge. */
export function describeMerge(phase: Phase, { tags, login }: Omit<ActivityFacts, 'push'>): string {
  const registries = [...new Set(tags.map(({ registry }) => registry))].join(', ');
  const loggingIn = login === null ? '' : `logging in to ${login.registry} and `;
  const activities: Readonly<Record<Phase, string>> = {
    setup: `${loggingIn}setting up buildx`,
    build: `assembling the image in ${registries}`,
    verify: `verifying the image in ${registries}`,
    publish: `tagging in ${registries}`,
  };
  return `${activities[phase]} (phase ${phase})`;
}
