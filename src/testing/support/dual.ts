/**
 * @file Numbers a + b ε with ε² = 0, which carry a derivative through every operation of a rule's program.
 */
import { type Assignment, type Expression, isLoop, isWhen, type Loop, type Step } from "../../emit/program.ts";

/** A number and its derivative. */
export interface Dual {
  readonly value: number;
  readonly slope: number;
}

export const dual = (value: number, slope = 0): Dual => ({ value, slope });

const add = (a: Dual, b: Dual): Dual => dual(a.value + b.value, a.slope + b.slope);
const subtract = (a: Dual, b: Dual): Dual => dual(a.value - b.value, a.slope - b.slope);
const multiply = (a: Dual, b: Dual): Dual => dual(a.value * b.value, a.slope * b.value + a.value * b.slope);
const divide = (a: Dual, b: Dual): Dual => dual(a.value / b.value, (a.slope - (a.value / b.value) * b.slope) / b.value);

/** f(x) with f′(x) given; f′ may be infinite where x does not move. */
const chain = (x: Dual, value: number, derivative: number): Dual =>
  dual(value, x.slope === 0 ? 0 : x.slope * derivative);

const truth = (holds: boolean): Dual => dual(holds ? 1 : 0);

const operations: Readonly<Record<string, (...x: Dual[]) => Dual>> = {
  "+": add,
  "-": subtract,
  "*": multiply,
  "/": divide,
  "%": (a, b) => dual(a.value % b.value, a.slope),
  neg: (x) => subtract(dual(0), x),
  sqrt: (x) => chain(x, Math.sqrt(x.value), 0.5 / Math.sqrt(x.value)),
  abs: (x) => chain(x, Math.abs(x.value), Math.sign(x.value)),
  sign: (x) => dual(Math.sign(x.value)),
  safeDivide: (a, b) => (b.value === 0 ? dual(0) : divide(a, b)),
  max: (a, b) => (a.value >= b.value ? a : b),
  min: (a, b) => (a.value <= b.value ? a : b),
  exp: (x) => chain(x, Math.exp(x.value), Math.exp(x.value)),
  log: (x) => chain(x, Math.log(x.value), 1 / x.value),
  powInt: (x, n) => chain(x, x.value ** n.value, n.value * x.value ** (n.value - 1)),
  pow: (x, y) => {
    const value = x.value ** y.value;
    const byExponent = y.slope === 0 ? 0 : y.slope * value * Math.log(x.value);
    return add(chain(x, value, y.value * x.value ** (y.value - 1)), dual(0, byExponent));
  },
  "&&": (a, b) => truth(a.value !== 0 && b.value !== 0),
  "||": (a, b) => truth(a.value !== 0 || b.value !== 0),
  "!": (a) => truth(a.value === 0),
  "===": (a, b) => truth(a.value === b.value),
  "!==": (a, b) => truth(a.value !== b.value),
  "<": (a, b) => truth(a.value < b.value),
  "<=": (a, b) => truth(a.value <= b.value),
  ">": (a, b) => truth(a.value > b.value),
  ">=": (a, b) => truth(a.value >= b.value),
};

/** The values of a program's names: scalars, and arrays of weights, gradients and buffers. */
export interface Memory {
  readonly scalars: Record<string, Dual>;
  readonly arrays: Readonly<Record<string, Dual[]>>;
}

/** Carries out the steps of a program on dual numbers. Changes the arrays in place. */
export function runDual(steps: readonly Step[], { scalars, arrays }: Memory): void {
  const memory: Memory = { scalars: { ...scalars }, arrays };
  for (const step of steps) {
    if (!isLoop(step)) assign(step, memory, 0);
    else for (let i = 0; i < arrays.theta.length; i++) for (const line of step.each) runLine(line, memory, i);
  }
}

function runLine(line: Loop["each"][number], memory: Memory, i: number): void {
  if (!isWhen(line)) assign(line, memory, i);
  else if (evaluateDual(line.when, memory, i).value !== 0) for (const one of line.body) assign(one, memory, i);
}

function assign([target, operator, expression]: Assignment, memory: Memory, i: number): void {
  const { scalars, arrays } = memory;
  const after = evaluateDual(expression, memory, i);
  const isArray = Object.hasOwn(arrays, target);
  const at = isArray && arrays[target].length === 1 ? 0 : i;
  const before = isArray ? arrays[target][at] : scalars[target];
  const value = operator === "=" ? after : operations[operator[0]](before, after);
  if (isArray) arrays[target][at] = value;
  else scalars[target] = value;
}

/** The value of an expression for element `i`. */
export function evaluateDual(expression: Expression, memory: Memory, i: number): Dual {
  if (typeof expression === "number") return dual(expression);
  if (typeof expression === "string") return nameOf(expression, memory, i);
  const [name, ...operands] = expression;
  if (name === "?") {
    const [condition, yes, no] = operands;
    return evaluateDual(evaluateDual(condition, memory, i).value === 0 ? no : yes, memory, i);
  }
  if (!Object.hasOwn(operations, name)) throw new Error(`hypergradient: the operation ${name} has no derivative here`);
  return operations[name](...operands.map((operand) => evaluateDual(operand, memory, i)));
}

function nameOf(name: string, { scalars, arrays }: Memory, i: number): Dual {
  if (Object.hasOwn(arrays, name)) return arrays[name][arrays[name].length === 1 ? 0 : i];
  if (Object.hasOwn(scalars, name)) return scalars[name];
  throw new Error(`hypergradient: the program has no value for ${name}`);
}
