/** @file The parts of the soak: resuming, kills, broken files, a million steps. */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { Random } from "../../../src/autograd/random.ts";
import { tryBombs } from "../files/bombs.ts";
import type { MutationReport } from "../files/mutations.ts";
import { killAndRestart, runChild } from "../resume/childProcess.ts";
import { modelNames, optimizers } from "../resume/training.ts";
import { temporaryFolder } from "../runProgram.ts";
import { atLeast, atMost, type Figure, known, measured, same } from "./figures.ts";
import { lastLine } from "./lastLine.ts";
import type { ManySteps } from "./manySteps.ts";

export interface Sizes {
  /** Steps of every run that is stopped and resumed. */
  resumed: number;
  kills: number;
  mutations: number;
  steps: number;
  /** True if figures that depend on the machine, time and memory, have limits. */
  limited: boolean;
}

export const full: Sizes = {
  resumed: 300,
  kills: 50,
  mutations: 20_000,
  steps: 1_000_000,
  limited: true,
};

/** The same parts in half a minute, as `npm run test:full` runs them. Time and memory are shown without limits. */
export const quick: Sizes = { resumed: 12, kills: 4, mutations: 1000, steps: 40_000, limited: false };

type Log = (line: string) => void;

/** A figure that depends on the machine. */
const machine = ({ limited }: Sizes, what: string, value: number, limit: number) =>
  limited ? atMost(what, value, limit) : known(what, value);

export async function soak(sizes: Sizes, log: Log): Promise<Figure[]> {
  return [
    ...(await measured("resume", () => resumes(sizes, log))),
    ...(await measured("kill -9", () => kills(sizes, log))),
    ...(await measured("broken files", () => brokenFiles(sizes, log))),
    ...(await measured("bombs", () => bombs(sizes, log))),
    ...(await measured("many steps", () => manySteps(sizes, log))),
  ];
}

/** Every optimizer with every model: stopped at three random steps, each time a new process, or not at all. */
async function resumes({ resumed }: Sizes, log: Log) {
  const random = new Random(62);
  const tasks = Object.keys(optimizers).flatMap((name) => modelNames.map((model) => `${model}/${name}`));
  const stops = tasks.map(() => [1, 2, 3].map(() => 1 + random.integer(resumed - 1)).sort((a, b) => a - b));
  const folder = temporaryFolder();
  for (const round of [0, 1, 2]) {
    log(`resume: process ${round + 1} of 5 trains ${tasks.length} models to a random step of ${resumed}`);
    runChild("resume", folder, ...tasks.map((task, i) => `${task}=${stops[i][round]}`));
  }
  const toTheEnd = tasks.map((task) => `${task}=${resumed}`);
  log(`resume: process 4 of 5 ends these runs`);
  runChild("resume", folder, ...toTheEnd);
  log(`resume: process 5 of 5 makes them without a stop`);
  const straight = temporaryFolder();
  runChild("resume", straight, ...toTheEnd);
  const bytes = (where: string, task: string): Buffer => readFileSync(join(where, task.replace("/", "-")));
  const broken = tasks.filter((task) => !bytes(folder, task).equals(bytes(straight, task)));
  for (const task of broken) log(`resume: ${task} ends with other bits`);
  return [
    known("optimizers", Object.keys(optimizers).length),
    known(`runs of ${resumed} steps, stopped three times`, tasks.length),
    atMost("that end with other bits", broken.length, 0),
  ];
}

async function kills({ kills }: Sizes, log: Log) {
  const onKill = (count: number) => count % 10 === 0 && log(`kill -9: ${count} of ${kills}`);
  const report = await killAndRestart(kills, new Random(63), onKill);
  log(`kill -9: the same run, not killed`);
  const straight = runChild("train", join(temporaryFolder(), "straight"), `${report.steps}`).at(-1) as string;
  return [
    known("kills", report.kills),
    atLeast("of them during a save", report.duringSave, Math.ceil(kills / 5)),
    atMost("unreadable or older checkpoints", report.broken, 0),
    same("final bits, killed and not", [report.fingerprint, straight]),
  ];
}

async function brokenFiles(sizes: Sizes, log: Log) {
  const { mutations } = sizes;
  log(`broken files: ${mutations} mutations`);
  const report = await lastLine<MutationReport>("tests/support/files/mutations.ts", mutations);
  return [
    known("mutations", report.count),
    known("of them refused, the rest valid", report.refused),
    atMost("errors that are unclear", report.unclear, 0),
    machine(sizes, "slowest, ms", report.slowest, 1000),
    machine(sizes, "memory above the start, MB", report.megabytes, 64),
  ];
}

/** Reads files made to take excessive time or memory. */
async function bombs(sizes: Sizes, log: Log) {
  log("bombs: files made to take very much time or memory");
  const costs = tryBombs();
  for (const { bomb, unclear } of costs) if (unclear !== null) log(`bombs: ${bomb}: ${unclear}`);
  const slowest = costs.reduce((a, b) => (b.ms > a.ms ? b : a));
  const largest = costs.reduce((a, b) => (b.megabytes > a.megabytes ? b : a));
  return [
    known("bombs", costs.length),
    atMost("errors that are unclear", costs.filter(({ unclear }) => unclear !== null).length, 0),
    machine(sizes, `slowest, ms, ${slowest.bomb}`, slowest.ms, 2000),
    machine(sizes, `memory above start and file, MB, ${largest.bomb}`, largest.megabytes, 64),
  ];
}

/** Runs twice; the faster run counts, because other processes can only slow a run down. */
async function manySteps(sizes: Sizes, log: Log) {
  const { steps } = sizes;
  const runs: ManySteps[] = [];
  for (const run of [1, 2]) {
    const onLine = (line: string) => log(`many steps: run ${run} of 2: ${line}`);
    runs.push(await lastLine<ManySteps>("tests/support/soak/manySteps.ts", steps, onLine));
  }
  return [
    known("steps, twice", runs[0].steps),
    known("µs per step", Math.min(...runs.map(({ microseconds }) => microseconds))),
    machine(sizes, "growth of memory, MB", Math.max(...runs.map(({ growth }) => growth)), 5),
    machine(sizes, "last tenth of steps against the second, share", Math.min(...runs.map((run) => run.drift)), 0.1),
    same(
      "final bits",
      runs.map(({ fingerprint }) => fingerprint),
    ),
  ];
}
