/** @file Times every op, forward and with gradients: per element, against PyTorch, against a copy of its bytes. */

import type { Contender } from "./contender.ts";
import { downhill, downhillNode24, type Field, pytorch, pytorchKeeping } from "./field.ts";
import { type OpProblem, opProblems, sizes } from "./opCases.ts";
import { copy, product } from "./problems.ts";
import type { Section } from "./section.ts";
import { inTurns, median, type Row, ratioOf } from "./turns.ts";

type Say = (text: string) => void;

const turns = 9;
/** The median of all ratios to PyTorch, and each ratio, may be at most this. */
const goals = { median: 0.8, each: 1.5 };
/** The engines that run this project, as the table names them. */
const engines: ReadonlyMap<string, string> = new Map([
  [downhill, `Node ${process.versions.node.split(".")[0]}`],
  [downhillNode24, "Node 24"],
]);
/** The ratios to PyTorch of all rows, by contender. */
type Ratios = Readonly<Record<string, number[]>>;

/** Numbers that the op reads. */
const elementsOf = ({ inputs }: OpProblem): number => inputs.reduce((sum, { shape }) => sum + product(shape), 0);

export async function opTable(field: Field, say: Say, only: readonly string[]): Promise<Section> {
  const copying = await field.another();
  const rows: Section["rows"] = [];
  const ratios: Ratios = { [downhill]: [], [downhillNode24]: [] };
  for (const op of only) {
    say(op);
    for (const problem of sizes.flatMap((size) => opProblems(op, size))) {
      const row = rowOf(problem, await measure(field, copying, problem, say), ratios);
      if (row !== null) rows.push(row);
    }
  }
  return {
    title: "Ops",
    text: `Nanoseconds for each number of the inputs: forward without a tape, or forward and backward. The time is divided by PyTorch's as it comes, on Node 24 too. Two more columns divide it by PyTorch's with a malloc that keeps its memory, and by a copy of the same size.${Object.entries(ratios).map(summary).join("")} The goals are a median of at most ${goals.median} and no row above ${goals.each}. Rows above it are marked; [decision 0008](../docs/decisions/0008-limits-of-ops.md) names the limit of each.`,
    header: ["op", "shapes", "pass", "ns", "to PyTorch", "Node 24 to PyTorch", "to tuned PyTorch", "to a copy", ""],
    rows,
  };
}

/** A sentence on all rows of a contender. */
function summary([name, ratios]: [string, number[]]): string {
  if (ratios.length === 0) return "";
  const above = ratios.filter((ratio) => ratio > goals.each).length;
  return ` ${engines.get(name)}: the median ratio to PyTorch is ${median(ratios).toPrecision(3)}, and ${above} of ${ratios.length} rows are above ${goals.each}.`;
}

/** Times an op by its contenders, relative to a copy of the same size. */
async function measure(field: Field, copying: Contender, problem: OpProblem, say: Say): Promise<Map<string, Row>> {
  const folder = field.write(problem);
  const elements = elementsOf(problem);
  const copied = field.write({ ...copy, name: `copy-${elements}`, shape: [elements] });
  const entries = [{ name: "copy", contender: copying, folder: copied }];
  for (const name of [downhill, pytorch, downhillNode24, pytorchKeeping]) {
    const contender = field.contenders.get(name);
    if (contender !== undefined) entries.push({ name, contender, folder });
  }
  const measured = await inTurns(entries, (name, reason) => say(`  ${name}: ${reason}`), { turns });
  return new Map(measured.map((row) => [row.name, row]));
}

/** The row of the table, or null if this project failed. Adds its ratios to those of the other rows. */
function rowOf(problem: OpProblem, by: ReadonlyMap<string, Row>, all: Ratios): Section["rows"][number] | null {
  const ours = by.get(downhill);
  if (ours === undefined) return null;
  const cell = (name: string, reference: string): number | string => {
    const [row, other] = [by.get(name), by.get(reference)];
    return row === undefined || other === undefined ? "–" : ratioOf(row.times, other.times);
  };
  const [above, wrong]: string[][] = [[], []];
  for (const [name, engine] of engines) {
    const ratio = cell(name, pytorch);
    if (typeof ratio !== "number") continue;
    all[name].push(ratio);
    if (ratio > goals.each) above.push(engine);
    if (!agree(problem, by.get(name), by.get(pytorch))) wrong.push(engine);
  }
  const note = (what: string, where: string[]): string[] => (where.length > 0 ? [`${what}: ${where.join(", ")}`] : []);
  return [
    problem.op,
    problem.inputs.map(({ shape }) => shape.join("×")).join(", "),
    problem.backward ? "both" : "forward",
    (1e6 * ours.milliseconds) / elementsOf(problem),
    cell(downhill, pytorch),
    cell(downhillNode24, pytorch),
    cell(downhill, pytorchKeeping),
    ours.ratio,
    [...note(`above ${goals.each}`, above), ...note("another result", wrong)].join("; "),
  ];
}

/** Masks of dropout are random. */
const agree = ({ op }: OpProblem, a?: Row, b?: Row): boolean =>
  a === undefined || b === undefined || op === "dropout" || Math.abs(a.losses[0] / b.losses[0] - 1) < 1e-4;
