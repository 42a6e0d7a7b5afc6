/** @file Expressions of jax.numpy. Scalars may be traced too, so that every choice is a `where`. */
import type { Expression } from "../program.ts";
import { atom, call, type Dialect, levels } from "./infix.ts";
import { pythonNumber, pythonOperators } from "./python.ts";
import { functionName } from "./pythonSchedule.ts";

export const jaxHelpers: Readonly<Record<string, string>> = {
  safe_divide: `def _safe_divide(a, b):
    """Return a / b, or 0 where b is 0: a weight without gradients so far does not move."""
    return jnp.where(b == 0, 0.0, a / jnp.where(b == 0, 1.0, b))
`,
  number: `def _number(value):
    """Return a function from a parameter to a number, which is at least Float32."""
    return lambda p: jnp.asarray(value, jnp.promote_types(p.dtype, jnp.float32))
`,
};

const functions: Readonly<Record<string, string>> = {
  "?": "where",
  "&&": "logical_and",
  "||": "logical_or",
  "!": "logical_not",
  max: "maximum",
  min: "minimum",
  pow: "power",
  powInt: "power",
};
const same = ["sqrt", "abs", "sign", "exp", "log", "cos", "floor", "ceil"];

/**
 * `needsGuard` says where Python could divide a number by 0, which raises an error. `parts` are the functions of a
 * schedule, which expressions may call.
 */
export function jaxDialect(
  name: (name: string) => string,
  use: (helper: string) => void,
  needsGuard: (a: Expression, b: Expression) => boolean,
  parts: ReadonlySet<string> = new Set(),
): Dialect {
  return {
    name: (key) => (key === "pi" ? "jnp.pi" : name(key)),
    number: pythonNumber,
    operators: pythonOperators,
    special([operator, ...operands], write) {
      if (operator === "safeDivide") {
        use("safe_divide");
        return call("_safe_divide", operands, write);
      }
      if (operator === "/" && needsGuard(operands[0], operands[1])) return call("jnp.divide", operands, write);
      if (operator === "list") return atom(`jnp.array([${operands.map((one) => write(one).text).join(", ")}])`);
      // Loops count in floats, and an index must be whole. The last comparison of a loop may be beyond the list.
      if (operator === "at")
        return atom(
          `jnp.take(${write(operands[0]).text}, jnp.asarray(${write(operands[1]).text}, jnp.int32), mode="clip")`,
        );
      if (parts.has(operator)) return call(functionName(operator), operands, write);
      const called = functions[operator] ?? (same.includes(operator) ? operator : undefined);
      return called === undefined ? undefined : { ...call(`jnp.${called}`, operands, write), level: levels.atom };
    },
  };
}
