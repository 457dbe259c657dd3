import { defineConfig } from "vitest/config";

export default defineConfig({
  resolve: { conditions: ["development"] },
  ssr: { resolve: { conditions: ["development"], externalConditions: ["development"] } },
  test: {
    include: [
      "packages/*/{src,test}/**/*.test.ts",
      "apps/*/{src,test}/**/*.test.ts",
      "tools/**/*.test.ts",
      "examples/**/*.test.ts",
    ],
    setupFiles: ["./vitest.setup.ts"],
    // Every core takes a file at a time; the default leaves one idle, which on two cores doubles the time.
    maxWorkers: "100%",
    testTimeout: 120_000,
    hookTimeout: 120_000,
  },
});
