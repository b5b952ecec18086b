import { defineConfig } from "vite";

export default defineConfig({
  resolve: { conditions: ["@unspectro/source", "module", "browser", "import", "default"] },
});
