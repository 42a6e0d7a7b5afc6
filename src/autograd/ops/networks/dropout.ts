import { NdArray } from "../../../array/ndArray.ts";
import { checkArgument } from "../../../check/checkArgument.ts";
import { unitInterval } from "../../../check/kinds.ts";
import { product } from "../../../kernels/product.ts";
import { checkRandom } from "../../checkRandom.ts";
import type { Random } from "../../random.ts";
import { record } from "../../support/record.ts";
import type { Tensor } from "../../tensor.ts";
import { drawScales } from "../support/drawScales.ts";
import { needTensor } from "../support/needTensor.ts";

export interface DropoutOptions {
  /** Generator of the mask. Required. */
  random: Random;
  /** False to return x itself. Default: true. */
  training?: boolean;
}

/**
 * y = x m / (1 − p)          m = 0 with probability p, else 1, drawn for each element          y′ = m / (1 − p)
 *
 * Srivastava et al., "Dropout: A Simple Way to Prevent Neural Networks from Overfitting", JMLR 2014, section 4.
 *
 * Differs from the paper: training scales y by 1 / (1 − p), so that outside training y is x itself. The paper scales
 * the weights by 1 − p afterwards. p = 1 drops everything. Throws unless p is in [0, 1].
 *
 * @gradcheck dropout(randn(4, 5), 0.4, { random: new Random(3) })
 */
export function dropout(x: Tensor, p: number, options: DropoutOptions): Tensor {
  needTensor("dropout", "the input", x);
  checkArgument("dropout", "p", p, unitInterval);
  checkRandom("dropout", options, ["training"]);
  const { random, training = true } = options;
  if (!training) return x;
  const scales = drawScales(x.data, p, p === 1 ? 0 : 1 / (1 - p), random);
  const scaled = ({ data }: NdArray): NdArray => new NdArray(product(data, scales), x.shape);
  return record("dropout", scaled(x), [x, scaled]);
}
