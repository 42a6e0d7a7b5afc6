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

/** Every trial without a browser, first those without the tools of `--all`. */
export function nodeTrials(place: Place): Trial[] {
  const trials = [sizeTrial(place), ...ownTrials(place), ...commandTrials(place)];
  return place.all ? [...trials, ...otherTrials(place)] : trials;
}

function sizeTrial({ tarball }: Place): Trial {
  return {
    group: "Size",
    what: `npm pack: at most ${mostBytes / 1000} kB`,
    run: () => {
      const { size } = statSync(tarball);
      console.log(`${(size / 1000).toFixed(0)} kB packed`);
      if (size > mostBytes) throw new Error(`${size} bytes`);
    },
  };
}

/** This compiler and this Node. */
function ownTrials({ root, run }: Place): Trial[] {
  const node = (...flags: string[]): void => expectText(run(process.execPath, ...flags, "inNode.js"), "works");
  const strict = "--disallow-code-generation-from-strings";
  const compiler = join(root, "node_modules/typescript/bin/tsc");
  return [
    { group: typescript, what: `${ts.version}`, run: () => run(process.execPath, compiler) },
    { group: "Node", what: process.version, run: () => node() },
    { group: "Node", what: `\`${strict}\``, run: () => node(strict) },
  ];
}

function commandTrials({ run }: Place): Trial[] {
  const command = (...args: string[]) => JSON.parse(run("npx", "--no", "downhill", ...args, "--json"));
  const train = (): void => {
    const { reached } = command("train", "--data", "gauss", "--model", "2-2", "--lr", "0.1");
    if (!reached) throw new Error("training missed its target");
  };
  const compare = (): void => {
    const { entries } = command("compare", "sgd", "adam", "--steps", "20", "--seeds", "1");
    if (entries.length !== 2) throw new Error(`2 rules must be ranked, got ${entries.length}`);
  };
  return [
    { group: "Command", what: "`downhill train`", run: train },
    { group: "Command", what: "`downhill compare`", run: compare },
    { group: "Command", what: "`downhill check adam`", run: () => command("check", "adam") },
    { group: "Command", what: "`downhill explain adam`", run: () => command("explain", "adam") },
  ];
}

/** Other compilers, versions of Node and runtimes, and two checkers of packages. */
function otherTrials({ folder, tarball, run }: Place): Trial[] {
  const compile = (name: string) => () => run(process.execPath, join(folder, "node_modules", name, "bin/tsc"));
  const works =
    (path: string, ...args: string[]) =>
    () =>
      expectText(run(path, ...args, "inNode.js"), "works");
  const node = (version: string): string => join(folder, `node_modules/node${version}/bin/node`);
  const tool =
    (...args: string[]) =>
    () =>
      run("npx", "--no", ...args);
  return [
    { group: typescript, what: "5.4", run: compile("typescript54") },
    { group: typescript, what: "6", run: compile("typescript6") },
    { group: "Node", what: "22", run: works(node("22")) },
    { group: "Node", what: "24", run: works(node("24")) },
    { group: "Other runtimes", what: "Bun", run: works("npx", "--no", "bun") },
    { group: "Other runtimes", what: "Deno", run: works("npx", "--no", "deno", "run", "--allow-read") },
    { group: "Package", what: "publint", run: tool("publint", "run", tarball, "--strict") },
    {
      group: "Package",
      what: "are-the-types-wrong",
      run: tool("attw", tarball, "--profile", "esm-only", "--format", "ascii"),
    },
  ];
}
