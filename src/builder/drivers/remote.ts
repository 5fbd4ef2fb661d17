import type { Driver } from './driver.ts';

/** The driver remote: a BuildKit that somebody else runs. buildx keeps its address, and boots nothing. */
export const remote: Driver = {
  onDaemon: false,
  boots: false,
  options: (_, { driverOptions }) => driverOptions,
  secretOptions: () => ({}),
  flags: () => null,
  check: async () => undefined,
  explain: () => null,
  describeEnd: async () =>
    'The connection to its BuildKit broke, which this action does not run: its log says why.',
  // There was nothing but the entry that buildx keeps.
  removeNode: async () => null,
  remains: async () => new Map(),
};
