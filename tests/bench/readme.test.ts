import { expect, it } from "vitest";
import { withSpeed } from "../../bench/readme.ts";
import type { Section } from "../../bench/section.ts";

const ratios: readonly [problem: string, ...ratios: number[]][] = [
  ["tiny", 0.124, 0.1, 4],
  ["cnn", 0.99, 0.767, 4.2],
  ["transformer", 1.89, 1.8, 60],
  ["normalized MLP", 1.5, 1.2, 3.75],
  ["Adam update of 2^20 parameters", 0.5, 0.5, 0.6],
  ["gemm 256^3", 2.36, 2, 3],
];
const sections: Section[] = [
  {
    title: "Training steps",
    text: "",
    header: [],
    rows: ratios.flatMap(([problem, ours, newer, peer]) => [
      [problem, "PyTorch, 1 thread", 1, 1],
      [problem, "downhill", 1, ours],
      [problem, "downhill, Node 24", 1, newer],
      [problem, "jax-js", 1, peer],
      [problem, "deepbox", "–", "–"],
    ]),
  },
  {
    title: "Where PyTorch overtakes",
    text: "Width at which both take equally long: about 90.",
    header: [],
    rows: [
      ["512", 1, 1, 1.6],
      ["1024", 1, 1, 1.59],
    ],
  },
];
const readme = "# x\n\n## Speed\n\n- old\n- lines\n\n## Limits\n\n- y\n";

it("README's lines on speed are the tables' numbers, to two digits", () => {
  const [head, ...lines] = (withSpeed(readme, sections, "1.13") as string).split("\n\n");
  expect([head, lines[0], ...lines.slice(2)]).toEqual(["# x", "## Speed", "## Limits", "- y\n"]);
  expect(lines[1].replaceAll("\n  ", " ").split("\n")).toEqual([
    "- One thread, WebAssembly SIMD. A training step takes 0.12 of PyTorch 1.13's time for an MLP 2-16-16-10, 0.99 for a small CNN, and 1.9 for a small transformer (on Node 24 0.1, 0.77, 1.8).",
    "- Above a width of about 90, an MLP takes up to 1.6 times PyTorch's time; one with LayerNorm and GELU takes 1.5 times. A product of 256 × 256 matrices takes 2.4 times ([each op](bench/OPS.md), [limits](docs/decisions/0010-limits-of-steps.md)).",
    "- JavaScript libraries take 2.5 to 32 times as long for a step ([measurements](bench/RESULTS.md); `npm run bench` repeats them).",
  ]);
});

it("README stays as it is where a run lacks a contender or a part", () => {
  const without = (name: string): Section[] =>
    sections.map((section) => ({ ...section, rows: section.rows.filter((row) => row[1] !== name) }));
  for (const name of ["PyTorch, 1 thread", "downhill, Node 24", "jax-js"])
    expect(withSpeed(readme, without(name), "1.13")).toBe(null);
  expect(withSpeed(readme, sections.slice(0, 1), "1.13")).toBe(null);
});
