import { entitlementFlags } from './container.ts';
import type { Driver } from './driver.ts';

/** The driver kubernetes: each node is a deployment, reached with the cluster's own credentials. */
export const kubernetes: Driver = {
  onDaemon: false,
  boots: true,
  options: ({ image }, { driverOptions }) => [`image=${image}`, ...driverOptions],
  secretOptions: () => ({}),
  flags: ({ entitlements }, { flags }) => [entitlementFlags(entitlements), flags ?? ''].join(' ').trim(),
  check: async () => undefined,
  greet: async () => undefined,
  explain: () => null,
  describeEnd: async () => 'A pod of the builder ended.',
  removeNode: async () => 'its deployment may be left',
  remains: async () => new Map(),
};
