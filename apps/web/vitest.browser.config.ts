import { defineConfig } from "vitest/config";

/** What the tests of both kinds share. All that waits, waits for so long and then fails: the lane as a whole never stands still. */
const shared = { hookTimeout: 60_000, teardownTimeout: 20_000, expect: { poll: { timeout: 20_000 } } };

/** Tests of the built page in a real browser: `npm run test:browser`. */
export default defineConfig({
  resolve: { conditions: ["@unspectro/source"] },
  ssr: { resolve: { conditions: ["@unspectro/source"] } },
  test: {
    projects: [
      {
        extends: true,
        test: {
          ...shared,
          name: "stories",
          testTimeout: 90_000,
          include: ["browser/**/*.test.ts"],
          exclude: ["browser/large.test.ts"],
          maxWorkers: 2,
          sequence: { groupOrder: 0 },
        },
      },
      {
        extends: true,
        test: {
          ...shared,
          name: "measured",
          testTimeout: 150_000,
          include: ["browser/large.test.ts"],
          // One browser and nothing else: frame rates are measured.
          maxWorkers: 1,
          sequence: { groupOrder: 1 },
        },
      },
    ],
  },
});
