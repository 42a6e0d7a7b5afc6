/** The size of a panel. Text has 11 units. */
export const panel = { width: 310, height: 180 } as const;

const plot = { left: 44, top: 30, width: 250, height: 112 };

/** Values over steps, as marks of SVG with their top left corner at the origin. The classes give the colours. */
export function curvePanel(title: string, times: readonly number[], values: readonly number[]): string {
  const [first, last] = [times[0], times[times.length - 1]];
  const [highest, lowest] = [Math.max(...values), Math.min(...values)];
  const numbers = ticks(lowest < 0 || (lowest > highest / 2 && lowest < highest) ? lowest : 0, highest);
  const [low, high] = [numbers[0], numbers[numbers.length - 1]];
  const x = (t: number): string => (plot.left + (plot.width * (t - first)) / (last - first || 1)).toFixed(1);
  const y = (value: number): string => (plot.top + plot.height * (1 - (value - low) / (high - low || 1))).toFixed(1);
  const right = plot.left + plot.width;
  const rows = numbers.flatMap((value) => [
    `<line class="grid" x1="${plot.left}" y1="${y(value)}" x2="${right}" y2="${y(value)}"/>`,
    `<text class="number" x="${plot.left - 6}" y="${(Number(y(value)) + 4).toFixed(1)}">${value}</text>`,
  ]);
  const bottom = plot.top + plot.height + 16;
  const marks = [first, last / 4, last / 2, (3 * last) / 4, last].map(
    (t) => `<text class="update" x="${x(t)}" y="${bottom}">${t}</text>`,
  );
  const points = values.map((value, i) => `${x(times[i])},${y(value)}`).join(" ");
  return [
    `<text class="call" x="8" y="16">${title}</text>`,
    ...rows,
    ...marks,
    `<polyline class="curve" points="${points}"/>`,
  ].join("\n");
}

/** Round numbers, 2 to 5 of them, that reach from at most `low` to at least `high`. */
function ticks(low: number, high: number): number[] {
  const [bottom, top] = high > low ? [low, high] : [Math.min(low, 0), Math.max(high, 0, low === 0 ? 1 : 0)];
  const rough = (top - bottom) / 3;
  // Round numbers this small or large cannot be told apart.
  if (!(rough > 1e-300 && rough < 1e300)) return [bottom, top];
  let step = 1;
  while (step > rough) step /= 10;
  while (step * 10 <= rough) step *= 10;
  step *= rough > step * 5 ? 10 : rough > step * 2 ? 5 : rough > step ? 2 : 1;
  const first = Math.floor(bottom / step + 1e-9);
  const last = Math.ceil(top / step - 1e-9);
  return Array.from({ length: last - first + 1 }, (_, i) => Number(((first + i) * step).toPrecision(6)));
}
