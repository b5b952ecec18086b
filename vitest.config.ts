import { defineConfig } from "vitest/config";

export default defineConfig({
  test: {
    projects: ["packages/*", "plugins/*", "apps/*", "tests", "examples/add-a-reader"],
    passWithNoTests: true,
  },
});
