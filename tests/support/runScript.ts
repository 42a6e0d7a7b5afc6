import { spawn } from "node:child_process";
import { createRequire } from "node:module";
import { join } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";

const root = fileURLToPath(new URL("../..", import.meta.url));

const loader = pathToFileURL(createRequire(import.meta.url).resolve("tsx")).href;

/** Runs a TypeScript file of this project, given by its path from the root, as a process. */
export const runScript = (file: string, ...args: string[]) => runScriptIn(root, file, ...args);

/** Runs it in another folder. */
export function runScriptIn(cwd: string, file: string, ...args: string[]) {
  const child = spawn(process.execPath, ["--import", loader, join(root, file), ...args], { cwd });
  const text = { stdout: "", stderr: "" };
  for (const name of ["stdout", "stderr"] as const)
    child[name].on("data", (part) => {
      text[name] += part;
    });
  return new Promise<{ code: number | null; stdout: string; stderr: string }>((resolve) =>
    child.once("close", (code) => resolve({ code, ...text })),
  );
}
