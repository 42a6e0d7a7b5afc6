/** @file Measures the machine's peak, and the share of it that the matrix product reaches. */

import type { Field } from "./field.ts";
import { adamInPlace, copy, gemm, peak, peakRounds } from "./problems.ts";
import type { Section } from "./section.ts";
import { inTurns } from "./turns.ts";

const flopsPerRound = 96;
/** Floating-point operations of one step of "peak". */
export const peakFlops = peakRounds * flopsPerRound;
const [gemmFlops, copiedBytes] = [2 * 256 ** 3, 2 * 4 * 2 ** 24];
/** θ, m and v are read and written, g is read. */
const updatedBytes = 7 * 4 * 2 ** 20;
const goal = 0.85;
/** Adam's time as a multiple of a copy's of the same bytes; its roots and divisions are on top. */
const adamGoal = 1.3;

export async function limits(field: Field): Promise<Section> {
  const entries = [];
  for (const problem of [peak, gemm, copy, adamInPlace])
    entries.push({ name: problem.title, contender: await field.another(), folder: field.write(problem) });
  const [top, product, copying, updating] = await inTurns(entries);
  const share = gemmFlops / product.best / (peakFlops / top.best);
  const rate = (amount: number, milliseconds: number): number => amount / milliseconds / 1e6;
  const copies = rate(copiedBytes, copying.best) / rate(updatedBytes, updating.best);
  return {
    title: "The machine's limits",
    text: "f32 multiply-add on four lanes, in WebAssembly, without a memory access, and how near the matrix product comes; a copy counts reading and writing. Best turns, since a limit is what is possible.",
    header: ["what", "rate", "share of the limit", "goal"],
    rows: [
      [top.name, `${rate(peakFlops, top.best).toFixed(1)} GFLOP/s`, "", ""],
      [
        product.name,
        `${rate(gemmFlops, product.best).toFixed(1)} GFLOP/s`,
        `${(100 * share).toFixed(0)} %`,
        `${100 * goal} %${share >= goal ? "" : ", missed"}`,
      ],
      [copying.name, `${rate(copiedBytes, copying.best).toFixed(1)} GB/s`, "", ""],
      [
        updating.name,
        `${updating.best.toFixed(3)} ms, ${rate(updatedBytes, updating.best).toFixed(1)} GB/s`,
        `${copies.toFixed(2)} × a copy of its bytes`,
        `${adamGoal} ×${copies <= adamGoal ? "" : ", missed"}`,
      ],
    ],
  };
}
