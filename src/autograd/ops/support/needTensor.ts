import { NdArray } from "../../../array/ndArray.ts";
import { showShape } from "../../../array/shape.ts";
import { describeValue } from "../../../check/describeValue.ts";
import { Tensor } from "../../tensor.ts";

/** Throws in the name of `who` unless an op's argument is a tensor. */
export function needTensor(who: string, what: string, x: unknown): void {
  if (x instanceof Tensor) return;
  const fix = x instanceof NdArray ? "new Tensor(x)" : "tensor(values)";
  throw new TypeError(`${who}: ${what} must be a tensor, got ${describeValue(x)}; use ${fix}`);
}

/** Throws in the name of `who` unless `bias` is null or has one number for each output of `weight`. */
export function needBias(who: string, bias: Tensor | null, outputs: number, weight: Tensor): void {
  if (bias === null) return;
  needTensor(who, "bias", bias);
  if (bias.shape.length === 1 && bias.shape[0] === outputs) return;
  const needed = `[${outputs}] for weight ${showShape(weight.shape)}`;
  throw new RangeError(`${who}: bias must be ${needed}, got ${showShape(bias.shape)}`);
}
