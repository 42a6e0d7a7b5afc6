/** Gradient of ½ Σ λᵢ θᵢ². */
export const quadratic =
  (...curvatures: number[]) =>
  (theta: readonly number[]): number[] =>
    theta.map((x, i) => curvatures[i] * x);
