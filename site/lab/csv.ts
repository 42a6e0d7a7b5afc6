import type { Run } from "./run.ts";

/** Every point of every path as CSV, each number with all its digits. */
export function csvOf({ names, rates, paths }: Run): string {
  const rows = paths.flatMap(({ points, values, last }, i) =>
    Array.from({ length: last + 1 }, (_, t) =>
      [names[i], rates[i], t, points[2 * t], points[2 * t + 1], values[t]].join(","),
    ),
  );
  return `rule,lr,step,x,y,f\n${rows.join("\n")}\n`;
}
