/** @file README's lines on speed, made from the tables of a whole run. */

import { downhill, downhillNode24, pytorch } from "./field.ts";
import type { Section } from "./section.ts";

/** The numbers of a column of "Training steps", by problem and contender. */
type Lookup = (problem: string, by: string) => number;

/** README with new lines under "Speed"; null if the run lacks one of their numbers. */
export function withSpeed(readme: string, sections: readonly Section[], version: string): string | null {
  const lines = speedLines(sections, version);
  const place = /(?<=\n## Speed\n\n).*?(?=\n\n## )/s;
  return lines === null || !place.test(readme) ? null : readme.replace(place, () => lines.map(wrap).join("\n"));
}

function speedLines(sections: readonly Section[], version: string): string[] | null {
  const steps = sections.find(({ title }) => title === "Training steps")?.rows ?? [];
  const ratio: Lookup = (problem, by) => steps.find((row) => row[0] === problem && row[1] === by)?.[3] as number;
  const widths = sections.find(({ title }) => title === "Where PyTorch overtakes");
  const width = widths?.text.match(/equally long: about (\d+)/)?.[1];
  const plain = Math.max(...(widths?.rows ?? []).map((row) => Number(row[3])));
  const [normalized, product] = [ratio("normalized MLP", downhill), ratio("gemm 256^3", downhill)];
  const models = ["tiny", "cnn", "transformer"];
  const shares = [downhill, downhillNode24].map((by) => models.map((problem) => ratio(problem, by)));
  const times = peerTimes(steps, ratio);
  if (steps[0]?.[1] !== pytorch || width === undefined) return null;
  if (![...shares.flat(), ...times, plain, normalized, product].every(Number.isFinite)) return null;
  const [[tiny, cnn, transformer], newer] = shares.map((each) => each.map(short));
  return [
    `- One thread, WebAssembly SIMD. A training step takes ${tiny} of PyTorch ${version}'s time for an MLP 2-16-16-10, ${cnn} for a small CNN, and ${transformer} for a small transformer (on Node 24 ${newer.join(", ")}).`,
    `- Above a width of about ${width}, an MLP takes up to ${short(plain)} times PyTorch's time; one with LayerNorm and GELU takes ${short(normalized)} times. A product of 256 × 256 matrices takes ${short(product)} times ([each op](bench/OPS.md), [limits](docs/decisions/0010-limits-of-steps.md)).`,
    `- JavaScript libraries take ${times.map(short).join(" to ")} times as long for a step ([measurements](bench/RESULTS.md); \`npm run bench\` repeats them).`,
  ];
}

/** The least and the most time of a JavaScript library for a model's step, as multiples of this project's. */
function peerTimes(steps: Section["rows"], ratio: Lookup): [least: number, most: number] {
  const times = steps
    .filter(([problem, by]) => /^(tfjs|jax|deepbox)/.test(`${by}`) && !/^(Adam|gemm)/.test(`${problem}`))
    .map((row) => Number(row[3]) / ratio(`${row[0]}`, downhill))
    .filter(Number.isFinite);
  return [Math.min(...times), Math.max(...times)];
}

/** Two digits. */
const short = (number: number): string => `${Number(number.toPrecision(2))}`;

/** Lines of at most 120 characters, except where a word is longer. */
function wrap(text: string): string {
  const lines = [""];
  for (const word of text.split(" ")) {
    const last = lines[lines.length - 1];
    if (last.length > 2 && last.length + word.length >= 120) lines.push(`  ${word}`);
    else lines[lines.length - 1] = last === "" ? word : `${last} ${word}`;
  }
  return lines.join("\n");
}
