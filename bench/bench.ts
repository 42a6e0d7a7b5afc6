/** @file `npm run bench`: training steps of this project against PyTorch and the JavaScript libraries, in turns, in one run. */
import { existsSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { fileURLToPath } from "node:url";
import { bundle } from "./bundle.ts";
import { Contender } from "./contender.ts";
import { adamUpdate, cnn, gemm, mlp, tiny, writeProblem } from "./problems.ts";
import { inTurns } from "./turns.ts";

const here = fileURLToPath(new URL(".", import.meta.url));
const node24 =
  Number(process.versions.node.split(".")[0]) >= 24 ? [process.execPath] : ["npx", "-y", "-p", "node@24", "node"];
const python = existsSync("/usr/bin/python3") ? "/usr/bin/python3" : "python3";
const commands: [name: string, command: () => string[]][] = [
  ["PyTorch, 1 thread", () => [python, `${here}peers/pytorch.py`]],
  ["downhill", () => [process.execPath, bundle("downhill")]],
  ["tfjs cpu", () => [process.execPath, bundle("tfjs"), "cpu"]],
  ["tfjs wasm", () => [process.execPath, bundle("tfjs"), "wasm"]],
  ["jax-js", () => [process.execPath, bundle("jax")]],
  ["deepbox", () => [...node24, bundle("deepbox")]],
];

const contenders: Contender[] = [];
for (const [name, command] of commands) {
  try {
    const { contender, version } = await Contender.start(name, command(), here);
    contenders.push(contender);
    console.error(`${name}: ${version}`);
  } catch (error) {
    console.error(
      `${name}: not here (${(error as Error).message}); npm run bench:setup, apt-get install python3-torch`,
    );
  }
}

const folder = mkdtempSync(`${tmpdir()}/downhill-bench-`);
const rows: object[] = [];
for (const problem of [tiny, mlp(), cnn, adamUpdate, gemm]) {
  writeProblem(problem, `${folder}/${problem.name}`);
  console.error(problem.title);
  const say = (name: string, reason: string): void => console.error(`  ${name}: ${reason}`);
  const measured = await inTurns(contenders, `${folder}/${problem.name}`, { turns: 15, seconds: 0.05 }, say);
  for (const { name, milliseconds, ratio, losses } of measured) {
    const agrees = losses.every((loss, i) => Math.abs(loss / measured[0].losses[i] - 1) < 1e-4);
    rows.push({ problem: problem.name, name, milliseconds, ratio, agrees });
    if (process.argv.includes("--json")) continue;
    const cells = [
      problem.name.padEnd(14),
      name.padEnd(18),
      milliseconds.toFixed(4).padStart(11),
      ratio.toFixed(3).padStart(9),
    ];
    console.log(`${cells.join("  ")}${agrees ? "" : "  another loss"}`);
  }
}
if (process.argv.includes("--json")) console.log(JSON.stringify(rows));
rmSync(folder, { recursive: true });
for (const contender of contenders) contender.stop();
