import { configDefaults, defineConfig } from 'vitest/config';

const slow = ['tests/process/**/*.test.ts', 'tests/e2e/**/*.test.ts', 'tests/**/*.office.test.ts'];

export default defineConfig({
  test: {
    globals: false,
    projects: [
      {
        extends: true,
        test: {
          name: 'fast',
          include: ['tests/**/*.test.ts'],
          setupFiles: ['tests/support/property.ts'],
          exclude: [...configDefaults.exclude, ...slow],
          // The files share the modules of their worker, which saves a third of the time; each has its own office.
          isolate: false,
          maxWorkers: 2,
          testTimeout: 60_000,
          hookTimeout: 120_000,
        },
      },
      {
        // Real processes on real files; they mostly wait for each other.
        extends: true,
        test: { name: 'process', include: ['tests/process/**/*.test.ts'], maxWorkers: 3, testTimeout: 240_000, hookTimeout: 120_000 },
      },
      {
        // Our Word files in LibreOffice: npm run check:office.
        extends: true,
        test: { name: 'office', include: ['tests/**/*.office.test.ts'], testTimeout: 20_000 },
      },
      {
        // The journeys, in Chromium; two at a time, each with its own server and browser.
        extends: true,
        test: {
          name: 'e2e',
          include: ['tests/e2e/**/*.test.ts'],
          globalSetup: ['tests/e2e/setup.ts'],
          testTimeout: 180_000,
          hookTimeout: 180_000,
          // A busy machine answers late, not wrong.
          expect: { poll: { timeout: 20_000 } },
          maxWorkers: 2,
        },
      },
    ],
  },
});
