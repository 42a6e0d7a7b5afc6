/** @file The programs of README and docs/ pass the strict type checks; the commands without output exit with 0. */
import { symlinkSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import ts from "typescript";
import { describe, expect, it } from "vitest";
import { blocksOf, pages, root } from "./support/docs/blocks.ts";
import { exercisesOf } from "./support/docs/exercises.ts";
import { newFolder } from "./support/newFolder.ts";
import { runScriptIn } from "./support/runScript.ts";

const blocks = pages.flatMap(blocksOf);

it("every program passes the strict type checks", () => {
  const folder = newFolder();
  const programs = blocks.filter(({ language, mark }) => language === "ts" && ["", "exercise"].includes(mark));
  const answered = pages.flatMap(exercisesOf).map((one) => one.answered);
  const files = [...programs, ...answered].map(({ page, line, code }) => {
    const file = join(folder, `${page.replace(/\W/g, "-")}-line-${line}.ts`);
    writeFileSync(file, code);
    return file;
  });
  const program = ts.createProgram(files, {
    strict: true,
    noEmit: true,
    skipLibCheck: true,
    allowImportingTsExtensions: true,
    target: ts.ScriptTarget.ES2022,
    moduleDetection: ts.ModuleDetectionKind.Force,
    module: ts.ModuleKind.ESNext,
    moduleResolution: ts.ModuleResolutionKind.Bundler,
    lib: ["lib.es2023.d.ts", "lib.dom.d.ts"],
    types: ["node"],
    typeRoots: [`${root}node_modules/@types`],
    paths: {
      downhill: [`${root}src/index.ts`],
      "downhill/node": [`${root}src/node.ts`],
      "downhill/testing": [`${root}src/testing/index.ts`],
    },
  });
  const problems = files.flatMap((file) => {
    const source = program.getSourceFile(file);
    return [...program.getSyntacticDiagnostics(source), ...program.getSemanticDiagnostics(source)].map(
      ({ messageText }) => `${file}: ${ts.flattenDiagnosticMessageText(messageText, " ")}`,
    );
  });
  expect(problems).toEqual([]);
}, 300_000);

describe("every command of the guide that shows no output", () => {
  const folder = newFolder();
  // Some commands read modules of this checkout.
  symlinkSync(join(root, "tests"), join(folder, "tests"));
  const commands = blocks
    .filter(({ page, language, mark, prints }) => {
      return page.startsWith("docs/guide/") && language === "sh" && mark === "" && prints === undefined;
    })
    .flatMap(({ code }) => code.trim().split("\n"));

  it.each(commands)(
    "%s",
    async (line) => {
      const words = [...line.matchAll(/"([^"]*)"|(\S+)/g)].map(([, quoted, bare]) => quoted ?? bare);
      const { code, stdout, stderr } = await runScriptIn(folder, "src/cli/main.ts", ...words.slice(1));
      // Exit 1 says that a model is below its target, which no command of a guide should show.
      expect(code, stdout + stderr).toBe(0);
    },
    300_000,
  );
});
