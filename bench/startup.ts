/**
 * @file How long a user waits before the first step, and for files. Each row is in turns with a floor that nothing
 * can go below: an empty program, or reading and writing the same bytes.
 */
import { execFileSync, spawn, spawnSync } from "node:child_process";
import { readFileSync, statSync, writeFileSync } from "node:fs";
import { setTimeout } from "node:timers/promises";
import { fileURLToPath, pathToFileURL } from "node:url";
import { adam, crossEntropy, Linear, Optimizer, Random, ReLU, Sequential, tensor } from "../src/index.ts";
import { readIdxFile, readTable, saveCheckpoint } from "../src/node.ts";
import type { Section } from "./section.ts";
import { temporaryFolder } from "./temporaryFolder.ts";
import { median } from "./turns.ts";

const turns = 15;
const root = fileURLToPath(new URL("..", import.meta.url));
const cli = `${root}dist/cli/downhill.js`;

type Work = () => unknown;
/** A row, the floor with its name, and the work. */
type Pair = readonly [what: string, floorName: string, floor: Work, work: Work];

const node = (...words: string[]): void => {
  if (spawnSync(process.execPath, words).status !== 0) throw new Error(`bench: node ${words.join(" ")} failed`);
};

/** Runs `downhill train`, the command of `npm start`, until the first step is in its log. */
async function firstStep(folder: string): Promise<void> {
  const log = `${folder}/steps.ndjson`;
  writeFileSync(log, "");
  const words = ["train", "--no-save", "--progress", "none", "--log", log];
  const child = spawn(process.execPath, [cli, ...words], { cwd: folder, stdio: "ignore" });
  const ended = new Promise((resolve) => child.once("exit", resolve));
  while (statSync(log).size === 0 && child.exitCode === null) await setTimeout(1);
  child.kill();
  await ended;
}

/** 17 columns of numbers, two of texts and a class. */
function writeTable(file: string, rows: number): void {
  const random = new Random(1);
  const cells = (): string =>
    [
      ...Array.from({ length: 17 }, () => (1000 * random.uniform()).toFixed(3)),
      ["red", "green", "blue"][random.integer(3)],
      ["a", "b"][random.integer(2)],
      random.integer(2),
    ].join(",");
  const names = Array.from({ length: 20 }, (_, j) => `c${j}`).join(",");
  writeFileSync(file, [names, ...Array.from({ length: rows }, cells), ""].join("\n"));
}

/** An IDX file of images of 28×28 bytes. */
function writeImages(file: string, count: number): void {
  const bytes = new Uint8Array(16 + count * 784).map((_, i) => i);
  const header = new DataView(bytes.buffer);
  [0x803, count, 28, 28].forEach((value, i) => {
    header.setUint32(4 * i, value);
  });
  writeFileSync(file, bytes);
}

/** A run after one step of the bench's mlp: 101,770 weights with Adam's two moments. */
function trainedRun() {
  const random = new Random(1);
  const model = new Sequential(new Linear(784, 128, { random }), new ReLU(), new Linear(128, 10, { random }));
  const optimizer = new Optimizer(model.parameters(), adam());
  crossEntropy(model.forward(tensor(new Float32Array(784), { shape: [1, 784] })), [0]).backward();
  optimizer.step();
  return { model, optimizer, step: 1 };
}

function pairsIn(folder: string): Pair[] {
  const [table, images, run] = [`${folder}/table.csv`, `${folder}/images-idx3-ubyte`, `${folder}/run.safetensors`];
  writeTable(table, 20_000);
  writeImages(images, 10_000);
  const trained = trainedRun();
  saveCheckpoint(run, trained);
  const bytes = readFileSync(run);
  const empty: Work = () => node("-e", "0");
  const importing = `import ${JSON.stringify(pathToFileURL(`${root}dist/index.js`).href)}`;
  const numbers: Work = () => {
    for (const line of readFileSync(table, "utf8").split("\n")) line.split(",").map(Number);
  };
  return [
    ["downhill --help", "node -e 0", empty, () => node(cli, "--help")],
    ['import "downhill"', "node -e 0", empty, () => node("--input-type=module", "-e", importing)],
    ["first step of npm start", "node -e 0", empty, () => firstStep(folder)],
    ["readTable, 20,000 rows, 20 columns", "split and Number", numbers, () => readTable(table)],
    ["readIdxFile, 7.8 MB", "readFileSync", () => readFileSync(images), () => readIdxFile(images)],
    [
      "saveCheckpoint, 1.2 MB",
      "writeFileSync",
      () => writeFileSync(`${run}.copy`, bytes),
      () => saveCheckpoint(run, trained),
    ],
  ];
}

async function timed(work: Work): Promise<number> {
  const started = performance.now();
  await work();
  return performance.now() - started;
}

export async function startup(_: unknown, say: (text: string) => void): Promise<Section> {
  say("startup: npm run build");
  execFileSync(process.execPath, ["--import", "tsx", "scripts/build.ts"], { cwd: root, stdio: "ignore" });
  const folder = temporaryFolder("startup");
  const rows: Section["rows"] = [];
  for (const [what, floorName, floor, work] of pairsIn(folder)) {
    say(`startup: ${what}`);
    const times: [floor: number, work: number][] = [];
    for (let turn = 0; turn < turns; turn++) times.push([await timed(floor), await timed(work)]);
    const columns = [0, 1].map((column) => times.map((pair) => pair[column]));
    const [least, leastFloor] = [Math.min(...columns[1]), Math.min(...columns[0])];
    const ratio = median(times.map(([floor, work]) => work / floor));
    rows.push([what, median(columns[1]), floorName, median(columns[0]), ratio, least / leastFloor]);
  }
  return {
    title: "Startup and files",
    text: "The built package against a floor: an empty program, or the plainest code that reads or writes the same file. npm start is timed as `downhill train`, from the start of the process to its first step.",
    header: ["what", "ms", "floor", "floor, ms", "ratio", "ratio of best turns"],
    rows,
  };
}
