/** @file The architecture: imports point down and have no cycles; files and functions are short. */

import { readdirSync, readFileSync } from "node:fs";
import { dirname, join, normalize } from "node:path";
import { describe, expect, it } from "vitest";
import * as main from "../src/index.ts";
import * as node from "../src/node.ts";
import * as testing from "../src/testing/index.ts";
import { budget, lineCount, longFunctions } from "./support/budgets.ts";
import { everything, files, imports, loadedBy, read, root } from "./support/sourceTree.ts";

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
    expect(lineCount(file)).toBeLessThanOrEqual(budget(file));
  });

  it("has no file over 250 lines in tests, scripts, site, bench and examples", () => {
    const others = everything.filter(({ file }) => !file.startsWith("src/"));
    expect(others.length).toBeGreaterThan(700);
    expect(others.flatMap(({ file, text }) => (text.trimEnd().split("\n").length > 250 ? [file] : []))).toEqual([]);
  });

  it("has no function over 40 lines in src, and no named one in tests", () => {
    const inSrc = files.filter((file) => !file.startsWith("kernels/wasm/"));
    expect(inSrc.flatMap((file) => longFunctions(file, read(file), true))).toEqual([]);
    const inTests = everything.filter(({ file }) => file.startsWith("tests/"));
    // The browser gets this one as text, so it can call no other.
    const sent = /^tests\/emit\/wgsl\.full\.test\.ts:/;
    const long = inTests.flatMap(({ file, text }) => longFunctions(file, text, false));
    expect(long.filter((place) => !sent.test(place))).toEqual([]);
  });

  it("has no line of a comment over 120 characters; Biome holds the lines of code", () => {
    // A line of @gradcheck is executed, and the next line is another call.
    const isLong = (line: string): boolean =>
      line.length > 120 && /^\s*(\*|\/\/|\/\*)/.test(line) && !line.includes("@gradcheck");
    const long = everything.flatMap(({ file, text }) =>
      text.split("\n").flatMap((line, i) => (isLong(line) ? [`${file}:${i + 1}`] : [])),
    );
    expect(long).toEqual([]);
  });
});

describe("tests and scripts", () => {
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
