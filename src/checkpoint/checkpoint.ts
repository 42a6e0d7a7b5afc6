/**
 * @file A whole training run as one file: weights, buffers, optimizer, loader, random generators, step, and whatever the
 * training loop adds. Resumed from it, training goes on to the same bits as if it had never stopped.
 *
 * The file is a safetensors file; the metadata holds the version, a checksum, and as JSON all that is not an array.
 */

import type { Random } from "../autograd/random.ts";
import { excerpt } from "../kernels/excerpt.ts";
import { kindOf } from "../kernels/kindOf.ts";
import type { ModelState, Module } from "../nn/module.ts";
import { crc32 } from "./checksum.ts";
import { FileFormatError } from "./fileFormatError.ts";
import { type Plain, pack, unpack } from "./pack.ts";
import { encodeSafetensors, parseSafetensors, type StoredTensor } from "./safetensors.ts";
import { modelState, storedModel } from "./weights.ts";

/** What a run consists of. An Optimizer and a Loader fit as they are. */
export interface Run {
  model: Module;
  optimizer?: { stateDict(): unknown; planLoad(state: unknown): () => void };
  loader?: { save(): unknown; planLoad(state: unknown): () => void };
  /** Generators the training loop itself draws from. Those of the loader and of layers are saved with these. */
  generators?: Readonly<Record<string, Random>>;
  /** Updates made so far. */
  step: number;
  /** Anything else to keep: the states of reducers, the best loss, the command line. */
  extra?: unknown;
}

/** What a checkpoint holds, checked but not yet put anywhere. */
export interface Checkpoint {
  /** What errors call it. */
  readonly file: string;
  readonly model: ModelState;
  readonly optimizer: Plain;
  readonly loader: Plain;
  readonly generators: Plain;
  readonly step: number;
  readonly extra: Plain;
}

const version = "1";

/** The bytes of a checkpoint of the run as it is now. Throws if `extra` or a state holds what cannot be saved. */
export function encodeCheckpoint({ model, optimizer, loader, generators, step, extra }: Run): Uint8Array<ArrayBuffer> {
  if (!Number.isSafeInteger(step) || step < 0)
    throw new RangeError(`checkpoint: step is ${step}; it needs to be a whole number, 0 or more`);
  const tensors = new Map<string, StoredTensor>();
  for (const [name, tensor] of storedModel(model.stateDict())) tensors.set(`model.${name}`, tensor);
  const state = {
    optimizer: optimizer?.stateDict() ?? null,
    loader: loader?.save() ?? null,
    generators: Object.fromEntries(allGenerators(model, generators).map(([name, random]) => [name, random.save()])),
    step,
    extra: extra ?? null,
  };
  const run = pack(state, "run", tensors);
  const metadata = new Map([
    ["downhill_checkpoint", version],
    ["run", run],
    ["crc32", checksum(run, tensors)],
  ]);
  return encodeSafetensors({ tensors, metadata });
}

function allGenerators(model: Module, given: Run["generators"] = {}): [name: string, random: Random][] {
  return [
    ...model.namedGenerators().map(([name, random]): [string, Random] => [`model.${name}`, random]),
    ...Object.entries(given),
  ];
}

/** Over the text and, in the order of their names, all tensors with their names, kinds and shapes. */
export function checksum(run: string, tensors: ReadonlyMap<string, StoredTensor>): string {
  const text = new TextEncoder();
  let crc = crc32(text.encode(run));
  for (const [name, { dtype, shape, bytes }] of [...tensors].sort(([a], [b]) => (a < b ? -1 : 1)))
    crc = crc32(bytes, crc32(text.encode(JSON.stringify([name, dtype, shape])), crc));
  return crc.toString(16);
}

/** What the bytes of a checkpoint hold. Throws FileFormatError at any damage; nothing is changed anywhere. */
export function decodeCheckpoint(bytes: Uint8Array, file = "checkpoint"): Checkpoint {
  const { tensors, metadata } = parseSafetensors(bytes, file);
  const field = (name: string): string => metadata.get(name) ?? wrong(name, "a text in __metadata__", "none");
  const wrong = (name: string, expected: string, found: string): never => {
    throw new FileFormatError(file, name, expected, found);
  };
  if (!metadata.has("downhill_checkpoint"))
    wrong("file", "a checkpoint of a run", "weights only; loadWeightsFile puts them into a model");
  const found = field("downhill_checkpoint");
  if (found !== version) wrong("downhill_checkpoint", `version ${version}`, excerpt(found));
  const run = field("run");
  const crc = checksum(run, tensors);
  if (field("crc32") !== crc) wrong("crc32", `${crc}, which the contents have`, excerpt(field("crc32")));
  const isOfModel = (name: string): boolean => name.startsWith("model.");
  const ofRun = new Map([...tensors].filter(([name]) => !isOfModel(name)));
  const ofModel = new Map([...tensors].filter(([name]) => isOfModel(name)).map(([name, t]) => [name.slice(6), t]));
  const state = unpack(run, "run", ofRun, wrong);
  if (!isRecord(state)) return wrong("run", "an object", excerpt(run));
  const { step, optimizer = null, loader = null, generators = {}, extra = null } = state;
  if (typeof step !== "number" || !Number.isSafeInteger(step) || step < 0)
    return wrong("run.step", "a whole number, 0 or more", `${JSON.stringify(step)}`);
  return { file, model: modelState(ofModel, file), optimizer, loader, generators, step, extra };
}

const isRecord = (value: Plain): value is { readonly [key: string]: Plain } =>
  typeof value === "object" && value !== null && !Array.isArray(value) && !ArrayBuffer.isView(value);

/**
 * Puts a checkpoint into a run made anew in the same way, and returns the step and extra to go on from.
 * Throws FileFormatError if it belongs to another model or optimizer, another number of examples or other generators:
 * all parts are asked first whether they can take what was saved, so that the run is then as it was before.
 */
export function restoreRun(run: Omit<Run, "step" | "extra">, checkpoint: Checkpoint): { step: number; extra: Plain } {
  if (typeof checkpoint !== "object" || checkpoint === null || !(checkpoint.model instanceof Map))
    throw new TypeError(
      `restoreRun: the checkpoint is ${kindOf(checkpoint)}; it needs what loadCheckpoint(path) returns`,
    );
  const { file, model, optimizer, loader, generators, step, extra } = checkpoint;
  const plan = (field: string, part: () => () => void): (() => void) => {
    try {
      return part();
    } catch (error) {
      const found = (error as Error).message.replace(/^loadStateDict: nothing was loaded: /, "");
      throw new FileFormatError(file, field, "what the run needs", found);
    }
  };
  const changes = [
    plan("model", () => run.model.planLoad(model)),
    plan("optimizer", () => planOptional("optimizer", run.optimizer, optimizer)),
    plan("loader", () => planOptional("loader", run.loader, loader)),
    plan("generators", () => planGenerators(allGenerators(run.model, run.generators), generators)),
  ];
  for (const change of changes) change();
  return { step, extra };
}

function planOptional(what: string, part: Run["optimizer"] | Run["loader"], state: Plain): () => void {
  if (part !== undefined && state === null) throw new Error(`no ${what}, and the run has one`);
  if (part === undefined && state !== null) throw new Error(`one, and the run has no ${what}`);
  return part?.planLoad(state) ?? (() => {});
}

function planGenerators(own: [name: string, random: Random][], saved: Plain): () => void {
  const names = own.map(([name]) => name).sort();
  const found = isRecord(saved) ? Object.keys(saved).sort() : [];
  if (!isRecord(saved) || names.join() !== found.join())
    throw new Error(`generators ${found.join(", ") || "none"}, the run has ${names.join(", ") || "none"}`);
  const changes = own.map(([name, random]) => random.planLoad(saved[name] as number[]));
  return () => {
    for (const change of changes) change();
  };
}
