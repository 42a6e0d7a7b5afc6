import { digits } from "../../src/cli/explain/statementText.ts";
import type { InspectedLine } from "./inspection.ts";

/** Names that every rule has. */
const common: Readonly<Record<string, string>> = {
  theta: "The weight θ.",
  g: "The gradient of the loss.",
  t: "The number of the step, from 1.",
};

/** The names in a line's statement that have a value, in the order of the code. */
export function symbolsOf({ text, event }: InspectedLine): string[] {
  const { target } = event.statement;
  const found = [...text.matchAll(/[A-Za-z_]\w*/g)].map(([name]) => name);
  return [...new Set(found)].filter((name) => name === target || name in event.reads);
}

/** A symbol in words: `beta1 = 0.9. Decay rate β₁ of m, the average of gradients.` */
export function symbolText(line: InspectedLine, name: string, meanings: Readonly<Record<string, string>>): string {
  const { target, before, after, event } = line;
  const value = name === target ? after : event.reads[name];
  const old = name === target && before !== null ? `${digits(before)} → ` : "";
  const meaning = meanings[name] ?? common[name] ?? "";
  return `${name} = ${old}${value === undefined ? "?" : digits(value)}. ${meaning}`.trim();
}
