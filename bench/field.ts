/** @file Who takes part in this run, and the folders their problems are written to. */

import { existsSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { fileURLToPath } from "node:url";
import { bundle } from "./bundle.ts";
import { Contender } from "./contender.ts";
import { type Problem, writeProblem } from "./problems.ts";

const here = fileURLToPath(new URL(".", import.meta.url));
const node24 =
  Number(process.versions.node.split(".")[0]) >= 24 ? [process.execPath] : ["npx", "-y", "-p", "node@24", "node"];
const python = existsSync("/usr/bin/python3") ? "/usr/bin/python3" : "python3";

export const pytorch = "PyTorch, 1 thread";
export const pytorchKeeping = "PyTorch, tuned malloc";
export const downhill = "downhill";

/** Without this, glibc gives memory back to the system at every step until a process has once freed larger arrays. */
const keepMemory = ["env", "MALLOC_TRIM_THRESHOLD_=1000000000", "MALLOC_MMAP_THRESHOLD_=1000000000"];

const commands: Readonly<Record<string, () => string[]>> = {
  [pytorch]: () => [python, `${here}peers/pytorch.py`],
  [pytorchKeeping]: () => [...keepMemory, python, `${here}peers/pytorch.py`],
  [downhill]: () => [process.execPath, bundle("downhill")],
  // Newer engines have fused multiply-add.
  ...(process.versions.node.startsWith("24.") ? {} : { "downhill, Node 24": () => [...node24, bundle("downhill")] }),
  "tfjs cpu": () => [process.execPath, bundle("tfjs"), "cpu"],
  "tfjs wasm": () => [process.execPath, bundle("tfjs"), "wasm"],
  "jax-js": () => [process.execPath, bundle("jax")],
  deepbox: () => [...node24, bundle("deepbox")],
};

export class Field {
  /** Those that could be started, by name, and what they said of themselves. */
  readonly contenders = new Map<string, Contender>();
  readonly versions: Record<string, string> = {};
  private readonly folder = mkdtempSync(`${tmpdir()}/downhill-bench-`);
  private readonly extras: Contender[] = [];

  /** Starts everybody there is; who is missing is told to `say`. */
  static async gather(say: (text: string) => void): Promise<Field> {
    const field = new Field();
    for (const [name, command] of Object.entries(commands)) {
      try {
        const { contender, version } = await Contender.start(name, command(), here);
        field.contenders.set(name, contender);
        field.versions[name] = version;
        say(`${name}: ${version}`);
      } catch (error) {
        say(`${name}: not here (${(error as Error).message}); npm run bench:setup, apt-get install python3-torch`);
      }
    }
    const torch = field.versions[pytorch];
    if (torch !== undefined && !/openblas|mkl/.test(torch))
      say(`warning: PyTorch multiplies matrices by ${torch}, several times slower; apt-get install libopenblas0`);
    return field;
  }

  /** One more process of this project, for a problem of its own. */
  async another(): Promise<Contender> {
    const { contender } = await Contender.start(downhill, commands[downhill](), here);
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
    rmSync(this.folder, { recursive: true });
  }
}
