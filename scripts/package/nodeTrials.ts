/** @file The package in Node, in other runtimes and in compilers. */
import { statSync } from "node:fs";
import { join } from "node:path";
import ts from "typescript";
import type { Trial } from "./matrix.ts";
import { mostBytes } from "./mostBytes.ts";
import type { Place } from "./place.ts";

const typescript = "TypeScript, strict, skipLibCheck false";

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
      group: "Size",
      what: `npm pack: at most ${mostBytes / 1000} kB`,
      run: () => {
        const { size } = statSync(tarball);
        console.log(`${(size / 1000).toFixed(0)} kB packed`);
        if (size > mostBytes) throw new Error(`${size} bytes`);
      },
    },
    { group: typescript, what: `${ts.version}`, run: compile(own) },
    { group: "Node", what: process.version, run: node(process.execPath) },
    {
      group: "Node",
      what: "`--disallow-code-generation-from-strings`",
      run: node(process.execPath, "--disallow-code-generation-from-strings"),
    },
    {
      group: "Command",
      what: "`downhill train`",
      run: () => {
        const trained = command("train", "--data", "gauss", "--model", "2-2", "--lr", "0.1") as { reached: boolean };
        if (!trained.reached) throw new Error("it missed its target");
      },
    },
    {
      group: "Command",
      what: "`downhill compare`",
      run: () => {
        const { entries } = command("compare", "sgd", "adam", "--steps", "20", "--seeds", "1") as {
          entries: unknown[];
        };
        if (entries.length !== 2) throw new Error("it ranked no two rules");
      },
    },
    { group: "Command", what: "`downhill check adam`", run: () => command("check", "adam") },
    { group: "Command", what: "`downhill explain adam`", run: () => command("explain", "adam") },
  ];
  if (!all) return trials;
  return [
    ...trials,
    { group: typescript, what: "5.4", run: compile(compiler("typescript54")) },
    { group: typescript, what: "6", run: compile(compiler("typescript6")) },
    { group: "Node", what: "22", run: node(other("22")) },
    { group: "Node", what: "24", run: node(other("24")) },
    { group: "Other runtimes", what: "Bun", run: () => expectText(run("npx", "--no", "bun", "inNode.js"), "works") },
    {
      group: "Other runtimes",
      what: "Deno",
      run: () => expectText(run("npx", "--no", "deno", "run", "--allow-read", "inNode.js"), "works"),
    },
    { group: "Package", what: "publint", run: () => run("npx", "--no", "publint", "run", tarball, "--strict") },
    {
      group: "Package",
      what: "are-the-types-wrong",
      run: () => run("npx", "--no", "attw", tarball, "--profile", "esm-only", "--format", "ascii"),
    },
  ];
}
