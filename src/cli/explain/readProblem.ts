import { numberFlag, numbersFlag, type Values } from "../flags/flags.ts";
import { UsageError } from "../flags/usageError.ts";

export interface Problem {
  start: number[];
  /** One gradient for each step. */
  gradients: number[][];
  shape: number[];
}

/** Reads the weights, the gradients and the shape from the flags. `isMatrix` chooses the defaults of matrix rules. */
export function readProblem(values: Values, isMatrix: boolean): Problem {
  const gradients = readGradients(values, isMatrix ? [0.1, -0.4, 0.2, 0.3] : [0.1, -0.4]);
  const size = gradients[0].length;
  const start = numbersFlag(values, "theta") ?? gradients[0].map(() => 1);
  if (start.length !== size)
    throw new UsageError(`--theta must have ${size} numbers, one for each of the gradient's, got ${start.length}`);
  const rows = size % 2 === 0 ? 2 : 1;
  const shape = numbersFlag(values, "shape") ?? (isMatrix ? [rows, size / rows] : [size]);
  if (!shape.every((n) => Number.isInteger(n) && n > 0) || shape.reduce((product, n) => product * n, 1) !== size)
    throw new UsageError(`--shape must hold ${size} elements, the number in the gradient, got ${shape.join(",")}`);
  return { start, gradients, shape };
}

function readGradients(values: Values, fallback: readonly number[]): number[][] {
  if (typeof values.grads !== "string") {
    const gradient = numbersFlag(values, "grad") ?? [...fallback];
    const count = numberFlag(values, "steps", 1, { low: 1, high: 1000, whole: true });
    return Array.from({ length: count }, () => gradient);
  }
  const other = ["grad", "steps"].find((flag) => values[flag] !== undefined);
  if (other !== undefined)
    throw new UsageError(`--grads already gives the gradient of every step; leave --${other} out`);
  const gradients = values.grads.split(";").map((grads) => numbersFlag({ grads }, "grads") ?? []);
  const odd = gradients.findIndex(({ length }) => length !== gradients[0].length);
  if (odd >= 0)
    throw new UsageError(
      `--grads must have ${gradients[0].length} numbers at every step, got ${gradients[odd].length} at step ${odd + 1}`,
    );
  if (gradients.length > 1000) throw new UsageError(`--grads must have at most 1,000 steps, got ${gradients.length}`);
  return gradients;
}
