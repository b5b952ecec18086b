import { defineConfig } from "vitest/config";

/** Tests of the built page in a real browser: `npm run test:browser`. */
export default defineConfig({
  resolve: { conditions: ["@unspectro/source"] },
  ssr: { resolve: { conditions: ["@unspectro/source"] } },
  test: {
    include: ["browser/**/*.test.ts"],
    testTimeout: 150_000,
    hookTimeout: 60_000,
    // One browser at a time: frame rates are measured.
    fileParallelism: false,
  },
});
