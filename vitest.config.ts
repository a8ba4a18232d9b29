import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { configDefaults, defineConfig } from 'vitest/config';
import { BaseSequencer, type TestSpecification } from 'vitest/node';

const slow = ['tests/process/**/*.test.ts', 'tests/e2e/**/*.test.ts', 'tests/**/*.office.test.ts'];

/** The largest files first, so that the workers end together; before them the sweeps, which are short and take longest. */
class LongestFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const isSweep = ({ moduleId }: TestSpecification): boolean => moduleId.includes('/e2e/pages-');
    const sorted = await super.sort(files);
    return [...sorted.filter(isSweep), ...sorted.filter((file) => !isSweep(file))];
  }
}

export default defineConfig({
  test: {
    globals: false,
    sequence: { sequencer: LongestFirst },
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
          // The threads that the server makes of files, exports and readings import the same modules at each of some eighty starts.
          env: { NODE_COMPILE_CACHE: join(tmpdir(), 'passerelle-test-compiled') },
          testTimeout: 60_000,
          hookTimeout: 120_000,
        },
      },
      {
        // Real processes on real files; they mostly wait for each other. The files share the office that is made once.
        extends: true,
        test: { name: 'process', include: ['tests/process/**/*.test.ts'], globalSetup: ['tests/process/setup.ts'], isolate: false, maxWorkers: 2, testTimeout: 240_000, hookTimeout: 120_000 },
      },
      {
        // Our Word files in LibreOffice: npm run check:office.
        extends: true,
        test: { name: 'office', include: ['tests/**/*.office.test.ts'], testTimeout: 20_000 },
      },
      {
        // The journeys, in Chromium, those that change something with a server for their file; they wait a quarter of their time, so three keep two cores busy.
        extends: true,
        test: {
          name: 'e2e',
          include: ['tests/e2e/**/*.test.ts'],
          globalSetup: ['tests/e2e/setup.ts'],
          testTimeout: 300_000,
          hookTimeout: 180_000,
          // The files share their worker's browser and its windows.
          isolate: false,
          // A busy machine answers late, not wrong.
          expect: { poll: { timeout: 60_000 } },
          maxWorkers: 3,
        },
      },
    ],
  },
});
