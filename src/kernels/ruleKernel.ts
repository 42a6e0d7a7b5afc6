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
export interface CompiledForm {
  readonly loops: readonly CompiledLoop[];
  update(loop: RunLoop, step: ElementStep, state: Slots, hyper: Readonly<Record<string, number>>): void;
}

export interface CompiledLoop {
  /** Its place in the module. */
  readonly kernel: number;
  /** The arrays it takes, in order: first those it changes. */
  readonly slots: readonly string[];
  /** The number of arrays it changes. */
  readonly written: number;
}

/** Runs loop number `index` over all elements with its hoisted scalars. Returns the sum, 0 for a loop without one. */
export type RunLoop = (index: number, scalars: readonly number[]) => number;

/** One update of one parameter. */
export interface ElementStep {
  readonly theta: Floats;
  readonly g: Floats;
  readonly t: number;
}

/** The rule's buffers by name. */
export type Slots = Readonly<Record<string, Floats>>;
