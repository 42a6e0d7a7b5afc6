/** @file Finds divisors that are never 0, so that emitted code needs a guarded division only where it may be. */
import type { Expression, Operation } from "../program.ts";
import type { Recipe } from "../recipe.ts";
import { textsWhere } from "./ranges.ts";
import { assignmentsIn } from "./walk.ts";

const positiveKinds = textsWhere(({ low = -Infinity, below }) => low > 0 || (low === 0 && below === "<"));
const nonNegativeKinds = textsWhere(({ low = -Infinity }) => low >= 0);
const belowOneKinds = textsWhere(({ high = Infinity, above }) => high === 1 && above === "<");

/** Answers for the scalars of a recipe. "Never" is proven; the opposite means only that it is not. */
export interface Signs {
  isPositive(node: Expression): boolean;
  isNonNegative(node: Expression): boolean;
}

export function signsOf({ hyper, steps }: Pick<Recipe, "hyper" | "steps">): Signs {
  const texts = new Map(hyper.map(({ name, kind }) => [name, kind.text]));
  const values = valuesOf(steps);
  const isBelowOne = (node: Expression): boolean => {
    if (typeof node === "number") return node < 1;
    if (typeof node === "string") return belowOneKinds.includes(texts.get(node) ?? "");
    const [operator, base, exponent] = node;
    return (operator === "powInt" || operator === "pow") && isBelowOne(base) && signs.isPositive(exponent);
  };
  const signs: Signs = {
    isPositive(node) {
      if (typeof node === "number") return node > 0;
      if (typeof node === "string") {
        const value = values.get(node);
        return (
          node === "t" ||
          node === "pi" ||
          positiveKinds.includes(texts.get(node) ?? "") ||
          (value !== undefined && signs.isPositive(value))
        );
      }
      return isPositiveNode(node, signs, isBelowOne);
    },
    isNonNegative(node) {
      if (signs.isPositive(node) || node === 0) return true;
      if (typeof node === "number") return false;
      if (typeof node === "string") {
        const value = values.get(node);
        return nonNegativeKinds.includes(texts.get(node) ?? "") || (value !== undefined && signs.isNonNegative(value));
      }
      return isNonNegativeNode(node, signs);
    },
  };
  return signs;
}

/** The scalars that are set once, with their values. */
function valuesOf(steps: Recipe["steps"]): Map<string, Expression> {
  const values = new Map<string, Expression>();
  const set = new Set<string>();
  for (const [target, operator, value] of assignmentsIn(steps)) {
    if (operator === "=" && !set.has(target)) values.set(target, value);
    else values.delete(target);
    set.add(target);
  }
  return values;
}

type Node = Operation;

function isPositiveNode([operator, a, b]: Node, signs: Signs, isBelowOne: (node: Expression) => boolean): boolean {
  const { isPositive, isNonNegative } = signs;
  if (operator === "+") return (isPositive(a) && isNonNegative(b)) || (isNonNegative(a) && isPositive(b));
  if (operator === "-") return a === 1 && isBelowOne(b);
  if (operator === "*" || operator === "/" || operator === "min") return isPositive(a) && isPositive(b);
  if (operator === "max") return isPositive(a) || isPositive(b);
  if (operator === "sqrt" || operator === "powInt" || operator === "pow") return isPositive(a);
  return operator === "exp";
}

function isNonNegativeNode([operator, a, b]: Node, { isNonNegative }: Signs): boolean {
  if (operator === "-") return a === "t" && b === 1;
  if (operator === "abs") return true;
  if (operator === "max") return isNonNegative(a) || isNonNegative(b);
  if (["+", "*", "/", "min"].includes(operator)) return isNonNegative(a) && isNonNegative(b);
  return (operator === "sqrt" || operator === "powInt") && isNonNegative(a);
}
