import type { Floats } from "../array/floats.ts";
import type { CompiledModule } from "./wasm/instance.ts";

/** The compiled forms of one rule. `npm run kernels` writes it from the rule's loops to src/generated/kernels. */
export interface RuleKernel {
  /** Undefined where every form stays a loop. */
  readonly module?: CompiledModule;
  /** By variant, "" for the default form. A text is the reason why that form stays a loop. */
  readonly forms: Readonly<Record<string, CompiledForm | string>>;
}

/** One form's update: scalars in JavaScript, each loop over the elements in WebAssembly. */
export type CompiledForm = (step: ElementStep, state: Slots, hyper: Values, run: RunLoop) => void;

/**
 * Runs function number `kernel` of the module over all elements, with the loop's hoisted scalars. It changes the first
 * `written` arrays. Returns the loop's sum, 0 for a loop without one.
 */
export type RunLoop = (
  kernel: number,
  arrays: readonly Floats[],
  written: number,
  scalars: readonly number[],
) => number;

/** One update of one parameter. */
export interface ElementStep {
  readonly theta: Floats;
  readonly g: Floats;
  readonly t: number;
}

/** The rule's buffers by name. */
export type Slots = Readonly<Record<string, Floats>>;

/** The hyperparameters at one step. */
export type Values = Readonly<Record<string, number>>;
