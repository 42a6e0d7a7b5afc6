interface Param {
  data: Float64Array;
  grad: Float64Array;
  shape: number[];
}

/** Two parameters with gradients (3, 4) and (0, 12): norms 5 and 12, and 13 together. */
export const modelWithGradients = (): Param[] =>
  [
    [3, 4],
    [0, 12],
  ].map((grad) => ({ data: Float64Array.of(6, 8), grad: Float64Array.from(grad), shape: [2, 1] }));

/** The four gradients after `change`. */
export function gradientsAfter(change: (params: Param[]) => unknown): number[] {
  const params = modelWithGradients();
  change(params);
  return params.flatMap(({ grad }) => [...grad]);
}
