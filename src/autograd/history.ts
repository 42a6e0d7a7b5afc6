import type { Edge } from "./edge.ts";
import type { Tensor } from "./tensor.ts";

/** The computation of a tensor: its op and the data for backward. */
export interface History {
  readonly op: string;
  /** The inputs that need a gradient. */
  readonly edges: readonly Edge[];
  /** Every input with its version when the op read it. */
  readonly read: readonly (readonly [input: Tensor, version: number])[];
  /** The result's version: many vector-Jacobian products read y rather than x. */
  readonly version: number;
}

/**
 * The history of a tensor that no recorded op computed. Compare its version, which no result has: a Proxy of a tensor,
 * such as Vue's `reactive` makes, returns a Proxy of the history.
 */
export const leaf: History = { op: "leaf", edges: [], read: [], version: -1 };

/** The history that remains after a backward pass. */
export const freed: History = { ...leaf, op: "freed", version: -2 };
