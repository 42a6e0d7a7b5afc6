/** @file The contenders of this run, and the folders of their problems. */

import { spawnSync } from "node:child_process";
import { fileURLToPath } from "node:url";
import { bundle } from "./bundle.ts";
import { Contender } from "./contender.ts";
import { gemm, type Problem, writeProblem } from "./problems.ts";
import { temporaryFolder } from "./temporaryFolder.ts";

const here = fileURLToPath(new URL(".", import.meta.url));
/** True if this process runs on Node 24 or later. */
const newer = Number(process.versions.node.split(".")[0]) >= 24;
/** A cached copy serves without network; where there is none, the reply is quick. */
const npx = ["npx", "-y", "--prefer-offline", "--fetch-retries=0"];
const node24 = newer ? [process.execPath] : [...npx, "-p", "node@24", "node"];

/** The first Python that has PyTorch. A distribution's package is for the Python of the system only. */
function python(): string {
  const finds = "import importlib.util as u, sys; sys.exit(u.find_spec('torch') is None)";
  const found = ["python3", "/usr/bin/python3"].find((name) => spawnSync(name, ["-c", finds]).status === 0);
  if (found === undefined) throw new Error("no python3 has torch");
  return found;
}

export const pytorch = "PyTorch, 1 thread";
export const pytorchKeeping = "PyTorch, tuned malloc";
export const downhill = "downhill";
/** The same on a newer engine, which has relaxed SIMD. */
export const downhillNode24 = "downhill, Node 24";

/** Without this, glibc gives memory back to the system at every step until a process has once freed larger arrays. */
const keepMemory = ["env", "MALLOC_TRIM_THRESHOLD_=1000000000", "MALLOC_MMAP_THRESHOLD_=1000000000"];

const setup = "npm run bench:setup";
const getPytorch = "apt-get install python3-torch libopenblas0";
const getNode24 = "npx fetches node@24 once, or put Node 24 on the PATH";

/** How a contender starts, and what to do where it does not. */
type Start = readonly [command: () => Promise<string[]>, remedy: string];

const starts: Readonly<Record<string, Start>> = {
  [pytorch]: [async () => [python(), `${here}peers/pytorch.py`], getPytorch],
  [pytorchKeeping]: [async () => [...keepMemory, python(), `${here}peers/pytorch.py`], getPytorch],
  [downhill]: [async () => [process.execPath, await bundle("downhill")], "npm install"],
  ...(newer ? {} : { [downhillNode24]: [async () => [...node24, await bundle("downhill")], getNode24] as const }),
  "tfjs cpu": [async () => [process.execPath, await bundle("tfjs"), "cpu"], setup],
  "tfjs wasm": [async () => [process.execPath, await bundle("tfjs"), "wasm"], setup],
  "jax-js": [async () => [process.execPath, await bundle("jax")], setup],
  deepbox: [async () => [...node24, await bundle("deepbox")], `${setup}; ${getNode24}`],
};

/** The shortest of five times of one step, after two to warm up. */
async function bestTime(contender: Contender, folder: string): Promise<number> {
  await contender.prepare(folder);
  await contender.run(2);
  const times: number[] = [];
  for (let i = 0; i < 5; i++) times.push(await contender.run(1));
  return Math.min(...times);
}

export class Field {
  /** Those that could be started, by name, and what they said of themselves. */
  readonly contenders = new Map<string, Contender>();
  readonly versions: Record<string, string> = {};
  private readonly folder = temporaryFolder("bench");
  private readonly extras: Contender[] = [];

  /** Starts the contenders of these names, or all; says which are missing. */
  static async gather(say: (text: string) => void, names: readonly string[] | null = null): Promise<Field> {
    const field = new Field();
    for (const [name, [command, remedy]] of Object.entries(starts)) {
      if (names !== null && !names.includes(name)) continue;
      try {
        const { contender, version } = await Contender.start(name, await command(), here);
        field.contenders.set(name, contender);
        field.versions[name] = version;
        say(`${name}: ${version}`);
      } catch (error) {
        say(`${name}: not here: ${(error as Error).message}; ${remedy}`);
        field.versions[name] = "not here";
      }
    }
    await field.refuseSlowBlas(say);
    return field;
  }

  /**
   * Removes a PyTorch whose matrix products have less than half the rate of ours: it calls a reference BLAS. A tuned
   * one is as fast as ours or faster.
   */
  private async refuseSlowBlas(say: (text: string) => void): Promise<void> {
    const ours = this.contenders.get(downhill);
    if (ours === undefined) return;
    const folder = this.write(gemm);
    const time = await bestTime(ours, folder);
    for (const name of [pytorch, pytorchKeeping]) {
      const contender = this.contenders.get(name);
      if (contender === undefined) continue;
      const ratio = (await bestTime(contender, folder)) / time;
      if (ratio <= 2) continue;
      const reason = `refused: its matrix product takes ${ratio.toFixed(1)} times as long as downhill's, as with a reference BLAS`;
      say(`${name}: ${reason}; apt-get install libopenblas0`);
      this.versions[name] = `${this.versions[name]} (${reason})`;
      this.contenders.delete(name);
      contender.stop();
    }
  }

  /** Starts a separate process of this project, or of another checkout of it. */
  async another(checkout?: { root: string; label: string }): Promise<Contender> {
    const command = [process.execPath, await bundle("downhill", checkout)];
    const name = checkout?.label ?? downhill;
    const { contender, version } = await Contender.start(name, command, here);
    this.versions[name] = version;
    this.extras.push(contender);
    return contender;
  }

  /** Writes the problem; gives its folder. */
  write(problem: Problem): string {
    const folder = `${this.folder}/${problem.name}`;
    writeProblem(problem, folder);
    return folder;
  }

  stop(): void {
    for (const contender of [...this.contenders.values(), ...this.extras]) contender.stop();
  }
}
