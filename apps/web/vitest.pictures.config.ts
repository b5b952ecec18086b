import { defineConfig } from "vitest/config";

/** The pictures of docs/page.md, taken of the built page: `pnpm --filter @unspectro/web pictures`. */
export default defineConfig({
  resolve: { conditions: ["@unspectro/source"] },
  ssr: { resolve: { conditions: ["@unspectro/source"] } },
  test: { include: ["browser/pictures.ts"], testTimeout: 150_000, hookTimeout: 60_000 },
});
