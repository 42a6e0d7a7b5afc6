/** @file A run begun here continues in PyTorch with the same losses: one or two processes, Float32 and Float64. */

import { execFile } from "node:child_process";
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { type AddressInfo, createServer } from "node:net";
import { join } from "node:path";
import { promisify } from "node:util";
import { expect, it } from "vitest";
import { encodeSafetensors, loadWeights, stored } from "../../src/checkpoint/index.ts";
import { drawnDigits, type Examples, Loader, noisySine, twoMoons } from "../../src/data/index.ts";
import { filesText } from "../../src/export/pytorch/filesText.ts";
import { modelText } from "../../src/export/pytorch/modelText.ts";
import { toPytorch } from "../../src/export/pytorch/toPytorch.ts";
import { crossEntropy, Random, Tensor, useReference } from "../../src/index.ts";
import { encodeModel, loadModel } from "../../src/model/index.ts";
import * as nn from "../../src/nn/index.ts";
import { adam, momentum, Optimizer, type Rule, radam } from "../../src/optim/index.ts";
import { cosine } from "../../src/schedules/index.ts";
import { type Loss, lossOf } from "../../src/training/lossOf.ts";
import { trainStep } from "../../src/training/trainStep.ts";
import { everyLayer, examplesFor } from "../support/everyLayer.ts";
import { newFolder } from "../support/newFolder.ts";

const python = async (folder: string, ...words: string[]): Promise<string> =>
  (await promisify(execFile)("/usr/bin/python3", words, { cwd: folder, encoding: "utf8" })).stdout;

it("model.py computes what every layer computes", async () => {
  const folder = newFolder();
  const cases = everyLayer();
  for (const [i, one] of cases.entries()) {
    const { record } = loadModel(encodeModel(one.layer, { inputShape: one.input }));
    const x = examplesFor(one);
    const weights = [...one.layer.stateDict()].map(([name, { data, shape }]) => [`model.${name}`, stored(data, shape)]);
    const numbers = [
      ["x", stored(Float32Array.from(x.data), x.shape)],
      ["y", stored(Float32Array.from(one.layer.forward(x).data), one.layer.forward(x).shape)],
    ];
    const tensors = new Map([...weights, ...numbers] as [string, ReturnType<typeof stored>][]);
    writeFileSync(join(folder, `case${i}.safetensors`), encodeSafetensors({ tensors, metadata: new Map() }));
    writeFileSync(join(folder, `case${i}.py`), modelText(record));
  }
  writeFileSync(join(folder, "files.py"), filesText);
  const compare = `import files, importlib
for i in range(${cases.length}):
    run = files.load(f"case{i}.safetensors")
    model = importlib.import_module(f"case{i}").make_model().eval()
    model.load_state_dict({k[6:]: v for k, v in run.items() if k.startswith("model.")})
    y = model(run["x"])
    assert y.shape == run["y"].shape, (i, y.shape)
    print((y - run["y"]).abs().max().item())`;
  const differences = (await python(folder, "-c", compare)).trim().split("\n").map(Number);
  expect(differences.length).toBe(cases.length);
  expect(Math.max(...differences)).toBeLessThan(2e-6);
}, 60_000);

const before = 20;
const after = 50;

interface Case {
  name: string;
  model: nn.Sequential;
  data: Examples;
  inputShape: number[];
  rule: Rule;
  batch: number;
  clip: number | null;
  classWeights: number[] | null;
}

const random = new Random(9);
const cases = (): Case[] => [
  {
    name: "classes, Adam with a schedule, clipped",
    model: new nn.Sequential(new nn.Linear(2, 16, { random }), new nn.GELU(), new nn.Linear(16, 2, { random })),
    data: twoMoons(150, { random }),
    inputShape: [2],
    rule: adam({ lr: cosine(0.02, 60, 1e-3) }),
    batch: 32,
    clip: 0.2,
    classWeights: [0.5, 2],
  },
  {
    name: "images with batch norm, RAdam",
    model: new nn.Sequential(
      new nn.Conv2d(1, 4, 5, { random, stride: 2, bias: false }),
      new nn.BatchNorm2d(4),
      new nn.ReLU(),
      new nn.MaxPool2d(2),
      new nn.Flatten(),
      new nn.Linear(144, 10, { random }),
    ),
    data: drawnDigits(100, { random }),
    inputShape: [1, 28, 28],
    rule: radam({ lr: 0.01 }),
    batch: 15,
    clip: null,
    classWeights: null,
  },
  {
    name: "numbers, momentum",
    model: new nn.Sequential(new nn.Linear(1, 8, { random }), new nn.Tanh(), new nn.Linear(8, 1, { random })),
    data: noisySine(70, { random }),
    inputShape: [1],
    rule: momentum({ lr: 0.01 }),
    batch: 16,
    clip: null,
    classWeights: null,
  },
];

/** Trains here, writes the program in the middle, and returns its folder with the losses that follow here. */
function begin({ model, data, inputShape, rule, batch, clip, classWeights }: Case) {
  const optimizer = new Optimizer(model.parameters(), rule);
  const loader = new Loader(data, { batch, random: new Random(2) });
  const loss: Loss = (y, part) =>
    classWeights && "labels" in part ? crossEntropy(y, part.labels, { classWeights }) : lossOf(y, part);
  const step = () => trainStep(model, optimizer, loader.next(), loss, { clip }).loss;
  for (let i = 0; i < before; i++) step();
  const folder = join(newFolder(), "run");
  mkdirSync(folder);
  const { record } = loadModel(encodeModel(model, { inputShape }));
  model.train();
  const steps = { step: before, steps: before + after };
  const files = toPytorch({
    model,
    record,
    optimizer,
    loader: loader.stateDict(),
    batch,
    train: data,
    test: data,
    clip,
    classWeights,
    ...steps,
  });
  for (const [name, content] of files) writeFileSync(join(folder, name), content);
  return { folder, losses: Array.from({ length: after }, step), model };
}

/** Runs the programs of several folders in one process, since PyTorch takes seconds to load. */
const allText = `import json, os, runpy, sys
import torch.distributed as dist
if "WORLD_SIZE" in os.environ:
    # A process joins a group once.
    dist.init_process_group("gloo")
    dist.init_process_group = lambda backend: None
for folder, dtype in json.loads(sys.argv[1]):
    for name in [n for n, m in sys.modules.items() if getattr(m, "__file__", None) and "downhill-" in m.__file__]:
        del sys.modules[name]
    sys.path[0] = folder
    sys.argv = ["train.py", "--dtype", dtype]
    print("run", folder, dtype, flush=True)
    runpy.run_path(os.path.join(folder, "train.py"), run_name="__main__")
`;

/** The losses that each run prints, under torchrun after "[default0]:". */
function lossesIn(text: string): number[][] {
  const lines = [...text.matchAll(/^(?:\[default0\]:)?(\w+) (\S+)/gm)];
  const runs: number[][] = [];
  for (const [, word, value] of lines) {
    if (word === "run") runs.push([]);
    else if (/^\d+$/.test(word)) runs.at(-1)?.push(Number(value));
  }
  return runs;
}

const largest = (a: readonly number[], b: readonly number[]): number =>
  Math.max(...a.map((value, i) => Math.abs(value - b[i])));

/** Expects the weights that train.py wrote to compute what those trained here do. */
function expectSameWeights({ data }: Case, folder: string, model: nn.Module): void {
  const inputs = new Tensor(data.inputs);
  const expected = [...model.eval().forward(inputs).data];
  loadWeights(model, new Uint8Array(readFileSync(join(folder, "weights.safetensors"))));
  expect(largest([...model.forward(inputs).data], expected)).toBeLessThan(1e-3);
}

/** A port that no process listens on. */
const freePort = (): Promise<number> =>
  new Promise((resolve) => {
    const server = createServer().listen(0, "127.0.0.1", () => {
      const { port } = server.address() as AddressInfo;
      server.close(() => resolve(port));
    });
  });

// All runs would wait at port 29500. PyTorch 1.13 with Python 3.11 cannot leave stdout alone: `--redirects 0` fails.
const torchrun = async (): Promise<string[]> => {
  const words = ["--nproc_per_node=2", "--master_port", `${await freePort()}`, "--redirects", "1", "--tee", "1"];
  return ["-m", "torch.distributed.run", ...words];
};
const alone = async (): Promise<string[]> => [];

it.each([
  ["one process", alone],
  ["two processes", torchrun],
])(
  "%s: 50 steps with the same losses in Float32 and Float64",
  async (_, launcher) => {
    useReference();
    const runs = cases().map((one) => ({ one, ...begin(one) }));
    const main = newFolder();
    writeFileSync(join(main, "all.py"), allText);
    const words = runs.flatMap(({ folder }) => ["float32", "float64"].map((dtype) => [folder, dtype]));
    const continued = lossesIn(await python(main, ...(await launcher()), "all.py", JSON.stringify(words)));
    expect(continued.map(({ length }) => length)).toEqual(words.map(() => after));
    for (const [i, { one, losses, folder, model }] of runs.entries()) {
      for (const found of continued.slice(2 * i, 2 * i + 2)) {
        expect(largest(found, losses), one.name).toBeLessThan(1e-5);
        expect(largest(found.slice(1), losses), one.name).toBeGreaterThan(1e-3);
      }
      expectSameWeights(one, folder, model);
    }
  },
  120_000,
);

it.each([
  ["python train.py", alone],
  ["torchrun train.py", torchrun],
])(
  "%s continues in its folder",
  async (_, launcher) => {
    useReference();
    const { folder, losses } = begin(cases()[2]);
    const printed = await python(folder, ...(await launcher()), "train.py", "--steps", "5");
    const [found] = lossesIn(`run ${folder}\n${printed}`);
    expect(found.length).toBe(5);
    expect(largest(found, losses)).toBeLessThan(1e-5);
  },
  60_000,
);
