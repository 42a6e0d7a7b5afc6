/** @file The steps of docs/extend work as written: each page is followed in a copy of the project. */
import { execFile } from "node:child_process";
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { copyProject } from "./support/copyProject.ts";
import { applyDiff, type Block, blocksOf, fileOf, pages } from "./support/docs/blocks.ts";

/** Does one step of a page. Resolves to the output of a command that fails, or to "". */
async function follow(folder: string, block: Block): Promise<string> {
  const { language, mark, code } = block;
  const file = join(folder, fileOf(block));
  if (language === "diff") writeFileSync(file, applyDiff(readFileSync(file, "utf8"), code, file));
  else if (mark.startsWith("file=")) writeFileSync(file, code);
  else if (language === "sh") return runCommands(folder, code);
  return "";
}

async function runCommands(folder: string, code: string): Promise<string> {
  const { NODE_OPTIONS, VITEST, TESTS, ...env } = process.env;
  for (const line of code.trim().split("\n")) {
    const failure = await new Promise<string>((resolve) =>
      execFile(
        "bash",
        ["-c", line],
        { cwd: folder, env: { ...env, NO_COLOR: "1" }, maxBuffer: 2 ** 28 },
        (error, stdout, stderr) =>
          resolve(error === null ? "" : `${line}\n${stdout.slice(-6000)}\n${stderr.slice(-3000)}`),
      ),
    );
    if (failure !== "") return failure;
  }
  return "";
}

describe("a reader who follows the steps", () => {
  it.each(pages.filter((page) => page.startsWith("docs/extend/")))(
    "of %s gets no error",
    async (page) => {
      const folder = copyProject();
      for (const block of blocksOf(page)) expect(await follow(folder, block), `line ${block.line}`).toBe("");
    },
    1_200_000,
  );
});
