/** ½ Σ λᵢ (θᵢ − i)² with λ from 1 to 100. */
const curvatures = [1, 3, 10, 30, 100];

export const bowl = {
  start: [5, -3, 8, 0.5, -1],
  loss: (theta: readonly number[]) => theta.reduce((sum, x, i) => sum + 0.5 * curvatures[i] * (x - i) ** 2, 0),
  gradient: (theta: readonly number[]) => theta.map((x, i) => curvatures[i] * (x - i)),
};
