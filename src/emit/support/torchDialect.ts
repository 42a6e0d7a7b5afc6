/** @file Expressions of PyTorch: scalars are Python's floats, elements are whole tensors. */
import type { Expression } from "../program.ts";
import { atLeast, call, type Dialect, levels, type Write, type Written } from "./infix.ts";
import { pythonNumber, pythonOperators, pythonScalar } from "./python.ts";
import { isElementIn } from "./scope.ts";
import type { Signs } from "./signs.ts";

export const torchHelpers: Readonly<Record<string, string>> = {
  safe_divide: `def _safe_divide(a, b):
    """Return a / b, or 0 where b is 0: a weight without gradients so far does not move."""
    return (a / b).masked_fill(b == 0, 0.0)
`,
};

export function torchDialect(
  elements: ReadonlySet<string>,
  name: (name: string) => string,
  signs: Signs,
  use: (helper: string) => void,
): Dialect {
  const isElement = isElementIn(elements);
  return {
    name,
    number: pythonNumber,
    operators: pythonOperators,
    special(node, write) {
      if (!isElement(node as Expression)) return pythonScalar(node, write, signs, use);
      const [operator, a, b, c] = node;
      if (operator === "?")
        return isElement(a) ? choice(write, isElement, a, b, c) : pythonScalar(node, write, signs, use);
      if (operator === "safeDivide") {
        use("safe_divide");
        return call("_safe_divide", [a, b], write);
      }
      if (operator === "max" || operator === "min") return bounded(operator, write, isElement, a, b);
      if (["sqrt", "abs", "sign", "exp", "log"].includes(operator)) return call(`torch.${operator}`, [a], write);
      if (operator === "&&" || operator === "||") throw new Error(`emit: ${operator} of elements is not known`);
      return undefined;
    },
  };
}

type IsElement = (node: Expression) => boolean;
type Three = readonly [Expression, Expression, Expression];

/** torch.where takes no numbers in PyTorch 1.13; masked_fill does. */
function choice(write: Write, isElement: IsElement, ...[condition, yes, no]: Three): Written {
  if (isElement(yes) && isElement(no)) return call("torch.where", [condition, yes, no], write);
  const [tensor, number, mask] = isElement(yes)
    ? [yes, no, `~(${write(condition).text})`]
    : [no, yes, write(condition).text];
  return {
    text: `${atLeast(write(tensor), levels.atom)}.masked_fill(${mask}, ${write(number).text})`,
    level: levels.atom,
  };
}

/** The larger or smaller of two tensors, or a tensor with a bound. */
function bounded(operator: "min" | "max", write: Write, isElement: IsElement, a: Expression, b: Expression): Written {
  if (isElement(a) && isElement(b)) return call(`torch.${operator}imum`, [a, b], write);
  const [tensor, bound] = isElement(a) ? [a, b] : [b, a];
  // Lower and upper bound together are one clamp.
  if (operator === "min" && typeof tensor === "object" && tensor[0] === "max") {
    const [, x, low] = isElement(tensor[1]) ? tensor : ["max", tensor[2], tensor[1]];
    if (!isElement(low)) return clamp(write, x, `min=${write(low).text}, max=${write(bound).text}`);
  }
  return clamp(write, tensor, `${operator === "max" ? "min" : "max"}=${write(bound).text}`);
}

const clamp = (write: Write, tensor: Expression, bounds: string): Written => ({
  text: `torch.clamp(${write(tensor).text}, ${bounds})`,
  level: levels.atom,
});
