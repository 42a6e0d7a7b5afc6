import type { Run } from "./run.ts";
import type { LabState } from "./state.ts";

/** Every point of every path as CSV, each number with all its digits. What is done to gradients is in each row. */
export function csvOf({ names, rates, paths }: Run, { noise, clip, decay }: LabState): string {
  const rows = paths.flatMap(({ points, values, last }, i) =>
    Array.from({ length: last + 1 }, (_, t) =>
      [names[i], rates[i], t, points[2 * t], points[2 * t + 1], values[t], noise, clip, decay].join(","),
    ),
  );
  return `rule,lr,step,x,y,f,noise,clip,decay\n${rows.join("\n")}\n`;
}
