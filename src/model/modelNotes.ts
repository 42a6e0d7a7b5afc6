import type { Shape } from "../array/shape.ts";
import type { Plain } from "../checkpoint/formats/support/pack.ts";

/** The parts of a model file besides architecture and weights. */
export interface ModelNotes {
  /** The shape of one example: [4] for a table of 4 columns, [1, 28, 28] for digits. */
  inputShape: Shape;
  /** The names of the classes, in the order of the outputs; null if the outputs are numbers. Default: null. */
  classNames?: readonly string[] | null;
  /** Metrics and whatever else describes the model, as plain JSON. Default: none. */
  metrics?: { readonly [name: string]: Plain };
  /** The command that made the model. Default: none. */
  command?: string | null;
}
