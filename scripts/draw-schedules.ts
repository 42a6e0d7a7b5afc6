import { parseSchedule } from "../src/schedules/index.ts";
import { writeOrCheck } from "./support/writeOrCheck.ts";

/** How many updates a chart shows, unless its schedule only bends later; and how many of them are drawn. */
const updates = 200;
const bendsLater: Record<string, number> = { "relativeStep(warmup)": 40_000 };
const samples = 200;

const calls = [
  "constant(1)",
  "piecewiseConstant([60, 120], [1, 0.5, 0.1])",
  "exponential(1, 60)",
  "reciprocal(1, 30)",
  "linearDecay(1, 150, 0.1)",
  "polynomial(1, 150, 0, 2)",
  "stepDecay(1, 50, 0.5)",
  "multiStep(1, [80, 150], 0.3)",
  "inverseSquareRoot(1, 30)",
  "linearWarmup(40)",
  "untunedWarmup(0.98)",
  "noam(64, 40)",
  "relativeStep(warmup)",
  "cosine(1, 150, 0.1)",
  "cosineWarmRestarts(1, 25, 2)",
  "oneCycle(1, 180)",
  "oneCycle(1, 180, 25, 1e4, 0.4, 3, linear)",
  "oneCycleMomentum(0.85, 0.95, 180)",
  "cyclic(0.1, 1, 25, 25)",
  "cyclic(0.1, 1, 25, 25, triangular2)",
  "cyclic(0.1, 1, 25, 25, expRange, 0.99)",
  "warmupStableDecay(1, 30, 100, 50)",
  "sequence(constant(0.5), 60, cosine(1, 120))",
  "warmup(40, cosine(1, 160))",
  "scale(linearWarmup(40), cosine(1, 160))",
  "perEpoch(20, exponential(1, 3))",
  "clampBelow(0.3, exponential(1, 60))",
];

const columns = 3;
const panel = { width: 310, height: 180 };
const plot = { left: 44, top: 30, width: 250, height: 112 };

const style = `
  text { font: 11px system-ui, sans-serif; fill: #57606a; }
  .call { font: 11px ui-monospace, monospace; fill: #1f2328; }
  .grid { stroke: #d0d7de; stroke-width: 1; }
  .curve { fill: none; stroke: #0969da; stroke-width: 2; stroke-linejoin: round; }
  .number { text-anchor: end; }
  .update { text-anchor: middle; }
  @media (prefers-color-scheme: dark) {
    text { fill: #8d96a0; }
    .call { fill: #e6edf3; }
    .grid { stroke: #3d444d; }
    .curve { stroke: #58a6ff; }
  }`;

/** Round numbers, 2 to 5 of them, that reach from at most `low` to at least `high`. */
function ticks(low: number, high: number): number[] {
  const rough = (high - low) / 3;
  let step = 1;
  while (step > rough) step /= 10;
  while (step * 10 <= rough) step *= 10;
  step *= rough > step * 5 ? 10 : rough > step * 2 ? 5 : rough > step ? 2 : 1;
  const first = Math.floor(low / step + 1e-9);
  const last = Math.ceil(high / step - 1e-9);
  return Array.from({ length: last - first + 1 }, (_, i) => Number(((first + i) * step).toPrecision(6)));
}

/** One chart, with its top left corner at the origin. */
function draw(call: string): string {
  const last = bendsLater[call] ?? updates;
  const schedule = parseSchedule(call);
  const times = Array.from({ length: samples }, (_, i) => 1 + Math.round((i * (last - 1)) / (samples - 1)));
  const values = times.map(schedule);
  const highest = Math.max(...values);
  const lowest = Math.min(...values);
  const numbers = ticks(lowest > highest / 2 && lowest < highest ? lowest : 0, highest);
  const [low, high] = [numbers[0], numbers[numbers.length - 1]];
  const x = (t: number): string => (plot.left + (plot.width * (t - 1)) / (last - 1)).toFixed(1);
  const y = (value: number): string => (plot.top + plot.height * (1 - (value - low) / (high - low))).toFixed(1);
  const right = plot.left + plot.width;
  const rows = numbers.flatMap((value) => [
    `<line class="grid" x1="${plot.left}" y1="${y(value)}" x2="${right}" y2="${y(value)}"/>`,
    `<text class="number" x="${plot.left - 6}" y="${(Number(y(value)) + 4).toFixed(1)}">${value}</text>`,
  ]);
  const bottom = plot.top + plot.height + 16;
  const marks = [1, last / 4, last / 2, (3 * last) / 4, last].map(
    (t) => `<text class="update" x="${x(t)}" y="${bottom}">${t}</text>`,
  );
  const points = values.map((value, i) => `${x(times[i])},${y(value)}`).join(" ");
  return [
    `<text class="call" x="8" y="16">${call}</text>`,
    ...rows,
    ...marks,
    `<polyline class="curve" points="${points}"/>`,
  ].join("\n");
}

/** The whole picture; the same bytes every time, for schedules are portable. */
function drawSchedules(): string {
  const rows = Math.ceil(calls.length / columns);
  const panels = calls.map((call, i) => {
    const corner = `${(i % columns) * panel.width} ${Math.floor(i / columns) * panel.height}`;
    return `<g transform="translate(${corner})">\n${draw(call)}\n</g>`;
  });
  const title = "Every learning-rate schedule: its value from the first update on";
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${columns * panel.width} ${rows * panel.height}" role="img" aria-labelledby="title">`,
    `<title id="title">${title}</title>`,
    `<style>${style}\n</style>`,
    ...panels,
    "</svg>\n",
  ].join("\n");
}

writeOrCheck({ "docs/schedules.svg": drawSchedules() });
