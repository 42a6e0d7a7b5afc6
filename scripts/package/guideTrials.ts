/** @file The files and commands of docs/guide/where-it-runs.md, as written, in a CommonJS project. */
import { execFileSync } from "node:child_process";
import { mkdirSync, symlinkSync, writeFileSync } from "node:fs";
import { delimiter, join } from "node:path";
import { blocksOf, fileOf } from "../../tests/support/docs/blocks.ts";
import type { Trial } from "./matrix.ts";
import type { Place } from "./place.ts";

export const guide = "docs/guide/where-it-runs.md";

/** Places that need no tool from the registry. */
const alwaysThere = ["Node", "CommonJS"];

export function guideTrials({ folder, all }: Place): Trial[] {
  const project = join(folder, "guide");
  mkdirSync(project);
  writeFileSync(join(project, "package.json"), JSON.stringify({ name: "guide", private: true }));
  symlinkSync(join(folder, "node_modules"), join(project, "node_modules"));
  const blocks = blocksOf(guide);
  for (const block of blocks.filter(({ mark }) => mark.startsWith("file=")))
    writeFileSync(join(project, fileOf(block)), block.code);
  const env = { ...process.env, PATH: [join(folder, "node_modules/.bin"), process.env.PATH].join(delimiter) };
  return blocks
    .filter((block) => block.language === "sh" && (all || alwaysThere.includes(fileOf(block))))
    .map((block) => ({
      group: "As in the guide",
      what: fileOf(block),
      run: () => {
        const printed = execFileSync("bash", ["-ec", block.code], {
          cwd: project,
          env,
          encoding: "utf8",
          stdio: ["ignore", "pipe", "pipe"],
        });
        if (block.prints !== undefined && printed !== block.prints)
          throw new Error(`expected ${JSON.stringify(block.prints)}, got ${JSON.stringify(printed)}`);
      },
    }));
}
