/** The length Σ ‖θₜ − θₜ₋₁‖ of a path. */
export const travelled = (path: readonly (readonly number[])[]): number =>
  path.slice(1).reduce((sum, theta, t) => sum + Math.hypot(...theta.map((x, i) => x - path[t][i])), 0);
