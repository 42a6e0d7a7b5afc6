import type { Floats } from "../array/floats.ts";
import type { Tensor } from "./tensor.ts";

/** A constructor that returns its argument, so that the fields of a subclass are added to that object. */
class Given {
  constructor(given: Floats | Tensor) {
    // biome-ignore lint/correctness/noConstructorReturn: the purpose of this class
    return given;
  }
}

/**
 * Marks arrays that backward stored in `grad`, and tensors computed from one of them, by a private field.
 * Nothing else sees that field. A WeakSet of them took 7 % of a small model's step.
 */
class Mark extends Given {
  readonly #gradient = true;

  static has(values: Floats | Tensor): boolean {
    return #gradient in values;
  }
}

export function rememberGradient(values: Floats | Tensor): void {
  if (!Mark.has(values)) new Mark(values);
}

const isGradient = (x: Tensor): boolean => !x.requiresGrad && (Mark.has(x) || (!x.isView && Mark.has(x.data)));

/**
 * Throws where an op combines a gradient with a tensor that requires one: its derivative would silently be missing.
 * A result of gradients alone is remembered as a gradient, too.
 */
export function checkGradientOperands(op: string, y: Tensor, inputs: readonly Tensor[], isRecorded: boolean): void {
  let found = false;
  for (const x of inputs) found ||= isGradient(x);
  if (!found) return;
  if (!isRecorded) rememberGradient(y);
  else
    throw new Error(
      `${op}: an operand must have a derivative, got a gradient: second derivatives are not recorded; ` +
        "pass a copy, tensor(x.grad.slice()), if a constant is meant",
    );
}
