import { defineConfig } from "vitest/config";

export default defineConfig({
  test: {
    projects: ["packages/*", "plugins/*", "apps/cli", "tests", "examples/add-a-reader"],
    passWithNoTests: true,
  },
});
