/** @file Shared by C and WGSL: comments, names of operators, and statements of loops. */
import type { Recipe } from "../recipe.ts";
import { equationsOf, factsOf, wrapFact } from "./header.ts";

export const clikeOperators: Readonly<Record<string, string>> = { "===": "==", "!==": "!=" };

/** Returns the lines of a comment at the top of a file, without marks. */
export function headLines(title: string, recipe: Recipe, target: string, flags: string, checked: string): string[] {
  const equations = equationsOf(recipe).map((line) => (line === "" ? "" : `    ${line}`));
  const facts = factsOf(recipe, target, flags, checked).flatMap((fact) => wrapFact(fact, 96));
  return [title, "", ...equations, "", ...facts];
}

/** Breaks a long statement at its loosest operator or a comma, outside the most brackets. */
export function breakLine(text: string, indent: number, width = 100): string[] {
  const margin = " ".repeat(indent);
  const room = width - margin.length;
  if (text.length <= room) return [margin + text];
  const places = breaksOf(text).filter(({ at }) => at <= room && at > room / 3);
  const least = Math.min(...places.map(({ cost }) => cost));
  const at = places.findLast(({ cost }) => cost === least)?.at;
  if (at === undefined) return [margin + text];
  return [margin + text.slice(0, at), ...breakLine(text.slice(at).trimStart(), indent + 4, width)];
}

const loosest = ["?", ":", "||", "&&", "+", "-", "*", "/"];

/** The places before operators and after commas. Each bracket around a place costs more than any operator. */
function breaksOf(text: string): { at: number; cost: number }[] {
  const places: { at: number; cost: number }[] = [];
  let depth = 0;
  for (let i = 0; i < text.length; i++) {
    if (text[i] === "(") depth++;
    else if (text[i] === ")") depth--;
    else if (text.startsWith(", ", i)) places.push({ at: i + 1, cost: 20 * depth });
    const [, operator] = /^ (\?|:|\|\||&&|[-+*/]) /.exec(text.slice(i, i + 4)) ?? [];
    if (operator !== undefined) places.push({ at: i, cost: 20 * depth + loosest.indexOf(operator) });
  }
  return places;
}
