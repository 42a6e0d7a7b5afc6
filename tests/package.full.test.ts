/** @file The files of the packed package: built and packed in a copy of the project, unpacked as npm would. */
import { execFileSync } from "node:child_process";
import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import ts from "typescript";
import { beforeAll, describe, expect, it } from "vitest";
import { copyProject } from "./support/copyProject.ts";

/** A module that imports a package, as a reader of some format may. */
const usesPackage = 'import { path } from "d3-path";\nexport const line = (): string => path().toString();\n';

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
    ["dist/LICENSES.txt", ["ndarray", "ndarray-ops", "cwise-compiler"]],
    ["dist/generated/ndarray/LICENSES.txt", ["ndarray", "ndarray-ops", "cwise-compiler"]],
    ["dist/cli/LICENSES.txt", ["piscina", "d3-contour", "d3-scale", "d3-shape"]],
  ])("%s has the texts of its packages", (file, names) => {
    for (const name of names)
      expect(read(file)).toMatch(
        new RegExp(`^${name} \\d[^\n]* \\((MIT|ISC)\\)\n\n[^]*?copyright [^]*?permission`, "im"),
      );
  });

  it("start the module for pages", () => {
    const [notice] = /^\/\*!.*?\*\//s.exec(read("dist/downhill.browser.js")) ?? [""];
    const names = [...notice.matchAll(/^ \* (\S+) \d\S* \(MIT\) Copyright/gm)].map(([, name]) => name);
    expect(names).toEqual(["downhill", "cwise-compiler", "ndarray", "ndarray-ops"]);
  });

  it("come with a package that a module of the library imports", async () => {
    const { line } = await import(join(folder, "dist/data/line.js"));
    expect(line()).toBe("");
    expect(read("dist/data/line.js")).toMatch(/^\/\*!\n \* downhill .*\n \* d3-path \d.*\(ISC\) Copyright/);
    expect(read("dist/data/LICENSES.txt")).toMatch(/^d3-path \d\S* \(ISC\)\n\nCopyright/);
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
