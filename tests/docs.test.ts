/** @file The programs and commands of README.md and docs/ print the text below them; every `@example` has its value. */

import { execFile } from "node:child_process";
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { promisify } from "node:util";
import { beforeAll, describe, expect, it } from "vitest";
import { downhill as commandLine } from "../src/cli/downhill.ts";
import * as downhill from "../src/index.ts";
import * as node from "../src/node.ts";
import * as testing from "../src/testing/index.ts";
import { applyDiff, type Block, blocksOf, fileOf, pages, readPage, root } from "./support/docs/blocks.ts";
import { expectPrint } from "./support/docs/expectPrint.ts";
import { bundlePackage, withPackage } from "./support/docs/packageModules.ts";
import { newFolder } from "./support/newFolder.ts";

const folder = newFolder();
const exported = Object.keys({ ...downhill, ...node, ...testing });

const blocks = pages.flatMap(blocksOf);
const titleOf = ({ page, line }: Block): string => `${page}:${line}`;
const named = (some: readonly Block[]): [string, Block][] => some.map((block) => [titleOf(block), block]);
const is = (language: string, mark: string) => (block: Block) =>
  block.language === language && block.mark.startsWith(mark) && (mark !== "" || block.mark === "");

beforeAll(() => bundlePackage(folder));

/** Makes the folder that the programs and commands of a page share. */
function folderOf(page: string): string {
  const own = join(folder, page.replace(/\W/g, "-"));
  mkdirSync(own, { recursive: true });
  return own;
}

/** Runs a program written against the package, in a folder that the programs of its page share. */
async function run({ page, line, code }: Block): Promise<string> {
  const own = folderOf(page);
  const file = join(own, `line${line}.mjs`);
  writeFileSync(file, withPackage(code, ".."));
  const { stdout } = await promisify(execFile)(process.execPath, [file], { encoding: "utf8", cwd: own });
  return stdout;
}

/** Runs a line such as `downhill list rules` in this process, in the folder of its page; returns what it prints. */
async function runCommand(line: string, page: string): Promise<string> {
  let stdout = "";
  const words = [...line.matchAll(/"([^"]*)"|(\S+)/g)].map(([, quoted, bare]) => quoted ?? bare);
  const before = process.cwd();
  process.chdir(folderOf(page));
  const terminal = {
    stdout: { write: (text: string) => (stdout += text) },
    stderr: { write: () => undefined },
    environment: {},
    readStdin: async () => null,
    now: () => 0,
    onInterrupt: () => () => undefined,
  };
  const exitCode = await commandLine(words.slice(1), terminal).finally(() => process.chdir(before));
  expect(exitCode, line).toBe(0);
  return stdout;
}

describe("every block of code", () => {
  it.each(named(blocks))("%s is of a kind that a test runs", (_, { language, mark, prints, page }) => {
    const kind = `${language} ${mark.replace(/=.*/, "")}${prints === undefined ? "" : " printing"}`;
    const kinds = ["ts  printing", "ts from", "sh ", "sh  printing"];
    // extend.full.test.ts follows these pages, browser/inAPage.full.test.ts opens that one, try-package runs the last.
    if (page.startsWith("docs/extend/")) kinds.push("ts file", "diff file", "json file");
    if (page.startsWith("docs/learn/")) kinds.push("ts exercise printing", "ts answer"); // learn.test.ts runs them
    // cli/shards.full.test.ts runs the files of this page.
    if (page === "docs/guide/experiments.md") kinds.push("sh file", "json file");
    if (page === "docs/guide/in-a-page.md") kinds.push("html file", "js file");
    if (page === "docs/guide/where-it-runs.md") kinds.push("js file", "sh in", "sh in printing");
    expect(kinds).toContain(kind);
  });

  it.each(named(blocks.filter(is("ts", ""))))("%s prints the text below it", async (_, block) => {
    expectPrint(await run(block), block.prints ?? "");
  });

  it.each(named(blocks.filter(is("ts", "from="))))("%s is in its file", (_, block) => {
    expect(readPage(fileOf(block))).toContain(block.code);
  });

  it.each(named(blocks.filter(is("diff", "file="))))("%s fits the file that it changes", (_, block) => {
    const start = readStart(block);
    expect(() => applyDiff(start, block.code, fileOf(block))).not.toThrow();
  });

  it.each(named(blocks.filter(is("js", "file="))))("%s imports names that exist", (_, { code }) => {
    const names = [...code.matchAll(/import \{([^}]*)\} from/g)].flatMap(([, list]) => list.match(/\w+/g) ?? []);
    expect(names.filter((name) => !exported.includes(name))).toEqual([]);
  });

  const commands = blocks.filter((block) => is("sh", "")(block) && block.prints !== undefined);
  it.each(named(commands))("%s prints the text below it", async (_, { code, prints, page }) => {
    let printed = "";
    for (const line of code.trim().split("\n")) printed += await runCommand(line, page);
    expectPrint(printed, prints ?? "");
  });
});

/** The text that a diff starts from: the file, or what an earlier block of the page wrote or copied. */
function readStart(block: Block): string {
  const file = fileOf(block);
  const earlier = blocksOf(block.page).filter(({ line }) => line < block.line);
  const copied = earlier
    .flatMap(({ code }) => [...code.matchAll(/^cp (\S+) (\S+)$/gm)])
    .find(([, , to]) => to === file);
  const changes = earlier.filter((one) => one.language === "diff" && fileOf(one) === file);
  return changes.reduce((text, { code }) => applyDiff(text, code, file), readPage(copied?.[1] ?? file));
}

describe("every page", () => {
  it.each(pages)("%s links only to files and headings that exist", (page) => {
    const links = [...readPage(page).matchAll(/\]\(((?!https?:)[^)\s]+)\)/g)].map(([, to]) => to);
    const broken = links.filter((to) => {
      const [path, heading] = to.split("#");
      const target = path === "" ? page : join(dirname(page), path);
      if (target === "docs/lab.html") return false; // made by the site; learn.test.ts reads the state behind "#"
      if (!existsSync(join(root, target))) return true;
      return heading !== undefined && !headingsOf(target).includes(heading);
    });
    expect(broken).toEqual([]);
  });

  it("is reached from README.md", () => {
    const seen = new Set<string>();
    const visit = (page: string): void => {
      if (seen.has(page) || !existsSync(join(root, page))) return;
      seen.add(page);
      for (const [, to] of readPage(page).matchAll(/\]\(((?!https?:)[^)#\s]+\.md)[^)]*\)/g))
        visit(join(dirname(page), to).replaceAll("\\", "/"));
    };
    visit("README.md");
    expect(pages.filter((page) => !seen.has(page))).toEqual([]);
  });
});

/** Anchors as GitHub makes them. */
const headingsOf = (page: string): string[] =>
  [...readPage(page).matchAll(/^#+ (.*)$/gm)].map(([, title]) =>
    title
      .toLowerCase()
      .replace(/[^\p{L}\p{N} _-]/gu, "")
      .replaceAll(" ", "-"),
  );

describe("README", () => {
  it("has a training loop of at most 12 lines", () => {
    const { code } = blocksOf("README.md").find(is("ts", "")) as Block;
    expect(code).toContain("loss.backward()");
    const lines = code.split("\n").filter((line) => line.trim() !== "" && !line.startsWith("import"));
    expect(lines.length).toBeLessThanOrEqual(12);
  });

  it("counts the optimizers and schedules", () => {
    const counts = /(\d+) optimizers and (\d+) learning-rate schedules/.exec(
      readPage("README.md").replaceAll("\n", " "),
    );
    expect(counts?.slice(1).map(Number)).toEqual([Object.keys(downhill.rules).length, downhill.scheduleNames.length]);
  });

  it("has at most 150 lines, with a picture in the first 20", () => {
    const lines = readPage("README.md").trimEnd().split("\n");
    expect(lines.length).toBeLessThanOrEqual(150);
    expect(lines.slice(0, 20).join("\n")).toMatch(/!\[.+\]\(docs\/.+\.svg\)/);
  });
});

describe("docs/reference/api.md", () => {
  it("has one line for everything that the package exports", () => {
    const rows = [...readPage("docs/reference/api.md").matchAll(/^\| (?:\[)?`(\w+)`/gm)].map(([, name]) => name);
    expect(rows.filter((name, i) => rows.indexOf(name) !== i)).toEqual([]);
    expect(exported.filter((name) => !rows.includes(name))).toEqual([]);
    expect(rows.filter((name) => !exported.includes(name))).toEqual([]);
  });
});
/** Each `@example call // value`. The call may continue in lines indented by 3, and the value may begin a line. */
const examples = readdirSync(join(root, "src"), { recursive: true, encoding: "utf8" })
  .filter((file) => file.endsWith(".ts") && !file.includes("generated"))
  .flatMap((file) => {
    const text = readFileSync(join(root, "src", file), "utf8").replace(/\n \*( {3}(?=\S)| (?=\/\/ ))/g, "$1");
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

  it.each(exported)("%s has a comment", (name) => {
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

describe("expectPrint", () => {
  it("accepts another engine's last digit", () => {
    expect(() => expectPrint("lower,0.006291808\n", "lower,0.006291805\n")).not.toThrow();
  });

  it.each(["lower,0.00629281\n", "upper,0.006291805\n", "lower,6\n", "lower,0.006291805,1.5\n"])(
    "refuses %j",
    (text) => {
      expect(() => expectPrint(text, "lower,0.006291805\n")).toThrow();
    },
  );
});
