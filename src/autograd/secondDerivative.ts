import type { Floats } from "../array/floats.ts";
import type { Tensor } from "./tensor.ts";

/** Arrays that backward stored in `grad`, and tensors computed from one of them. */
const gradients = new WeakSet<Floats | Tensor>();

export const rememberGradient = (values: Floats): void => void gradients.add(values);

const isGradient = (x: Tensor): boolean =>
  !x.requiresGrad && (gradients.has(x) || (!x.isView && gradients.has(x.data)));

/**
 * Throws where an op combines a gradient with a tensor that requires one: its derivative would silently be missing.
 * A result of gradients alone is remembered as a gradient, too.
 */
export function checkGradientOperands(op: string, y: Tensor, inputs: readonly Tensor[], isRecorded: boolean): void {
  if (!inputs.some(isGradient)) return;
  if (!isRecorded) gradients.add(y);
  else
    throw new Error(
      `${op}: an operand must have a derivative, got a gradient: second derivatives are not recorded; ` +
        "pass a copy, tensor(x.grad.slice()), if a constant is meant",
    );
}
