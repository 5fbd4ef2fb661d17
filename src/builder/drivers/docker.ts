import type { Driver } from './driver.ts';

/** The driver docker: the BuildKit inside of the Docker daemon, which is there with it, and is nobody's to remove. */
export const daemonsOwn: Driver = {
  onDaemon: true,
  boots: false,
  ownerInEntry: false,
  options: () => [],
  secretOptions: () => ({}),
  flags: () => null,
  check: async () => undefined,
  greet: async () => undefined,
  explain: () => null,
  describeEnd: async () =>
    'The BuildKit of the Docker daemon ended, or the daemon itself did: its log says why.',
  removeNode: async () => null,
  remains: async () => new Map(),
};
