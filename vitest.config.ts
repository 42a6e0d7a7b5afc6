import { readdirSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { defineConfig } from "vitest/config";

// `npm run test:full` adds the slow tests, named NAME.full.test.ts.
const full = process.env.TESTS === "full";
const root = fileURLToPath(new URL(".", import.meta.url));

// Files that replace modules, globals or kernels run alone; all others share their modules, which halves the work.
const replaces =
  /vi\.(mock|doMock|stubGlobal|stubEnv|resetModules)\(|forgetInstance|useReference|defineProperty\(globalThis/;
const alone = readdirSync(`${root}tests`, { recursive: true, encoding: "utf8" })
  .filter((name) => name.endsWith(".test.ts") && replaces.test(readFileSync(`${root}tests/${name}`, "utf8")))
  .map((name) => `tests/${name.replaceAll("\\", "/")}`);
const slow = full ? [] : ["tests/**/*.full.test.ts"];

export default defineConfig({
  // Tests printed by `downhill explain RULE --test` import "downhill", as they do where the package is installed.
  resolve: {
    alias: [
      { find: /^downhill$/, replacement: `${root}src/index.ts` },
      { find: /^downhill\/testing$/, replacement: `${root}src/testing/index.ts` },
    ],
  },
  test: {
    testTimeout: 120_000,
    hookTimeout: 120_000,
    pool: "forks",
    execArgv: ["--expose-gc"],
    projects: [
      {
        extends: true,
        test: { name: "shared", include: ["tests/**/*.test.ts"], exclude: [...alone, ...slow], isolate: false },
      },
      { extends: true, test: { name: "alone", include: alone, exclude: slow } },
    ],
  },
});
