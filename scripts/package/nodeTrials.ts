/** @file The package in Node, in other runtimes and under the eyes of compilers. */
import { statSync } from "node:fs";
import { join } from "node:path";
import type { Trial } from "./matrix.ts";
import type { Place } from "./place.ts";

/** Bytes that `npm pack` may have. */
const mostBytes = 700_000;

function expectText(text: string, wanted: string): void {
  if (!text.includes(wanted)) throw new Error(`expected ${JSON.stringify(wanted)}, got ${JSON.stringify(text)}`);
}

/** Every place that needs no browser, first those without the tools of `--all`. */
export function nodeTrials({ folder, tarball, root, run, all }: Place): Trial[] {
  const compiler = (name: string): string => join(folder, "node_modules", name, "bin/tsc");
  const own = join(root, "node_modules/typescript/bin/tsc");
  const compile = (tsc: string) => () => run(process.execPath, tsc);
  const node =
    (path: string, ...flags: string[]) =>
    () =>
      expectText(run(path, ...flags, "inNode.js"), "works");
  const other = (version: string): string => join(folder, `node_modules/node${version}/bin/node`);
  const command = (...args: string[]): unknown => JSON.parse(run("npx", "--no", "downhill", ...args, "--json"));
  const trials: Trial[] = [
    {
      what: `npm pack: at most ${mostBytes / 1000} kB`,
      run: () => {
        const { size } = statSync(tarball);
        console.log(`${(size / 1000).toFixed(0)} kB packed`);
        if (size > mostBytes) throw new Error(`${size} bytes`);
      },
    },
    { what: "TypeScript of this project, strict, skipLibCheck false", run: compile(own) },
    { what: `Node ${process.version}, ES modules`, run: node(process.execPath) },
    {
      what: "node --disallow-code-generation-from-strings",
      run: node(process.execPath, "--disallow-code-generation-from-strings"),
    },
    { what: "require() in Node 20.19 and later", run: () => expectText(run(process.execPath, "common.cjs"), "works") },
    {
      what: "downhill train",
      run: () => {
        const trained = command("train", "--data", "gauss", "--model", "2-2", "--lr", "0.1") as { reached: boolean };
        if (!trained.reached) throw new Error("it missed its target");
      },
    },
    {
      what: "downhill compare",
      run: () => {
        const { entries } = command("compare", "sgd", "adam", "--steps", "20", "--seeds", "1") as {
          entries: unknown[];
        };
        if (entries.length !== 2) throw new Error("it ranked no two rules");
      },
    },
    { what: "downhill check adam", run: () => command("check", "adam") },
    { what: "downhill explain adam", run: () => command("explain", "adam") },
  ];
  if (!all) return trials;
  return [
    ...trials,
    { what: "TypeScript 5.4, strict, skipLibCheck false", run: compile(compiler("typescript54")) },
    { what: "TypeScript 6, strict, skipLibCheck false", run: compile(compiler("typescript6")) },
    { what: "Node 22", run: node(other("22")) },
    { what: "Node 24", run: node(other("24")) },
    { what: "Bun", run: () => expectText(run("npx", "--no", "bun", "inNode.js"), "works") },
    { what: "Deno", run: () => expectText(run("npx", "--no", "deno", "run", "--allow-read", "inNode.js"), "works") },
    {
      what: "Jest 29 in a CommonJS project",
      run: () =>
        run(
          process.execPath,
          "--experimental-vm-modules",
          "node_modules/jest/bin/jest.js",
          "--testMatch",
          "**/jest.test.cjs",
        ),
    },
    { what: "publint", run: () => run("npx", "--no", "publint", "run", tarball, "--strict") },
    {
      what: "are-the-types-wrong, ES modules",
      run: () => run("npx", "--no", "attw", tarball, "--profile", "esm-only", "--format", "ascii"),
    },
  ];
}
