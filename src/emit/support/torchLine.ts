/** @file Statements of PyTorch: changes in place, with the fused methods where the equation has their form. */
import type { Expression } from "../program.ts";
import { atLeast, levels, type Write } from "./infix.ts";
import type { Line } from "./scope.ts";
import { mentions } from "./walk.ts";

export interface TorchContext {
  write: Write;
  name(name: string): string;
  isElement(node: Expression): boolean;
  isSingle(name: string): boolean;
}

/** Returns the statement, without indentation. */
export function torchLine({ kind, target, operator, value }: Line, context: TorchContext): string[] {
  const { write, name, isElement, isSingle } = context;
  const text = write(value).text;
  const left = name(target);
  if (kind === "scalar") {
    const line = `${left} ${operator} ${text}`;
    return isSingle(target) ? [line, `state["${target}"] = ${left}`] : [line];
  }
  if (kind === "sum") return [`${left} += torch.sum(${text}, dtype=torch.float64).item()`];
  // A local that is another array alone would change with it.
  if (kind === "local") return [`${left} = ${typeof value === "string" ? `${text}.clone()` : text}`];
  if (operator === "=") return [average(target, value, context) ?? `${left}.copy_(${tensor(value, text, isElement)})`];
  const method: Readonly<Record<string, string>> = { "+=": "add_", "-=": "sub_", "*=": "mul_", "/=": "div_" };
  const scaled = operator === "*=" || operator === "/=" ? null : asScaled(value, isElement);
  if (scaled === null) return [`${left}.${method[operator]}(${text})`];
  return [`${left}.${method[operator]}(${write(scaled[1]).text}, alpha=${write(scaled[0]).text})`];
}

/** copy_ needs a tensor. */
const tensor = (value: Expression, text: string, isElement: (node: Expression) => boolean): string =>
  isElement(value) ? text : `torch.tensor(${text})`;

/** Takes a scalar times a tensor apart. */
function asScaled(value: Expression, isElement: (node: Expression) => boolean): [Expression, Expression] | null {
  if (typeof value !== "object" || value[0] !== "*") return null;
  const [, a, b] = value;
  return !isElement(a) && isElement(b) ? [a, b] : null;
}

/** Writes m = β m + (1 − β) g as `m.mul_(beta).add_(g, alpha=1 - beta)`; null for other forms. */
function average(target: string, value: Expression, { write, name, isElement }: TorchContext): string | null {
  if (typeof value !== "object" || (value[0] !== "+" && value[0] !== "-")) return null;
  const [operator, kept, added] = value;
  const old = asScaled(kept, isElement);
  if (old === null || old[1] !== target || mentions(added, (one) => one === target)) return null;
  const start = `${name(target)}.mul_(${write(old[0]).text})`;
  const [method, sign] = operator === "+" ? ["add_", ""] : ["sub_", "-"];
  const product = asProduct(added, isElement);
  if (product !== null) {
    const [factor, a, b] = product;
    return `${start}.addcmul_(${write(a).text}, ${write(b).text}, value=${sign && "-"}${sign ? atLeast(write(factor), levels.unary) : write(factor).text})`;
  }
  const scaled = asScaled(added, isElement);
  if (scaled !== null) return `${start}.${method}(${write(scaled[1]).text}, alpha=${write(scaled[0]).text})`;
  return `${start}.${method}(${write(added).text})`;
}

/** Takes (1 − β) g g apart. */
function asProduct(
  value: Expression,
  isElement: (node: Expression) => boolean,
): [Expression, Expression, Expression] | null {
  if (typeof value !== "object" || value[0] !== "*") return null;
  const [, scaled, b] = value;
  const first = asScaled(scaled, isElement);
  return first !== null && isElement(b) ? [...first, b] : null;
}
