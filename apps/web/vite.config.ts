import { defineConfig } from "vite";
import { offline } from "./offline.ts";

export default defineConfig({
  base: "./",
  plugins: [offline()],
  resolve: { conditions: ["@unspectro/source", "module", "browser", "import", "default"] },
  build: { target: "es2022", assetsInlineLimit: 0, modulePreload: { polyfill: false } },
  worker: { format: "es" },
});
