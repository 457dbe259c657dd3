import { fileURLToPath } from "node:url";
import react from "@vitejs/plugin-react";
import { defineConfig } from "vite";
import { unitSymbols } from "./unit-symbols.ts";

export default defineConfig({
  root: fileURLToPath(new URL(".", import.meta.url)),
  plugins: [react(), unitSymbols()],
  // The library from its sources: what the command line runs.
  resolve: {
    alias: {
      parapet: fileURLToPath(new URL("../../packages/parapet/src/index.ts", import.meta.url)),
    },
  },
  worker: { format: "es" },
  build: {
    target: "es2023",
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    reportCompressedSize: false,
    chunkSizeWarningLimit: 2000,
  },
});
