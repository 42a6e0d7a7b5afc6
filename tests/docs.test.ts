/** @file What the documentation says is what happens: the README's programs and every `@example` are run. */

import { execFileSync } from "node:child_process";
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterAll, describe, expect, it } from "vitest";
import { readmeWithTable } from "../scripts/rule-table.ts";
import * as checksum from "../src/checkpoint/formats/support/crc32.ts";
import * as downhill from "../src/index.ts";
import * as geometry from "../src/kernels/geometry.ts";
import * as node from "../src/node.ts";

const root = fileURLToPath(new URL("..", import.meta.url));
const readme = readFileSync(join(root, "README.md"), "utf8");
const folder = mkdtempSync(join(tmpdir(), "downhill-docs-"));
afterAll(() => rmSync(folder, { recursive: true }));

/** Each program of the README, with the block of text after it: what it prints. */
const programs = [...readme.matchAll(/```ts\n(.*?)```\n+(?:```text\n(.*?)```)?/gs)].map(([, code, prints]) => ({
  title: code.split("\n").find((line) => line.startsWith("const")) ?? code.slice(0, 40),
  code,
  prints,
}));

/** Runs a program written against the package, on its source. */
function run(code: string): string {
  const file = join(folder, "program.mts");
  writeFileSync(
    file,
    code
      .replaceAll('from "downhill/node"', `from "${root}src/node.ts"`)
      .replaceAll('from "downhill"', `from "${root}src/index.ts"`),
  );
  return execFileSync(process.execPath, ["--import", import.meta.resolve("tsx"), file], {
    encoding: "utf8",
    cwd: folder,
  });
}

describe("README", () => {
  it("has a training loop of at most 12 lines", () => {
    expect(programs[0].code).toContain("loss.backward()");
    const lines = programs[0].code.split("\n").filter((line) => line.trim() !== "" && !line.startsWith("import"));
    expect(lines.length).toBeLessThanOrEqual(12);
  });

  it.each(programs)("prints what it says: $title", ({ code, prints }) => {
    expect(prints, "a program needs a ```text block after it").toBeDefined();
    expect(run(code)).toBe(prints);
  });

  it("has the table of rules that scripts/rule-table.ts writes", () => {
    expect(readme).toBe(readmeWithTable(readme));
  });

  it("names everything that the package exports", () => {
    const nameless = Object.keys({ ...downhill, ...node }).filter((name) => !new RegExp(`\\b${name}\\b`).test(readme));
    expect(nameless).toEqual([]);
  });

  it("links only to files that exist", () => {
    const links = [...readme.matchAll(/\]\(((?!https?:)[^)#]+)\)/g)].map(([, to]) => to);
    expect(links.length).toBeGreaterThan(5);
    for (const link of links) expect(() => readFileSync(join(root, link)), link).not.toThrow(/ENOENT/);
  });
});

const examples = readdirSync(join(root, "src"), { recursive: true, encoding: "utf8" })
  .filter((file) => file.endsWith(".ts") && !file.includes("generated"))
  .flatMap((file) =>
    [...readFileSync(join(root, "src", file), "utf8").matchAll(/@example (.+?)(?: \*\/)?$/gm)].map(([, line]) => {
      const [call, value] = line.split(/\s+\/\/ /);
      return { file, call, value };
    }),
  );

describe("every name that the package exports", () => {
  const sources = readdirSync(join(root, "src"), { recursive: true, encoding: "utf8" }).filter(
    (file) =>
      /^(autograd|checkpoint|data|nn|optim|schedules|training|kernels\/(index|array))/.test(file) &&
      file.endsWith(".ts"),
  );
  const declared = sources.flatMap((file) =>
    [
      ...readFileSync(join(root, "src", file), "utf8").matchAll(
        /^(.*)\nexport (?:abstract )?(?:const|function|class) (\w+)/gm,
      ),
    ].map(([, before, name]) => ({ file, before, name })),
  );

  it.each(Object.keys({ ...downhill, ...node }))("%s has a comment", (name) => {
    const places = declared.filter((one) => one.name === name);
    expect(places.map(({ before }) => before.trim().slice(-2))).toContain("*/");
  });
});

const scope: Record<string, unknown> = { ...geometry, ...checksum, ...downhill };
const evaluate = (text: string): unknown =>
  new Function(...Object.keys(scope), `return ${text};`)(...Object.values(scope));
const plain = (value: unknown): unknown => (ArrayBuffer.isView(value) ? [...(value as Float32Array)] : value);

describe("every @example is true", () => {
  it.each(examples)("$file: $call is $value", ({ call, value }) => {
    expect(value, "an example needs its value: @example call // value").toBeDefined();
    expect(plain(evaluate(call))).toEqual(evaluate(value));
  });

  it("and there are some", () => expect(examples.length).toBeGreaterThan(10));
});
