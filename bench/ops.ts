/** @file Times every op, forward and with gradients: per element, against PyTorch, against a copy of its bytes. */

import { downhill, type Field, pytorch, pytorchKeeping } from "./field.ts";
import { type OpProblem, opProblems, ops, sizes } from "./opCases.ts";
import { copy } from "./problems.ts";
import type { Section } from "./section.ts";
import { inTurns, median } from "./turns.ts";

const turns = 9;

/** Numbers that the op reads. */
const elementsOf = ({ inputs }: OpProblem): number =>
  inputs.reduce((sum, { shape }) => sum + shape.reduce((size, n) => size * n, 1), 0);

/** `only` names the ops to measure, by default all. */
export async function opTable(
  field: Field,
  say: (text: string) => void,
  only: readonly string[] = ops,
): Promise<Section> {
  const copying = await field.another();
  const rows: Section["rows"] = [];
  const ratios: number[] = [];
  for (const op of only) {
    say(op);
    for (const size of sizes) {
      for (const problem of opProblems(op, size)) {
        const folder = field.write(problem);
        const elements = elementsOf(problem);
        const copied = { ...copy, name: `copy-${elements}`, shape: [elements] };
        const entries = [
          { name: "copy", contender: copying, folder: field.write(copied) },
          ...[downhill, pytorch, pytorchKeeping].flatMap((name) => {
            const contender = field.contenders.get(name);
            return contender === undefined ? [] : [{ name, contender, folder }];
          }),
        ];
        const measured = await inTurns(entries, (name, reason) => say(`  ${name}: ${reason}`), turns);
        const by = new Map(measured.map((row) => [row.name, row]));
        const ours = by.get(downhill);
        if (ours === undefined) continue;
        const theirs = [pytorch, pytorchKeeping].map((name) => by.get(name));
        const share = theirs.map((row) => (row === undefined ? "–" : ours.milliseconds / row.milliseconds));
        const [reference] = theirs;
        const agrees =
          reference === undefined || op === "dropout" || Math.abs(ours.losses[0] / reference.losses[0] - 1) < 1e-4;
        if (typeof share[0] === "number") ratios.push(share[0]);
        rows.push([
          op,
          problem.inputs.map(({ shape }) => shape.join("×")).join(", "),
          problem.backward ? "both" : "forward",
          (1e6 * ours.milliseconds) / elements,
          ...share,
          ours.ratio,
          agrees ? "" : "computes another result",
        ]);
      }
    }
  }
  const middle = ratios.length === 0 ? "" : ` The median ratio to PyTorch is ${median(ratios).toPrecision(3)}.`;
  return {
    title: "Ops",
    text: `Nanoseconds for each number of the inputs: forward without a tape, or forward and backward. The time is divided by PyTorch's as it comes, by PyTorch's with a malloc that keeps its memory, and by a copy of as many numbers.${middle}`,
    header: ["op", "shapes", "pass", "ns", "to PyTorch", "to tuned PyTorch", "to a copy", ""],
    rows,
  };
}
