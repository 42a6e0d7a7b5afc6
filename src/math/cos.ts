/**
 * cos x for 0 ≤ x ≤ π, by its series around the nearer end, where it is exact. Only + − × ÷, so that it has the same
 * bits in every engine. For schedules, which need no more of portable.ts; within 4.5e-16 of cos x.
 *
 *     cos x = 1 − x²/(1·2) · (1 − x²/(3·4) · (1 − x²/(5·6) · …))
 */
export function cos(x: number): number {
  const near = Math.min(x, Math.PI - x);
  let series = 1;
  for (let n = 22; n > 0; n -= 2) series = 1 - (series * near * near) / (n * (n - 1));
  return near < x ? -series : series;
}
