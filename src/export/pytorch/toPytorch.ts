import { array } from "../../array/ndArray.ts";
import { Random } from "../../autograd/random.ts";
import { encodeSafetensors } from "../../checkpoint/formats/encodeSafetensors.ts";
import type { StoredTensor } from "../../checkpoint/formats/safetensors.ts";
import { stored } from "../../checkpoint/formats/stored.ts";
import { storedModel } from "../../checkpoint/weights/support/storedModel.ts";
import type { Examples } from "../../data/dataset.ts";
import { Loader, type LoaderState } from "../../data/loader.ts";
import { emit } from "../../emit/index.ts";
import type { ModelRecord } from "../../model/index.ts";
import type { Module } from "../../nn/index.ts";
import type { Optimizer } from "../../optim/optimizer.ts";
import { isClassification } from "../../training/support/isClassification.ts";
import { filesText } from "./filesText.ts";
import { modelText } from "./modelText.ts";
import { trainText } from "./trainText.ts";

/** A run in the middle of its training. */
export interface PytorchRun {
  model: Module;
  record: ModelRecord;
  optimizer: Optimizer;
  /** The position of the loader. */
  loader: LoaderState;
  batch: number;
  train: Examples;
  test: Examples;
  /** Steps made, and steps in all. */
  step: number;
  steps: number;
  /** The weights of the classes in the training loss; null for equal weights. */
  classWeights: readonly number[] | null;
  /** The maximum of the global gradient norm; null for no clipping. */
  clip: number | null;
}

/**
 * Returns the files of a PyTorch program that continues a run: `train.py`, `model.py`, `files.py`, and the rule as
 * emitted Python. `run.safetensors` has weights, optimizer state, data and the order of all batches left.
 *
 * Throws RangeError for a rule that has no form in Python, with the reason.
 */
export function toPytorch(run: PytorchRun): Map<string, string | Uint8Array> {
  const { optimizer, record, train, step, clip, classWeights } = run;
  const { hyper } = optimizer.groups[0];
  const { files, title, hyper: names } = emit({ ...optimizer.rule, hyper }, { to: "pytorch" });
  const constants = Object.entries(hyper).flatMap(([name, value]) =>
    typeof value === "number" ? [[names[name], value]] : [],
  );
  const [{ name, text }] = files;
  const program = {
    module: name.replace(/\.py$/, ""),
    title,
    hasSchedule: typeof hyper.lr === "function",
    hyper: Object.fromEntries(constants) as Record<string, number>,
    clip,
    classWeights,
    isClassification: isClassification(train),
    step,
    hasDropout: JSON.stringify(record.architecture).includes('"Dropout"'),
  };
  return new Map<string, string | Uint8Array>([
    ["train.py", trainText(program)],
    ["model.py", modelText(record)],
    [name, text],
    ["files.py", filesText],
    ["run.safetensors", encodeSafetensors({ tensors: tensorsOf(run), metadata: new Map() })],
  ]);
}

function tensorsOf({ model, optimizer, train, test, ...run }: PytorchRun): Map<string, StoredTensor> {
  const tensors = new Map<string, StoredTensor>();
  for (const [name, tensor] of storedModel(model.stateDict())) tensors.set(`model.${name}`, tensor);
  for (const [name, { t, buffers }] of Object.entries(optimizer.stateDict().state)) {
    if (buffers === null) continue;
    tensors.set(`optimizer.${name}.step`, whole([t], []));
    for (const [key, values] of Object.entries(buffers))
      tensors.set(`optimizer.${name}.${key}`, stored(values, [values.length]));
  }
  for (const [prefix, data] of [
    ["data.", train],
    ["data.test_", test],
  ] as const) {
    tensors.set(`${prefix}inputs`, stored(data.inputs.data, data.inputs.shape));
    const targets = isClassification(data)
      ? whole(data.labels, [data.labels.length])
      : stored(data.targets.data, data.targets.shape);
    tensors.set(`${prefix}targets`, targets);
  }
  const batches = batchesOf(train.inputs.shape[0], run);
  tensors.set("batches.order", whole(batches.flat(), [batches.flat().length]));
  tensors.set(
    "batches.sizes",
    whole(
      batches.map(({ length }) => length),
      [batches.length],
    ),
  );
  return tensors;
}

/** Whole numbers as PyTorch's labels: 64-bit integers. */
const whole = (values: ArrayLike<number>, shape: number[]): StoredTensor => ({
  dtype: "I64",
  shape,
  bytes: new Uint8Array(BigInt64Array.from(Array.from(values), BigInt).buffer),
});

/** The indices of the examples of every step left: a loader over the numbers of the examples draws them. */
function batchesOf(
  n: number,
  { loader: state, batch, step, steps }: Pick<PytorchRun, "loader" | "batch" | "step" | "steps">,
): number[][] {
  const numbers = array(
    Float64Array.from({ length: n }, (_, i) => i),
    [n, 1],
  );
  const loader = new Loader({ inputs: numbers, targets: numbers }, { batch, random: new Random(0) });
  loader.loadStateDict(state);
  return Array.from({ length: steps - step }, () => Array.from(loader.next().inputs.data));
}
