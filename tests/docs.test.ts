/** @file The programs of README.md and docs/ print the text below them, and every `@example` has its value. */

import { execFileSync } from "node:child_process";
import { existsSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { build, transformSync } from "esbuild";
import { beforeAll, describe, expect, it } from "vitest";
import * as downhill from "../src/index.ts";
import * as node from "../src/node.ts";
import { newFolder } from "./support/newFolder.ts";

const root = fileURLToPath(new URL("..", import.meta.url));
const readme = readFileSync(join(root, "README.md"), "utf8");
const folder = newFolder();

const inDocs = readdirSync(join(root, "docs"), { recursive: true, encoding: "utf8" });
const pages = ["README.md", ...inDocs.map((name) => `docs/${name.replaceAll("\\", "/")}`)].filter((page) =>
  page.endsWith(".md"),
);

const titleOf = (code: string): string =>
  code.split("\n").find((line) => line.startsWith("const")) ?? code.slice(0, 40);

/** Each program of a page, with the block of text after it: its output. Code without imports is not a program. */
const programs = pages.flatMap((page) =>
  [...readFileSync(join(root, page), "utf8").matchAll(/```ts\n(.*?)```\n+(?:```text\n(.*?)```)?/gs)]
    .map(([, code, prints]) => ({ page, title: titleOf(code), code, prints }))
    .filter(({ code }) => page === "README.md" || code.startsWith("import ")),
);

// Bundled once, so that each program starts in a tenth of a second.
beforeAll(() =>
  build({
    entryPoints: { index: join(root, "src/index.ts"), node: join(root, "src/node.ts") },
    outdir: folder,
    outExtension: { ".js": ".mjs" },
    bundle: true,
    splitting: true,
    format: "esm",
    platform: "node",
  }),
);

/** Runs a program written against the package; returns its output. */
function run(code: string): string {
  const here = code
    .replaceAll('from "downhill/node"', 'from "./node.mjs"')
    .replaceAll('from "downhill"', 'from "./index.mjs"');
  const file = join(folder, "program.mjs");
  writeFileSync(file, transformSync(here, { loader: "ts", format: "esm" }).code);
  return execFileSync(process.execPath, [file], { encoding: "utf8", cwd: folder });
}

describe("every program", () => {
  it.each(programs)("of $page prints the text below it: $title", ({ code, prints }) => {
    expect(prints, "a program needs a ```text block after it").toBeDefined();
    expect(run(code)).toBe(prints);
  });
});

describe("every page", () => {
  it.each(pages)("%s links only to files that exist", (page) => {
    const links = [...readFileSync(join(root, page), "utf8").matchAll(/\]\(((?!https?:)[^)#]+)[^)]*\)/g)];
    expect(links.map(([, to]) => to).filter((to) => !existsSync(join(root, dirname(page), to)))).toEqual([]);
  });
});

describe("README", () => {
  it("has a training loop of at most 12 lines", () => {
    expect(programs[0].code).toContain("loss.backward()");
    const lines = programs[0].code.split("\n").filter((line) => line.trim() !== "" && !line.startsWith("import"));
    expect(lines.length).toBeLessThanOrEqual(12);
  });

  it("names everything that the package exports", () => {
    const nameless = Object.keys({ ...downhill, ...node }).filter((name) => !new RegExp(`\\b${name}\\b`).test(readme));
    expect(nameless).toEqual([]);
  });
});

/** Each `@example call // value`; the value may begin the next line. */
const examples = readdirSync(join(root, "src"), { recursive: true, encoding: "utf8" })
  .filter((file) => file.endsWith(".ts") && !file.includes("generated"))
  .flatMap((file) => {
    const text = readFileSync(join(root, "src", file), "utf8").replace(/\n \* \/\/ /g, " // ");
    return [...text.matchAll(/@example (.+?)(?: \*\/)?$/gm)].map(([, line]) => {
      const [call, value] = line.split(/\s+\/\/ /);
      return { file, call, value };
    });
  });

describe("every name that the package exports", () => {
  const sources = readdirSync(join(root, "src"), { recursive: true, encoding: "utf8" }).filter(
    (file) => !/^(cli|generated)/.test(file) && file.endsWith(".ts"),
  );
  const declared = sources.flatMap((file) =>
    [
      ...readFileSync(join(root, "src", file), "utf8").matchAll(
        /^(.*)\n(?:\/\* @__NO_SIDE_EFFECTS__ \*\/ )?export (?:abstract |async )?(?:const|function\*?|class) (\w+)/gm,
      ),
      ...readFileSync(join(root, "src", file), "utf8").matchAll(/^(.*)\nexport \* as (\w+)/gm),
    ].map(([, before, name]) => ({ file, before, name })),
  );

  it.each(Object.keys({ ...downhill, ...node }))("%s has a comment", (name) => {
    const places = declared.filter((one) => one.name === name);
    expect(places.map(({ before }) => before.trim().slice(-2))).toContain("*/");
  });
});

/** Everything that the package exports, and everything that the files with examples export. */
const scope: Record<string, unknown> = {};
for (const file of new Set(examples.map(({ file }) => file)))
  Object.assign(scope, await import(/* @vite-ignore */ join(root, "src", file)));
Object.assign(scope, downhill);

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
