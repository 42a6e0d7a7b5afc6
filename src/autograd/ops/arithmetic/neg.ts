import { NdArray } from "../../../array/ndArray.ts";
import { negative } from "../../../kernels/negative.ts";
import { record } from "../../support/record.ts";
import type { Tensor } from "../../tensor.ts";
import { needTensor } from "../support/needTensor.ts";

/**
 * y = −x          y′ = −1
 *
 * @gradcheck neg(randn(5))
 */
export function neg(x: Tensor): Tensor {
  needTensor("neg", "the input", x);
  const opposite = ({ data }: NdArray): NdArray => new NdArray(negative(data), x.shape);
  return record("neg", opposite(x), [x, opposite]);
}
