/** @file A problem k times as large may take k times as long, not more: what grows faster was done twice. */

import type { Field } from "./field.ts";
import { flopsOf } from "./flops.ts";
import { chain, mlp, type Problem } from "./problems.ts";
import type { Section } from "./section.ts";
import { inTurns } from "./turns.ts";

/** The medians of two ratios on a noisy machine differ by so much. */
const noise = 1.1;

const pairs: readonly [what: string, small: Problem, large: Problem][] = [
  ["width 128 to 256", mlp(128), mlp(256)],
  ["width 256 to 512", mlp(256), mlp(512)],
  ["batch 64 to 128", mlp(128, 64), mlp(128, 128)],
  ["batch 128 to 256", mlp(128, 128), mlp(128, 256)],
  ["depth 1 to 2", mlp(256, 64, 1), mlp(256, 64, 2)],
  ["depth 2 to 4", mlp(256, 64, 2), mlp(256, 64, 4)],
  ["chain of 10 layers to 100", chain(10), chain(100)],
];

export async function growth(field: Field, say: (text: string) => void): Promise<Section> {
  const [first, second] = [await field.another(), await field.another()];
  const rows: (string | number)[][] = [];
  for (const [what, small, large] of pairs) {
    say(`growth: ${what}`);
    const [a, b] = await inTurns([
      { name: small.title, contender: first, folder: field.write(small) },
      { name: large.title, contender: second, folder: field.write(large) },
    ]);
    const flops = flopsOf(large) / flopsOf(small);
    rows.push([
      what,
      a.milliseconds,
      b.milliseconds,
      b.ratio,
      flops,
      b.ratio <= flops * noise ? "" : "faster than its flops",
    ]);
  }
  return {
    title: "Growth",
    text: "Time per step of this project; it should grow no faster than the floating-point operations of the layers.",
    header: ["what", "ms before", "ms after", "time grows", "flops grow", ""],
    rows,
  };
}
