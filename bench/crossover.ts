/** @file A native product of large matrices is several times faster than ours: from which width on that decides. */
import { downhill, type Field, pytorchKeeping } from "./field.ts";
import { mlp } from "./problems.ts";
import type { Section } from "./section.ts";
import { inTurns } from "./turns.ts";

const widths = [32, 64, 128, 256, 512, 1024, 2048];

/** Null without PyTorch. */
export async function crossover(field: Field, say: (text: string) => void): Promise<Section | null> {
  const [theirs, ours] = [field.contenders.get(pytorchKeeping), field.contenders.get(downhill)];
  if (theirs === undefined || ours === undefined) return null;
  const rows: (string | number)[][] = [];
  let before: [width: number, ratio: number] | null = null;
  let crossing = `none up to ${widths.at(-1)}`;
  for (const width of widths) {
    const problem = mlp(width);
    say(problem.title);
    const folder = field.write(problem);
    const entries = [theirs, ours].map((contender) => ({ name: contender.name, contender, folder }));
    const [a, b] = await inTurns(entries);
    const ratio = b.best / a.best;
    rows.push([`${width}`, a.best, b.best, ratio]);
    if (before !== null && before[1] <= 1 && ratio > 1) crossing = `about ${between(before, [width, ratio])}`;
    before = [width, ratio];
  }
  return {
    title: "Where PyTorch overtakes",
    text: `mlp 784-width-10, batch 64; best turns. Width at which both take equally long: ${crossing}.`,
    header: ["width", `${pytorchKeeping}, ms`, `${downhill}, ms`, "ratio"],
    rows,
  };
}

/** Where the ratio is 1, on straight lines in log width and log ratio, to a multiple of 10. */
function between([w0, r0]: readonly [number, number], [w1, r1]: readonly [number, number]): number {
  const share = Math.log(r0) / (Math.log(r0) - Math.log(r1));
  return Math.round((w0 * (w1 / w0) ** share) / 10) * 10;
}
