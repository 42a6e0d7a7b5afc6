/**
 * @file Exact derivatives of training by its hyperparameters. A rule's statements, as program.ts reads them from its
 * source, are carried out on dual numbers a + b ε with ε² = 0.
 */
import ts from "typescript";
import type { Expression, Loop, Program, ScalarStatement } from "./program.ts";

/** A number and its derivative. */
export interface Dual {
  value: number;
  slope: number;
}

export const dual = (value: number, slope = 0): Dual => ({ value, slope });

export const add = (a: Dual, b: Dual): Dual => dual(a.value + b.value, a.slope + b.slope);
export const subtract = (a: Dual, b: Dual): Dual => dual(a.value - b.value, a.slope - b.slope);
export const multiply = (a: Dual, b: Dual): Dual => dual(a.value * b.value, a.slope * b.value + a.value * b.slope);
export const divide = (a: Dual, b: Dual): Dual =>
  dual(a.value / b.value, (a.slope - (a.value / b.value) * b.slope) / b.value);

/** f(x) with f′(x) given. */
const chain = (x: Dual, value: number, derivative: number): Dual =>
  dual(value, x.slope === 0 ? 0 : x.slope * derivative);

const functions: Record<string, (...x: Dual[]) => Dual> = {
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
    return add(
      chain(x, value, y.value * x.value ** (y.value - 1)),
      dual(0, y.slope && y.slope * value * Math.log(x.value)),
    );
  },
};

type Value = Dual | boolean;

/** The values of a rule's names: scalars, and the arrays of weights, gradients and buffers. */
export interface Memory {
  scalars: Record<string, Value>;
  arrays: Record<string, Dual[]>;
}

/** Carries out one update of the rule on dual numbers, in place. */
export function dualUpdate(program: Program, memory: Memory): void {
  const { arrays } = memory;
  const scope: Memory = { arrays, scalars: { ...memory.scalars } };
  for (const statement of program.statements) {
    if (statement.kind !== "loop") carryOut(statement, scope, 0);
    else for (let i = 0; i < arrays.theta.length; i++) for (const line of statement.body) carryOut(line, scope, i);
  }
}

const operators: Record<string, (a: Dual, b: Dual) => Dual> = { "+": add, "-": subtract, "*": multiply, "/": divide };

function carryOut(statement: ScalarStatement | Loop["body"][number], scope: Memory, i: number): void {
  const { target, operator, value } = statement;
  const name = target.replace(/\[\w+\]$/, "");
  const index = target.endsWith("[0]") ? 0 : i;
  const isArray = name in scope.arrays;
  const after = evaluate(value, scope, i);
  const apply = (before: Value): Value =>
    operator === "=" ? after : operators[operator[0]](before as Dual, after as Dual);
  if (isArray) scope.arrays[name][index] = apply(scope.arrays[name][index]) as Dual;
  else scope.scalars[name] = apply(scope.scalars[name]);
}

const evaluate = ({ node }: Expression, scope: Memory, i: number): Value => meaning(node, scope, i);

function meaning(node: ts.Expression, scope: Memory, i: number): Value {
  const of = (child: ts.Expression): Value => meaning(child, scope, i);
  if (ts.isParenthesizedExpression(node)) return of(node.expression);
  if (ts.isNumericLiteral(node)) return dual(Number(node.text));
  if (ts.isIdentifier(node)) return nameOf(node.text, scope);
  if (ts.isPropertyAccessExpression(node)) return dual(scope.arrays.theta.length);
  if (ts.isConditionalExpression(node)) return of(node.condition) ? of(node.whenTrue) : of(node.whenFalse);
  if (ts.isPrefixUnaryExpression(node)) {
    return node.operator === ts.SyntaxKind.ExclamationToken
      ? !of(node.operand)
      : subtract(dual(0), of(node.operand) as Dual);
  }
  if (ts.isElementAccessExpression(node)) {
    const at = node.argumentExpression.getText() === "0" ? 0 : i;
    return scope.arrays[node.expression.getText()][at];
  }
  if (ts.isCallExpression(node)) {
    const called = functions[node.expression.getText().replace(/^Math\./, "")];
    return called(...node.arguments.map((argument) => of(argument) as Dual));
  }
  if (ts.isBinaryExpression(node)) return combined(node, of);
  throw new Error(`dual numbers cannot evaluate ${node.getText()}`);
}

function nameOf(name: string, scope: Memory): Value {
  if (name === "true" || name === "false") return name === "true";
  if (name === "Infinity") return dual(Number.POSITIVE_INFINITY);
  if (!(name in scope.scalars)) throw new Error(`dual numbers: no ${name}`);
  return scope.scalars[name];
}

function combined(node: ts.BinaryExpression, of: (child: ts.Expression) => Value): Value {
  const operator = node.operatorToken.getText();
  if (operator === "&&") return of(node.left) && of(node.right);
  if (operator === "||") return of(node.left) || of(node.right);
  const [left, right] = [of(node.left), of(node.right)];
  const arithmetic = operators[operator];
  if (arithmetic) return arithmetic(left as Dual, right as Dual);
  const [a, b] = [left, right].map((side) => (typeof side === "object" ? side.value : side));
  if (operator === "===") return a === b;
  if (operator === "!==") return a !== b;
  if (operator === ">") return a > b;
  if (operator === "<") return a < b;
  if (operator === ">=") return a >= b;
  if (operator === "<=") return a <= b;
  throw new Error(`dual numbers cannot evaluate ${node.getText()}`);
}
