/** @file Times every op, forward and with gradients: per element, against PyTorch, against a copy of its bytes. */

import type { Contender } from "./contender.ts";
import { downhill, type Field, pytorch, pytorchKeeping } from "./field.ts";
import { type OpProblem, opProblems, ops, sizes } from "./opCases.ts";
import { copy } from "./problems.ts";
import type { Section } from "./section.ts";
import { inTurns, median, type Row } from "./turns.ts";

type Say = (text: string) => void;

const turns = 9;

/** Numbers that the op reads. */
const elementsOf = ({ inputs }: OpProblem): number =>
  inputs.reduce((sum, { shape }) => sum + shape.reduce((size, n) => size * n, 1), 0);

/** `only` names the ops to measure, by default all. */
export async function opTable(field: Field, say: Say, only: readonly string[] = ops): Promise<Section> {
  const copying = await field.another();
  const rows: Section["rows"] = [];
  const ratios: number[] = [];
  for (const op of only) {
    say(op);
    for (const problem of sizes.flatMap((size) => opProblems(op, size))) {
      const row = rowOf(problem, await measure(field, copying, problem, say));
      if (row === null) continue;
      rows.push(row);
      if (typeof row[4] === "number") ratios.push(row[4]);
    }
  }
  const middle = ratios.length === 0 ? "" : ` The median ratio to PyTorch is ${median(ratios).toPrecision(3)}.`;
  return {
    title: "Ops",
    text: `Nanoseconds for each number of the inputs: forward without a tape, or forward and backward. The time is divided by PyTorch's as it comes, by PyTorch's with a malloc that keeps its memory, and by a copy of the same size.${middle}`,
    header: ["op", "shapes", "pass", "ns", "to PyTorch", "to tuned PyTorch", "to a copy", ""],
    rows,
  };
}

/** Times an op by its contenders, relative to a copy of the same size. */
async function measure(field: Field, copying: Contender, problem: OpProblem, say: Say): Promise<Map<string, Row>> {
  const folder = field.write(problem);
  const elements = elementsOf(problem);
  const copied = field.write({ ...copy, name: `copy-${elements}`, shape: [elements] });
  const entries = [{ name: "copy", contender: copying, folder: copied }];
  for (const name of [downhill, pytorch, pytorchKeeping]) {
    const contender = field.contenders.get(name);
    if (contender !== undefined) entries.push({ name, contender, folder });
  }
  const measured = await inTurns(entries, (name, reason) => say(`  ${name}: ${reason}`), turns);
  return new Map(measured.map((row) => [row.name, row]));
}

/** The row of the table, or null if this project failed. */
function rowOf(problem: OpProblem, by: ReadonlyMap<string, Row>): Section["rows"][number] | null {
  const ours = by.get(downhill);
  if (ours === undefined) return null;
  const theirs = [pytorch, pytorchKeeping].map((name) => by.get(name));
  const [reference] = theirs;
  const agrees =
    reference === undefined || problem.op === "dropout" || Math.abs(ours.losses[0] / reference.losses[0] - 1) < 1e-4;
  return [
    problem.op,
    problem.inputs.map(({ shape }) => shape.join("×")).join(", "),
    problem.backward ? "both" : "forward",
    (1e6 * ours.milliseconds) / elementsOf(problem),
    ...theirs.map((row) => (row === undefined ? "–" : ours.milliseconds / row.milliseconds)),
    ours.ratio,
    agrees ? "" : "computes another result",
  ];
}
