/**
 * @file A whole training run as one file: weights, buffers, optimizer, loader, random generators, step, and whatever the
 * training loop adds. Resumed from it, training goes on to the same bits as if it had never stopped.
 *
 * The file is a safetensors file; the metadata holds the version, a checksum, and as JSON all that is not an array.
 */

import type { Random } from "../autograd/random.ts";
import type { ModelState, Module } from "../nn/module.ts";
import { crc32 } from "./formats/checksum.ts";
import type { Plain } from "./formats/pack.ts";
import type { StoredTensor } from "./formats/safetensors.ts";

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

export const version = "1";

export function allGenerators(model: Module, given: Run["generators"] = {}): [name: string, random: Random][] {
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

export const isRecord = (value: Plain): value is { readonly [key: string]: Plain } =>
  typeof value === "object" && value !== null && !Array.isArray(value) && !ArrayBuffer.isView(value);
