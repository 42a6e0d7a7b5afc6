import { defineConfig } from "vitest/config";

export default defineConfig({
  // A test that `downhill explain RULE --test` printed runs here as it does where the package is installed.
  resolve: { alias: [{ find: /^downhill$/, replacement: new URL("src/index.ts", import.meta.url).pathname }] },
  test: {
    include: ["tests/**/*.test.ts"],
    testTimeout: 60_000,
    hookTimeout: 60_000,
    pool: "forks",
    execArgv: ["--expose-gc"],
  },
});
