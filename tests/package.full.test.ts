/** @file The files of the packed package: built and packed in a copy of the project, unpacked as npm would. */
import { execFileSync } from "node:child_process";
import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";
import ts from "typescript";
import { beforeAll, describe, expect, it } from "vitest";
import * as rules from "../src/optim/rules/index.ts";
import * as wrappers from "../src/optim/wrappers/index.ts";
import * as schedules from "../src/schedules/registry.ts";
import { copyProject } from "./support/copyProject.ts";
import { type Editor, editorOf } from "./support/editorOf.ts";

/** A module that imports a package, as a reader of some format may. */
const usesPackage =
  'import { utcDay } from "d3-time";\nexport const line = (): string => utcDay.floor(new Date(0)).toISOString();\n';

let folder = "";
let files: string[] = [];

beforeAll(() => {
  const project = copyProject();
  writeFileSync(join(project, "src/data/line.ts"), usesPackage);
  execFileSync("npm", ["pack", "--silent"], { cwd: project, stdio: ["ignore", "ignore", "inherit"] });
  const packed = readdirSync(project).find((name) => name.endsWith(".tgz")) as string;
  execFileSync("tar", ["-xzf", packed], { cwd: project });
  folder = join(project, "package");
  files = readdirSync(folder, { recursive: true, encoding: "utf8" });
}, 300_000);

const read = (file: string): string => readFileSync(join(folder, file), "utf8");

describe("licences", () => {
  it.each([
    ["dist/LICENSES.txt", ["ndarray", "ndarray-ops", "cwise-compiler", "papaparse", "fflate"]],
    ["dist/cli/LICENSES.txt", ["piscina", "d3-contour", "d3-scale"]],
  ])("%s has the texts of its packages", (file, names) => {
    for (const name of names)
      expect(read(file)).toMatch(
        new RegExp(`^${name} \\d[^\n]* \\((MIT|ISC)\\)\n\n[^]*?copyright [^]*?permission`, "im"),
      );
  });

  it("are put together from notices and standard texts where a package has no licence file", () => {
    const [, text] = read("dist/cli/LICENSES.txt").split(/^@bufbuild\/protobuf \d.*\n/m);
    expect(text).toMatch(/^\nCopyright \S+ Buf Technologies.*?^Copyright 2008 Google.*?TERMS AND CONDITIONS/ms);
  });

  it("start the module for pages", () => {
    const [notice] = /^\/\*!.*?\*\//s.exec(read("dist/downhill.browser.js")) ?? [""];
    const names = [...notice.matchAll(/^ \* (\S+) \d\S* \(MIT\) Copyright/gm)].map(([, name]) => name);
    expect(names[0]).toBe("downhill");
    expect(names).toEqual(expect.arrayContaining(["cwise-compiler", "ndarray", "ndarray-ops", "papaparse"]));
  });

  it("come with a package that a module of the library imports", async () => {
    const { line } = await import(join(folder, "dist/data.line.js"));
    expect(line()).toBe("1970-01-01T00:00:00.000Z");
    expect(read("dist/data.line.js")).toMatch(/^\/\*!\n \* downhill .*\n[^/]* \* d3-time \d.*\(ISC\) Copyright/);
    expect(read("dist/LICENSES.txt")).toMatch(/^d3-time \d\S* \(ISC\)\n\nCopyright/m);
  });

  it("are complete, since no module of the library imports a package", () => {
    const specifiers = files
      .filter((file) => /^dist\/(?!cli\/).*\.(js|d\.ts)$/.test(file))
      .flatMap((file) => ts.preProcessFile(read(file)).importedFiles)
      .map(({ fileName }) => fileName);
    expect(specifiers.length).toBeGreaterThan(1000);
    expect(specifiers.filter((name) => !/^(\.|node:)/.test(name))).toEqual([]);
  });
});

it("the module for pages shows the names of layers", async () => {
  const { Linear, Random, ReLU, Sequential, summary } = await import(join(folder, "dist/downhill.browser.js"));
  const model = new Sequential(new Linear(2, 3, { random: new Random(1) }), new ReLU());
  expect(summary(model)).toMatch(/^0 +Linear 2 → 3 .*\n1 +ReLU /m);
});

describe("exports", () => {
  const internal = /^(index|node|(array|check|emit|generated|kernels|math|packages|testing|internal)\.)/;
  const modules = (): string[] => files.flatMap((file) => /^dist\/([^/]+)\.js$/.exec(file)?.[1] ?? []);

  it("have every module of a folder that is not internal, by its path in src", () => {
    const { resolve } = createRequire(join(folder, "package.json"));
    const open = modules().filter((name) => !/^downhill\.|\.index$/.test(name) && !internal.test(name));
    expect(open.length).toBeGreaterThan(200);
    for (const name of open)
      expect(resolve(`downhill/${name.replaceAll(".", "/")}`)).toBe(join(folder, `dist/${name}.js`));
  });

  it("have no internal module", () => {
    const { resolve } = createRequire(join(folder, "package.json"));
    const closed = modules().filter((name) => internal.test(name) && name.includes("."));
    expect(closed.length).toBeGreaterThan(200);
    for (const name of closed.filter((name) => name !== "testing.index")) {
      const parts = name.replace(/^internal\./, "").split(".");
      for (let slashes = 0; slashes < parts.length; slashes++) {
        const path = [...parts.slice(0, slashes), parts.slice(slashes).join(".")].join("/");
        expect(() => resolve(`downhill/${path}`), path).toThrow();
      }
    }
  });
});

it("reads quoted cells with the part of papaparse that is packed", async () => {
  const { parseTable } = await import(join(folder, "dist/index.js"));
  const { columns } = parseTable('name,size\n"a, ""b""",1\n"two\nlines",2\n');
  expect(columns[0].texts).toEqual(['a, "b"', "two\nlines"]);
  expect(() => parseTable('name,size\n"open,1\n')).toThrow("a quote at the end of a cell that starts with one");
});

describe("editors show", () => {
  const factories = [
    ...Object.values(rules).map(({ definition }) => ({ definition, start: `dh.${definition.name}({` })),
    ...Object.values(wrappers).map(({ definition }) => ({ definition, start: `dh.${definition.name}(dh.sgd(), {` })),
  ].filter(({ definition: { name } }) => name !== "maximize");
  const reducer = "dh.reduceOnPlateau({ from: 1, factor: 0 });";
  const line = (start: string, key: string): string => `${start} ${key}: 0 });`;
  const lines = factories.flatMap(({ definition: { hyper, variants }, start }) =>
    [hyper, ...Object.values(variants).map((variant) => variant.hyper)].flatMap((kinds) =>
      Object.keys(kinds).map((key) => line(start, key)),
    ),
  );
  let editor: Editor;
  beforeAll(() => {
    const uses = Object.keys(schedules).map((name) => `dh.${name};`);
    editor = editorOf(join(folder, "dist/index.d.ts"), [...lines, ...uses, reducer]);
  });

  /** `In [0, 1). Default: 0.9.` */
  const ending = ({ text, fallback }: { text: string; fallback?: unknown }): string =>
    `${text}. ${fallback === undefined ? "Required." : `Default: ${JSON.stringify(fallback)}.`}`;
  const capital = (text: string): string => `${text[0].toUpperCase()}${text.slice(1)}`;

  it.each(factories)("$start: meaning, range and default of every setting", ({ definition, start }) => {
    for (const [key, kind] of Object.entries(definition.hyper)) {
      const shown = editor.hover(line(start, key), key);
      expect(shown).toContain(` ${capital(ending(kind))}`);
      // A sentence about the meaning stands before the range.
      expect(shown.indexOf(capital(ending(kind)))).toBeGreaterThan("A β.".length);
    }
    for (const [variant, { hyper }] of Object.entries(definition.variants))
      for (const [key, kind] of Object.entries(hyper))
        if (kind !== definition.hyper[key])
          expect(editor.hover(line(start, key), key)).toContain(`Variant "${variant}": ${ending(kind)}`);
  });

  it.each(Object.entries(schedules))("%s: range and default of every argument", (name, { parameters }) => {
    const shown = editor.hover(`dh.${name};`, name);
    for (const [key, kind] of Object.entries(parameters)) expect(shown).toContain(`${key} ${capital(ending(kind))}`);
  });

  it("the options of a reducer", () => {
    expect(editor.hover(reducer, "factor")).toBe("The factor of each reduction. In [0, 1). Default: 0.1.");
  });

  it("the options of every layer", () => {
    const options = editor.constructorOptions();
    expect(options.length).toBeGreaterThan(15);
    for (const { of, name, comment } of options)
      expect(comment, `${of}: ${name}`).toMatch(/^\S.{5,} (Required|Default: .+)\.$/);
  });
});
