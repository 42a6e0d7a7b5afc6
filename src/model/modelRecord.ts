import type { Shape } from "../array/shape.ts";
import type { Plain } from "../checkpoint/formats/support/pack.ts";
import type { Fit } from "../data/images/support/resize.ts";
import type { PreprocessingJson } from "../data/preprocessing/preprocessing.ts";
import type { LayerDescription } from "./layerDescription.ts";

/** A model without its weights, as plain JSON. Model files and checkpoints hold it beside the weights. */
export interface ModelRecord {
  readonly architecture: LayerDescription;
  /** The shape of one example. */
  readonly inputShape: Shape;
  /** The names of the classes, in the order of the outputs; null if the outputs are numbers. */
  readonly classNames: readonly string[] | null;
  /** How rows of a table become inputs; null for none. */
  readonly preprocessing: PreprocessingJson | null;
  /** How images of another shape are fitted; null for a model that was not trained on a folder of images. */
  readonly imageFit: Fit | null;
  readonly metrics: { readonly [name: string]: Plain };
  /** The command that made the model; null if a program did. */
  readonly command: string | null;
  /** The versions of downhill and Node that made the model. */
  readonly versions: { readonly [program: string]: string };
}
