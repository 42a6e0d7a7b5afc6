/** @file Tells scalars from elements in a recipe, and lists its statements as languages with whole arrays need them. */
import { type Assignment, type Expression, isLoop, isWhen } from "../program.ts";
import type { Recipe } from "../recipe.ts";
import { mentions } from "./walk.ts";

/** A statement of a recipe. `scalar` is made once, `local` and `store` for every element; `sum` adds up elements. */
export interface Line {
  readonly kind: "scalar" | "local" | "store" | "sum";
  readonly target: string;
  readonly operator: string;
  readonly value: Expression;
  readonly note?: string;
  /** The condition under which the statement is made. */
  readonly when?: Expression;
}

/** Returns the names that stand for one element each: θ, g, buffers as long as θ, and locals of loops. */
export function elementNames({ state, steps }: Recipe): Set<string> {
  const names = new Set(["theta", "g", ...state.filter(({ single }) => !single).map(({ name }) => name)]);
  for (const step of steps) {
    if (!isLoop(step)) continue;
    for (const line of step.each) if (!isWhen(line) && line[1] === "=") names.add(line[0]);
  }
  return names;
}

export const isElementIn =
  (names: ReadonlySet<string>) =>
  (node: Expression): boolean =>
    mentions(node, (name) => names.has(name));

/** Returns the statements of every step: a list for each loop, and one for each run of scalars. */
export function blocksOf(recipe: Recipe): { loop: boolean; lines: Line[] }[] {
  const elements = elementNames(recipe);
  const stored = new Set(["theta", ...recipe.state.filter(({ single }) => !single).map(({ name }) => name)]);
  const blocks: { loop: boolean; lines: Line[] }[] = [];
  for (const step of recipe.steps) {
    if (isLoop(step)) {
      const lines = step.each.flatMap((line) =>
        isWhen(line) ? line.body.map((one) => read(one, line.when)) : [read(line)],
      );
      blocks.push({ loop: true, lines });
    } else {
      if (blocks.at(-1)?.loop !== false) blocks.push({ loop: false, lines: [] });
      blocks.at(-1)?.lines.push({ ...read(step), kind: "scalar" });
    }
  }
  return blocks;

  function read([target, operator, value, note]: Assignment, when?: Expression): Line {
    const kind = stored.has(target) ? "store" : elements.has(target) ? "local" : "sum";
    return { kind, target, operator, value, ...(typeof note === "string" && { note }), ...(when && { when }) };
  }
}

/**
 * Returns all statements in one list, for whole arrays. Leaves out a local that a later loop declares again with the
 * same value. It stays if a value that it reads has changed.
 */
export function arrayLines(recipe: Recipe): Line[] {
  const known = new Map<string, Expression>();
  return blocksOf(recipe)
    .flatMap(({ lines }) => lines)
    .filter(({ kind, target, value }) => {
      const before = known.get(target);
      if (kind === "local") known.set(target, value);
      else for (const [name, node] of known) if (mentions(node, (one) => one === target)) known.delete(name);
      return kind !== "local" || JSON.stringify(before) !== JSON.stringify(value);
    });
}
