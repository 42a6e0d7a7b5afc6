/** @file Expressions of NumPy: scalars are Python's floats, elements are whole arrays. */
import type { Expression } from "../program.ts";
import { call, type Dialect, levels } from "./infix.ts";
import { pythonNumber, pythonOperators, pythonScalar } from "./python.ts";
import { isElementIn } from "./scope.ts";
import type { Signs } from "./signs.ts";

export const numpyHelpers: Readonly<Record<string, string>> = {
  safe_divide: `def _safe_divide(a, b):
    """Return a / b, or 0 where b is 0: a weight without gradients so far does not move."""
    return np.divide(a, b, out=np.zeros_like(b), where=b != 0)
`,
};

const functions: Readonly<Record<string, string>> = { max: "maximum", min: "minimum", "?": "where" };

export function numpyDialect(
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
      const [operator, ...operands] = node;
      // A condition on scalars chooses between whole arrays.
      if (operator === "?" && !isElement(operands[0])) return pythonScalar(node, write, signs, use);
      if (operator === "safeDivide") {
        use("safe_divide");
        return call("_safe_divide", operands, write);
      }
      if (operator in functions) return call(`np.${functions[operator]}`, operands, write);
      if (["sqrt", "abs", "sign", "exp", "log"].includes(operator)) return call(`np.${operator}`, operands, write);
      if (operator === "&&" || operator === "||")
        return { ...call(`np.logical_${pythonOperators[operator]}`, operands, write), level: levels.atom };
      return undefined;
    },
  };
}
