import { spawn } from "node:child_process";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";

const root = fileURLToPath(new URL("../../..", import.meta.url));

/**
 * Runs a script of this repository in a separate process. It prints lines of JSON, and the last one is returned. Throws
 * if it fails, or says nothing new for a minute.
 */
export async function lastLine<Result>(script: string, count: number, onLine = (_line: string) => {}): Promise<Result> {
  const child = spawn(process.execPath, ["--expose-gc", "--import", "tsx", script, `${count}`], {
    cwd: root,
    stdio: ["ignore", "pipe", "inherit"],
  });
  const ended = new Promise<number | null>((resolve) => child.once("exit", resolve));
  const hangs = setTimeout(() => child.kill("SIGKILL"), 60_000);
  let last = "";
  for await (const line of createInterface({ input: child.stdout })) {
    hangs.refresh();
    last = line;
    onLine(line);
  }
  clearTimeout(hangs);
  const code = await ended;
  if (code !== 0) throw new Error(code === null ? `${script} hung and was killed` : `${script} failed, code ${code}`);
  return JSON.parse(last) as Result;
}
