import type { Floats } from "../../array/floats.ts";
import { showShape } from "../../array/shape.ts";
import { allFinite } from "../../kernels/allFinite.ts";
import type { ParameterState } from "../group.ts";

/** Throws if a gradient has another length than its parameter. */
export function checkLengths(parameterStates: readonly ParameterState[]): void {
  for (const { param, name } of parameterStates) {
    if (param.grad === null || param.grad.length === param.data.length) continue;
    throw new RangeError(
      `Optimizer: the gradient of ${name} has ${param.grad.length} values for shape ${showShape(param.shape)}`,
    );
  }
}

/** Where the first NaN or Infinity is among the gradients, in words; null if nowhere. */
export function firstNonFinite(parameterStates: readonly ParameterState[]): string | null {
  for (const { param, name } of parameterStates) {
    const broken = param.grad && describeNonFinite(param.grad, name);
    if (broken !== null) return broken;
  }
  return null;
}

/** `the gradient of 0.weight is NaN at index 3`; null if every value is finite. */
export function describeNonFinite(grad: Floats, name: string): string | null {
  if (allFinite(grad)) return null;
  const index = grad.findIndex((value) => !Number.isFinite(value));
  return `the gradient of ${name} is ${grad[index]} at index ${index}`;
}
