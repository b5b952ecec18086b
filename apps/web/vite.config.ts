import { defineConfig } from "vite";

export default defineConfig({
  base: "./",
  resolve: { conditions: ["@unspectro/source", "module", "browser", "import", "default"] },
  build: { target: "es2022", assetsInlineLimit: 0, modulePreload: { polyfill: false } },
  worker: { format: "es" },
});
