/** @file The architecture: imports point down and have no cycles; files and functions are short. */

import { readdirSync, readFileSync } from "node:fs";
import { dirname, join, normalize, relative } from "node:path";
import { fileURLToPath } from "node:url";
import ts from "typescript";
import { describe, expect, it } from "vitest";
import * as main from "../src/index.ts";
import * as node from "../src/node.ts";
import * as testing from "../src/testing/index.ts";

const src = fileURLToPath(new URL("../src", import.meta.url));

/** The folders that each folder may import besides itself. */
const allowed: Record<string, readonly string[]> = {
  math: [],
  check: [],
  array: ["check", "math"],
  kernels: ["array", "check", "math"],
  schedules: ["check", "math"],
  autograd: ["kernels", "array", "check", "math"],
  optim: ["schedules", "kernels", "array", "check", "math"],
  nn: ["autograd", "kernels", "array", "check", "math"],
  data: ["nn", "autograd", "kernels", "array", "check", "math"],
  checkpoint: ["nn", "optim", "schedules", "autograd", "kernels", "array", "check", "math"],
  training: ["checkpoint", "data", "nn", "optim", "schedules", "autograd", "kernels", "array", "check", "math"],
  model: ["training", "checkpoint", "data", "nn", "autograd", "kernels", "array", "check", "math"],
  testing: ["emit", "nn", "optim", "schedules", "autograd", "kernels", "array", "check", "math"],
  emit: ["optim", "schedules", "kernels", "array", "check", "math"],
  export: [
    "emit",
    "model",
    "training",
    "checkpoint",
    "data",
    "nn",
    "optim",
    "schedules",
    "autograd",
    "kernels",
    "array",
    "check",
    "math",
  ],
  cli: [
    "export",
    "emit",
    "model",
    "testing",
    "training",
    "checkpoint",
    "data",
    "nn",
    "optim",
    "schedules",
    "autograd",
    "kernels",
    "array",
    "check",
    "math",
  ],
};

/** Files over a budget, with the reason in a comment at their top. */
const longFiles: readonly string[] = [];
const longFunctions: readonly string[] = [];

const files = readdirSync(src, { recursive: true, encoding: "utf8" })
  .filter((file) => file.endsWith(".ts") && !/\.generated\.ts$|^generated\//.test(file) && !file.includes("assembly"))
  .map((file) => file.replaceAll("\\", "/"))
  .sort();

const read = (file: string): string => readFileSync(join(src, file), "utf8");

/** The files under src that a file imports; types too unless `valuesOnly`. */
function imports(file: string, valuesOnly = false): string[] {
  const statements = read(file).matchAll(/^(?:import|export)\s(type\s)?[^;]*?from\s+"([^"]+)"/gm);
  return [...statements]
    .filter(([, type, to]) => to.startsWith(".") && !(valuesOnly && type))
    .map(([, , to]) => relative(src, normalize(join(src, dirname(file), to))).replaceAll("\\", "/"));
}

/** The files that importing these loads. */
function loadedBy(...entries: readonly string[]): Set<string> {
  const seen = new Set<string>();
  const visit = (file: string): void => {
    if (seen.has(file)) return;
    seen.add(file);
    for (const to of imports(file, true)) visit(to);
  };
  entries.forEach(visit);
  return seen;
}

describe("the layers", () => {
  it.each(files.filter((file) => file.includes("/")))("%s imports only what lies below it", (file) => {
    const folder = file.split("/")[0];
    expect(Object.keys(allowed)).toContain(folder);
    const wrong = imports(file).filter((to) => ![folder, "generated", ...allowed[folder]].includes(to.split("/")[0]));
    expect(wrong).toEqual([]);
  });

  it("imports packages only in the readers of CSV, gzip and images: views and loops of ndarray are generated at build time", () => {
    const importers = files.filter((file) => !/^(cli|export)\//.test(file) && /from "(?!node:|\.)/.test(read(file)));
    expect(importers).toEqual([
      "data/images/support/decodeImage.ts",
      "data/tables/support/csvRows.ts",
      "data/tables/support/gunzip.ts",
    ]);
  });

  it("imports Node's modules in the command line and the entry for Node only", () => {
    const users = files.filter((file) => !file.startsWith("cli/") && /from "node:/.test(read(file)));
    const loaded = loadedBy("index.ts", "testing/index.ts");
    expect(users.filter((file) => loaded.has(file))).toEqual([]);
  });

  it("loads checks, emitters, exporters and reports with the command that needs them", () => {
    const loaded = [...loadedBy(...files.filter((file) => /^cli\/(\w+)\/\1\.ts$/.test(file)))];
    expect(loaded.length).toBeGreaterThan(300);
    expect(
      loaded.filter((file) =>
        /^(emit|export|testing\/(claims|identify)|cli\/train\/(report|live))\/|^testing\/check|\/event(File|Record)\.ts$/.test(
          file,
        ),
      ),
    ).toEqual([]);
  });

  it("loads checks and kinds of errors only before the command is known", () => {
    const loaded = [...loadedBy("cli/main.ts")];
    expect(loaded).toContain("cli/commands.ts");
    expect(loaded.filter((file) => !/^check\/|^cli\/((flags|terminal)\/)?\w+\.ts$|Error\.ts$/.test(file))).toEqual([]);
  });

  it("loads flags and texts only for the help of a command", () => {
    const helps = files.filter((file) => /^cli\/\w+\/\w+Help\.ts$/.test(file));
    expect(helps).toHaveLength(12);
    const own = /^cli\/(\w+\/\w+Help|experiment\/flags\/\w+Flags|experiment\/taskNames|terminal\/progressFlag)\.ts$/;
    expect([...loadedBy(...helps)].filter((file) => !own.test(file))).toEqual([]);
    expect(loadedBy("cli/train/trainHelp.ts").size).toBe(8);
  });

  it("loads one op with the layer that uses it: library modules import from files, not from indexes", () => {
    const importers = files.filter(
      (file) =>
        /^(nn|training|model|data)\//.test(file) &&
        !/(^|\/)index\.ts$/.test(file) &&
        imports(file, true).some((to) => to.endsWith("/index.ts")),
    );
    // A model file names layers of any kind.
    expect(importers).toEqual(["model/support/layerKinds.ts"]);
    expect([...loadedBy("nn/layers/relu.ts")].filter((file) => file.startsWith("autograd/ops/activations/"))).toEqual([
      "autograd/ops/activations/relu.ts",
    ]);
  });

  it("lets only kernels/ import kernels/wasm", () => {
    const importers = files.filter(
      (file) => !file.startsWith("kernels/") && imports(file).some((to) => to.startsWith("kernels/wasm/")),
    );
    expect(importers).toEqual([]);
  });

  it("has no import cycles", () => {
    const done = new Set<string>();
    const visit = (file: string, path: string[]): void => {
      if (path.includes(file)) throw new Error([...path.slice(path.indexOf(file)), file].join(" → "));
      if (done.has(file)) return;
      for (const to of imports(file, true)) visit(to, [...path, file]);
      done.add(file);
    };
    for (const file of files) visit(file, []);
    expect(files.filter((file) => !done.has(file))).toEqual([]);
  });

  it("uses no unseeded randomness", () => {
    expect(files.filter((file) => read(file).includes("Math.random"))).toEqual([]);
  });
});

const isRule = (file: string): boolean => file.startsWith("optim/rules/");

function budget(file: string): number {
  // Each variant is one more loop.
  if (isRule(file)) return 60 + 25 * (read(file).match(/^ {6}(update\(|compose:)/gm) ?? []).length;
  if (file.startsWith("autograd/ops/") && file !== "autograd/ops/index.ts") return 80;
  return file.startsWith("kernels/wasm/") ? 400 : 250;
}

/** A rule's budget is for its equations, not for sources, the texts of `differsFrom` and its kernel. */
const otherLines =
  /^const \w+ = \{\n {2}authors:.*?^\};\n|^( *)source: \{$.*?^\1\},\n|^ {2}differsFrom: \[.*?^ {2}\],\n|^import \{ \w+ as kernel \}[^\n]*\n|^\n {2}kernel,\n/gms;

/** The lines of a file; of a rule those of its equations. */
const lineCount = (file: string): number =>
  (isRule(file) ? read(file).replace(otherLines, "") : read(file)).trimEnd().split("\n").length;

describe("one guess", () => {
  it("finds every export of every entry in the file of its name", () => {
    const exported = [main, node, testing].flatMap(Object.keys);
    const declaration = "(/\\* @__NO_SIDE_EFFECTS__ \\*/ )?export (abstract )?(async )?(const|let|function\\*?|class)";
    const isHome = (name: string): boolean =>
      files.some(
        (file) =>
          file.split("/").pop()?.toLowerCase() === `${name.toLowerCase()}.ts` &&
          new RegExp(`^${declaration} ${name}\\b`, "m").test(read(file)),
      );
    // `export * as rules` is the folder of that name.
    const isFolder = (name: string): boolean => files.some((file) => file.endsWith(`/${name}/index.ts`));
    const isNamespace = (name: string): boolean =>
      Object.prototype.toString.call(Reflect.get(main, name)) === "[object Module]";
    const lost = [...new Set(exported)].filter((name) => !isHome(name) && !(isNamespace(name) && isFolder(name)));
    expect(lost).toEqual([]);
  });
});

describe("backpropagation", () => {
  it("is one function of at most 25 lines, alone in its file", () => {
    const lines = read("autograd/backward.ts").trimEnd().split("\n");
    const start = lines.findIndex((line) => line.startsWith("export function backward("));
    expect(lines.slice(start + 1).indexOf("}")).toBe(lines.length - start - 2);
    expect(lines.length - start).toBeLessThanOrEqual(25);
  });
});

describe("the budgets", () => {
  it.each(files)("%s is short enough", (file) => {
    if (longFiles.includes(file)) expect(read(file)).toMatch(/longer than its budget because/);
    else expect(lineCount(file)).toBeLessThanOrEqual(budget(file));
  });

  it("has no function over 40 lines", () => {
    const long = files
      .filter((file) => !file.startsWith("kernels/wasm/"))
      .flatMap((file) => {
        const source = ts.createSourceFile(file, read(file), ts.ScriptTarget.ES2022, true);
        const found: string[] = [];
        const visit = (node: ts.Node): void => {
          if (ts.isFunctionLike(node) && "body" in node && node.body) {
            const body = node.body as ts.Node;
            const lines =
              source.getLineAndCharacterOfPosition(body.end).line -
              source.getLineAndCharacterOfPosition(body.getStart()).line +
              1;
            if (lines > 40)
              found.push(`${file}:${source.getLineAndCharacterOfPosition(node.getStart()).line + 1} (${lines} lines)`);
          }
          ts.forEachChild(node, visit);
        };
        visit(source);
        return found;
      });
    expect(long.filter((entry) => !longFunctions.includes(entry.split(" ")[0]))).toEqual([]);
  });
});

describe("tests and scripts", () => {
  const root = fileURLToPath(new URL("..", import.meta.url));
  const importsOf = (folder: string) =>
    readdirSync(join(root, folder), { recursive: true, encoding: "utf8" })
      .filter((file) => file.endsWith(".ts"))
      .map((file) => `${folder}/${file.replaceAll("\\", "/")}`)
      .flatMap((file) =>
        [...readFileSync(join(root, file), "utf8").matchAll(/(?:from|import\()\s*"(\.[^"]+)"/g)].map(([, to]) => ({
          file,
          to: normalize(join(dirname(file), to)).replaceAll("\\", "/"),
        })),
      );

  it("never import from scripts/ in a test", () => {
    expect(importsOf("tests").filter(({ to }) => to.startsWith("scripts/"))).toEqual([]);
  });

  it("share only tests/support with scripts", () => {
    const shared = importsOf("scripts").filter(({ to }) => to.startsWith("tests/"));
    expect(shared.filter(({ to }) => !to.startsWith("tests/support/"))).toEqual([]);
    expect(importsOf("src").filter(({ to }) => /^(tests|scripts)\//.test(to))).toEqual([]);
  });

  it("read no clock and no memory of the process in a test", () => {
    const tests = readdirSync(join(root, "tests"), { recursive: true, encoding: "utf8" }).filter((file) =>
      file.endsWith(".test.ts"),
    );
    const clock = /performance\.now|Date\.now|hrtime|cpuUsage|memoryUsage|resourceUsage/;
    const reads = (file: string) =>
      file !== "architecture.test.ts" && clock.test(readFileSync(join(root, "tests", file), "utf8"));
    expect(tests.filter(reads)).toEqual([]);
  });
});
