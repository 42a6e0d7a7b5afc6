import { defineConfig } from "vitest/config";

// `npm run test:full` adds the slow tests, named NAME.full.test.ts.
const full = process.env.TESTS === "full";

export default defineConfig({
  // Tests printed by `downhill explain RULE --test` import "downhill", as they do where the package is installed.
  resolve: { alias: [{ find: /^downhill$/, replacement: new URL("src/index.ts", import.meta.url).pathname }] },
  test: {
    include: ["tests/**/*.test.ts"],
    exclude: full ? [] : ["tests/**/*.full.test.ts"],
    testTimeout: 120_000,
    hookTimeout: 120_000,
    pool: "forks",
    execArgv: ["--expose-gc"],
  },
});
