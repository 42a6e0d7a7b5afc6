/**
 * @file A whole training run as one file: weights, buffers, optimizer, loader, random generators, step, and whatever
 * the training loop adds. Training that resumes from it gives the same bits as if it had never stopped.
 *
 * The file is a safetensors file; the metadata holds the version, a checksum, and as JSON all that is not an array.
 */

import type { Random } from "../autograd/random.ts";
import type { ModelState, Module } from "../nn/module.ts";
import type { LoadOptions } from "../optim/state/optimizerState.ts";
import type { Plain } from "./formats/support/pack.ts";

/** The parts of a run. An Optimizer and a Loader fit as they are. */
export interface Run {
  model: Module;
  optimizer?: { stateDict(): unknown; planLoad(state: unknown, options: LoadOptions): () => void };
  loader?: { stateDict(): unknown; planLoad(state: unknown): () => void };
  /** Generators the training loop itself draws from. Those of the loader and of layers are saved with these. */
  generators?: Readonly<Record<string, Random>>;
  /** Updates made so far. */
  step: number;
  /** Anything else to keep: the states of reducers, the best loss, the command line. */
  extra?: unknown;
}

/** The contents of a checkpoint, checked but not yet put into a run. */
export interface Checkpoint {
  /** Its name in errors. */
  readonly file: string;
  readonly model: ModelState;
  readonly optimizer: Plain;
  readonly loader: Plain;
  readonly generators: Plain;
  readonly step: number;
  readonly extra: Plain;
}
