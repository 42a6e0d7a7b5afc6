/**
 * @file Writes a program's loops as AssemblyScript: four elements at a time in f32x4.
 *
 * Whatever mentions no element is hoisted: computed once per update, in f64, in JavaScript, and handed over in a small
 * table of f32 numbers. Dividing by such a number becomes multiplying by its reciprocal, also taken in f64.
 */
import ts from "typescript";
import { type Loop, NotVectorisable, type Program } from "../../tests/support/rules/program.ts";

export interface LoopKernel {
  /** The function's name in the module. */
  name: string;
  /** The arrays it takes, in order, and those it changes. */
  slots: string[];
  written: string[];
  /** JavaScript expressions for the table of hoisted numbers. */
  scalars: string[];
  /** The scalar that the loop's sum is added to, if the loop is a reduction. */
  accumulates: string | null;
  assembly: string;
}

const functions: Record<string, string> = {
  sqrt: "f32x4.sqrt",
  abs: "f32x4.abs",
  min: "f32x4.min",
  max: "f32x4.max",
  sign: "signOf",
  safeDivide: "safeDivideOf",
};
const arithmetic: Record<string, string> = { "+": "add", "-": "sub", "*": "mul", "/": "div" };
const comparisons: Record<string, string> = { ">": "gt", "<": "lt", ">=": "ge", "<=": "le", "===": "eq", "!==": "ne" };

/** The kernel of one loop of a program. Throws NotVectorisable where SIMD has no word for what the loop does. */
export function loopKernel(program: Program, loop: Loop, position: number): LoopKernel {
  const scalars: string[] = [];
  const local = new Set(loop.body.filter((s) => s.kind === "const").map((s) => s.target));
  const slots = slotsOf(program, loop);
  const written = [...new Set(loop.body.filter((s) => s.kind === "store").map((s) => s.target))];
  const sums = loop.body.filter((s) => s.kind === "accumulate");
  if (sums.length > 1 || (sums.length === 1 && written.length > 0))
    throw new NotVectorisable("a loop both sums and stores");

  const hoist = (text: string): string => {
    if (!scalars.includes(text)) scalars.push(text);
    return `s${scalars.indexOf(text)}`;
  };
  const write = (node: ts.Expression): string => vector(node, local, hoist);
  const lines = loop.body.map(({ kind, target, operator, value }) => {
    if (kind === "const") return `const ${target}_ = ${write(value.node)};`;
    if (kind === "accumulate") return `sum = accumulate(sum, ${write(value.node)}, n - i);`;
    const result =
      operator === "=" ? write(value.node) : `f32x4.${arithmetic[operator[0]]}(${target}_, ${write(value.node)})`;
    return `${target}_ = ${result};\n    v128.store(${target} + p, ${target}_);`;
  });
  const name = `rule_${program.name.replace(/\W+/g, "_")}_${position}`;
  const assembly = `/** Line ${loop.body[0].line} of ${program.file}. */
export function ${name}(n: i32, table: usize${slots.map((slot) => `, ${slot}: usize`).join("")}): ${sums.length ? "f64" : "void"} {
${scalars.map((text, k) => `  const s${k} = v128.load32_splat(table + ${4 * k}); // ${text}`).join("\n")}
${sums.length ? "  let sum = f64x2.splat(0);\n" : ""}  for (let i = 0; i < n; i += 4) {
    const p = <usize>i << 2;
${slots.map((slot) => `    let ${slot}_ = v128.load(${slot} + p);`).join("\n")}
    ${lines.join("\n    ")}
  }
${sums.length ? "  return f64x2.extract_lane(sum, 0) + f64x2.extract_lane(sum, 1);\n" : ""}}
`;
  return { name, slots, written, scalars, accumulates: sums[0]?.target ?? null, assembly };
}

/** θ, g and the rule's buffers that the loop mentions, in the order of `update`'s parameters. */
function slotsOf(program: Program, loop: Loop): string[] {
  const text = loop.body.map((statement) => statement.text).join("\n");
  return ["theta", "g", ...program.slots].filter((slot) => new RegExp(`\\b${slot}\\[i\\]`).test(text));
}

function isElement(node: ts.Node, local: Set<string>): boolean {
  if (ts.isElementAccessExpression(node) && node.argumentExpression.getText() === "i") return true;
  if (ts.isIdentifier(node) && local.has(node.text)) return true;
  return ts.forEachChild(node, (child) => isElement(child, local) || undefined) ?? false;
}

const plain = (node: ts.Node): string => node.getText().replace(/\s+/g, " ");

/** The f32x4 expression of a node, or of its hoisted value when it mentions no element. */
function vector(node: ts.Expression, local: Set<string>, hoist: (text: string) => string): string {
  if (ts.isParenthesizedExpression(node)) return vector(node.expression, local, hoist);
  if (!isElement(node, local)) return hoist(plain(node));
  const inner = (child: ts.Expression): string => vector(child, local, hoist);
  if (ts.isIdentifier(node)) return `${node.text}_`;
  if (ts.isElementAccessExpression(node)) return `${node.expression.getText()}_`;
  if (ts.isPrefixUnaryExpression(node) && node.operator === ts.SyntaxKind.MinusToken)
    return `f32x4.neg(${inner(node.operand)})`;
  if (ts.isConditionalExpression(node)) {
    return `v128.bitselect(${inner(node.whenTrue)}, ${inner(node.whenFalse)}, ${mask(node.condition, local, hoist)})`;
  }
  if (ts.isBinaryExpression(node)) {
    const operator = node.operatorToken.getText();
    if (operator === "/" && !isElement(node.right, local))
      return `f32x4.mul(${inner(node.left)}, ${hoist(`1 / (${plain(node.right)})`)})`;
    if (operator in arithmetic) return `f32x4.${arithmetic[operator]}(${inner(node.left)}, ${inner(node.right)})`;
  }
  if (ts.isCallExpression(node)) {
    const called = functions[node.expression.getText().replace("Math.", "")];
    if (called) return `${called}(${node.arguments.map(inner).join(", ")})`;
  }
  throw new NotVectorisable(`\`${plain(node)}\` has no SIMD instruction`);
}

/** All bits set where the condition holds. */
function mask(node: ts.Expression, local: Set<string>, hoist: (text: string) => string): string {
  if (ts.isParenthesizedExpression(node)) return mask(node.expression, local, hoist);
  if (!isElement(node, local)) return `f32x4.ne(${hoist(`(${plain(node)}) ? 1 : 0`)}, f32x4.splat(0))`;
  if (ts.isBinaryExpression(node)) {
    const operator = node.operatorToken.getText();
    if (operator in comparisons)
      return `f32x4.${comparisons[operator]}(${vector(node.left, local, hoist)}, ${vector(node.right, local, hoist)})`;
    if (operator === "&&" || operator === "||") {
      return `v128.${operator === "&&" ? "and" : "or"}(${mask(node.left, local, hoist)}, ${mask(node.right, local, hoist)})`;
    }
  }
  throw new NotVectorisable(`\`${plain(node)}\` is no comparison`);
}
