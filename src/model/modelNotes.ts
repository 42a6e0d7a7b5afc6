import type { Shape } from "../array/shape.ts";
import type { Plain } from "../checkpoint/formats/support/pack.ts";
import type { Fit } from "../data/images/support/resize.ts";
import type { Preprocessing } from "../data/preprocessing/preprocessing.ts";

/** The parts of a model file besides architecture and weights. */
export interface ModelNotes {
  /** How rows of a table become inputs; null for none. Default: null. */
  preprocessing?: Preprocessing | null;
  /** The shape of one example: [2], or [1, 28, 28] for digits. Default: that of the preprocessing. */
  inputShape?: Shape;
  /** The names of the classes, in the order of the outputs; null for numbers. Default: those of the preprocessing. */
  classNames?: readonly string[] | null;
  /** How images of another shape are fitted, as in `readImages`; null if there are none. Default: null. */
  imageFit?: Fit | null;
  /** Metrics and whatever else describes the model, as plain JSON. Default: none. */
  metrics?: { readonly [name: string]: Plain };
  /** The command that made the model. Default: none. */
  command?: string | null;
}
