import { add, conv2d, linear, mul, permute, type Random, randn, relu, reshape, sum } from "../../src/autograd/index.ts";

/** A step of a convolution, a residual connection and a linear layer. */
export function residualModel(random: Random) {
  const x = randn([8, 2, 12, 12], { random });
  const kernel = randn([6, 2, 3, 3], { random, requiresGrad: true });
  const weight = randn([40, 864], { random, requiresGrad: true });
  const parameters = [kernel, weight];
  return {
    parameters,
    step(): void {
      for (const p of parameters) p.zeroGrad();
      const y = relu(conv2d(x, kernel, null, { padding: 1 }));
      const z = add(y, permute(mul(permute(y, [0, 2, 3, 1]), 0.5), [0, 3, 1, 2]));
      sum(relu(linear(reshape(z, [8, 864]), weight))).backward();
    },
  };
}
