import type { Floats } from "../../array/floats.ts";
import { showShape } from "../../array/shape.ts";
import { allFinite } from "../../kernels/allFinite.ts";
import { gradientOf, type ParameterState } from "../group.ts";

/**
 * Throws if no parameter has a gradient, or one has another length than its parameter. Returns the first NaN or
 * Infinity in words, if it is to be found; otherwise null.
 */
export function checkGradients(who: string, parameterStates: readonly ParameterState[], find: boolean): string | null {
  let count = 0;
  let broken: string | null = null;
  for (const entry of parameterStates) {
    const { name, param } = entry;
    const grad = gradientOf(param);
    if (grad === null) continue;
    count++;
    if (grad.length !== param.data.length)
      throw new RangeError(
        `Optimizer: the gradient of ${name} has ${grad.length} values for shape ${showShape(param.shape)}`,
      );
    // The first step makes the state. That takes the room first, since it would be copied in and out.
    const finite = find ? allFinite(grad, entry.state ? entry.copy : undefined) : grad;
    if (finite === null) broken ??= describeNonFinite(grad, name);
    entry.copy = finite === grad ? null : finite;
  }
  if (count === 0) throw new Error(`${who}: no parameter has a gradient; call loss.backward() before step`);
  return broken;
}

/** `the gradient of 0.weight is NaN at index 3`, for a gradient with NaN or Infinity. */
export function describeNonFinite(grad: Floats, name: string): string {
  const index = grad.findIndex((value) => !Number.isFinite(value));
  return `the gradient of ${name} is ${grad[index]} at index ${index}`;
}
