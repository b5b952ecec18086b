import { fileURLToPath } from "node:url";
import { defineProject, type UserProjectConfigExport } from "vitest/config";

/** Tests see the sources of sibling packages, so nothing need be built before a test. */
export const project: UserProjectConfigExport = defineProject({
  resolve: { conditions: ["@unspectro/source"] },
  ssr: { resolve: { conditions: ["@unspectro/source"] } },
  // Generous: a busy machine is no failure. A test that hangs still ends.
  test: {
    include: ["test/**/*.test.{ts,js}"],
    setupFiles: [fileURLToPath(new URL("./vitest.setup.ts", import.meta.url))],
    testTimeout: 60_000,
    hookTimeout: 120_000,
  },
});
