import { readdirSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";

const folder = "src/optim/rules";
const root = fileURLToPath(new URL("..", import.meta.url));

/** The sources of all rules by file, as the page brings them along. */
export const readRuleSources = (): Record<string, string> =>
  Object.fromEntries(
    readdirSync(`${root}${folder}`)
      .filter((name) => name.endsWith(".ts") && name !== "index.ts")
      .map((name) => [`${folder}/${name}`, readFileSync(`${root}${folder}/${name}`, "utf8")]),
  );
