import { defineConfig } from 'vitest/config';

/** A test that takes long waits for real registries, builders and emulators; none waits for nothing. */
const project = (name: string, timeoutSeconds: number, options: { parallel: boolean }) => ({
  test: {
    name,
    include: [`__tests__/${name}/**/*.test.ts`],
    testTimeout: timeoutSeconds * 1000,
    hookTimeout: timeoutSeconds * 1000,
    fileParallelism: options.parallel,
  },
});

export default defineConfig({
  test: {
    projects: [
      project('unit', 20, { parallel: true }),
      project('meta', 120, { parallel: true }),
      project('contract', 60, { parallel: true }),
      // One machine, one engine: what runs beside a test must be part of the test.
      project('lab', 300, { parallel: false }),
    ],
  },
});
