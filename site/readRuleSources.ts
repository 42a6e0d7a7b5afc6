import { readdirSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";

const folders = ["src/optim/rules", "src/optim/wrappers"];
const root = fileURLToPath(new URL("..", import.meta.url));

/** The sources of all rules and wrappers by file, as the page brings them along. */
export const readRuleSources = (): Record<string, string> =>
  Object.fromEntries(
    folders
      .flatMap((folder) => readdirSync(root + folder).map((name) => `${folder}/${name}`))
      .filter((file) => file.endsWith(".ts") && !file.endsWith("/index.ts"))
      .map((file) => [file, readFileSync(root + file, "utf8")]),
  );
