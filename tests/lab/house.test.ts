/** @file The lab's files: short, and above the library, which does not know them. */
import { readdirSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import ts from "typescript";
import { describe, expect, it } from "vitest";

const root = fileURLToPath(new URL("../..", import.meta.url));
const filesOf = (folder: string): string[] =>
  readdirSync(root + folder, { recursive: true, encoding: "utf8" })
    .filter((file) => file.endsWith(".ts"))
    .map((file) => `${folder}/${file.replaceAll("\\", "/")}`);
const read = (file: string): string => readFileSync(root + file, "utf8");
const importsOf = (file: string): string[] => [...read(file).matchAll(/from "([^"]+)"/g)].map(([, to]) => to);

describe("the lab", () => {
  it("has files of at most 250 lines", () => {
    expect(filesOf("site").filter((file) => read(file).split("\n").length > 250)).toEqual([]);
  });

  it("has functions of at most 40 lines", () => {
    const files = filesOf("site").filter((file) => read(file).split("\n").length > 40);
    const long = files.flatMap((file) => {
      const source = ts.createSourceFile(file, read(file), ts.ScriptTarget.ES2022);
      const lineAt = (place: number): number => source.getLineAndCharacterOfPosition(place).line + 1;
      const found: string[] = [];
      const visit = (node: ts.Node): void => {
        const body = ts.isFunctionLike(node) && "body" in node ? (node.body as ts.Node | undefined) : undefined;
        if (body !== undefined && lineAt(body.end) - lineAt(body.getStart(source)) >= 40)
          found.push(`${file}:${lineAt(node.getStart(source))}`);
        ts.forEachChild(node, visit);
      };
      visit(source);
      return found;
    });
    expect(long).toEqual([]);
  });

  it("is not imported by the library, and touches the page only in dom/, main.ts and boot.ts", () => {
    expect(filesOf("src").filter((file) => importsOf(file).some((to) => /(^|\/)site\//.test(to)))).toEqual([]);
    const thin = /^site\/lab\/(dom\/|(main|boot)\.ts)/;
    const logic = filesOf("site/lab").filter((file) => !thin.test(file));
    expect(logic.filter((file) => /\b(document|window|HTMLElement)\b/.test(read(file)))).toEqual([]);
    expect(logic.filter((file) => importsOf(file).some((to) => to.includes("/dom/")))).toEqual([]);
  });
});
