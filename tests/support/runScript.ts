import { spawn } from "node:child_process";
import { fileURLToPath } from "node:url";

const root = fileURLToPath(new URL("../..", import.meta.url));

/** Runs a TypeScript file of this project, given by its path from the root, as a process. */
export function runScript(file: string, ...args: string[]) {
  const child = spawn(process.execPath, ["--import", "tsx", file, ...args], { cwd: root });
  const text = { stdout: "", stderr: "" };
  for (const name of ["stdout", "stderr"] as const)
    child[name].on("data", (part) => {
      text[name] += part;
    });
  return new Promise<{ code: number | null; stdout: string; stderr: string }>((resolve) =>
    child.once("close", (code) => resolve({ code, ...text })),
  );
}
