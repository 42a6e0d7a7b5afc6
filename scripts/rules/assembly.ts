/**
 * @file Writes a program's loops as AssemblyScript: four elements at a time in f32x4.
 *
 * An expression that mentions no element is hoisted. JavaScript computes it in f64, once per update, and passes it in a
 * small table of f32 numbers. A division by such a number becomes a multiplication by its reciprocal, also taken in
 * f64.
 */
import ts from "typescript";
import { type Loop, NotVectorisable, type Program } from "../../tests/support/rules/program.ts";

export interface LoopKernel {
  /** Its place in the module. */
  kernel: number;
  /** The arrays it takes, in order: first those it changes. */
  slots: string[];
  /** The number of arrays it changes. */
  written: number;
  /** JavaScript expressions for the table of hoisted numbers. */
  scalars: string[];
  /** The scalar that the loop's sum is added to, if the loop is a reduction. */
  accumulates: string | null;
  assembly: string;
}

/** Functions that the loops of a module call. Those that none calls are not compiled. */
export const assemblyPrelude = `/** 1, −1 or x itself (0, −0, NaN), as Math.sign. */
@inline
function signOf(x: v128): v128 {
  const positive = v128.bitselect(f32x4.splat(1), x, f32x4.gt(x, f32x4.splat(0)));
  return v128.bitselect(f32x4.splat(-1), positive, f32x4.lt(x, f32x4.splat(0)));
}

/** a / b, and 0 where b is 0, as src/math/safeDivide.ts. */
@inline
function safeDivideOf(a: v128, b: v128): v128 {
  return v128.andnot(f32x4.div(a, b), f32x4.eq(b, f32x4.splat(0)));
}

/** Adds the first \`left\` (at most 4) of four f32 numbers to two f64 sums. */
@inline
function accumulate(sum: v128, x: v128, left: i32): v128 {
  const kept = v128.and(x, i32x4.gt_s(i32x4.splat(left), i32x4(0, 1, 2, 3)));
  const high = i8x16.shuffle(kept, kept, 8, 9, 10, 11, 12, 13, 14, 15, 8, 9, 10, 11, 12, 13, 14, 15);
  return f64x2.add(f64x2.add(sum, f64x2.promote_low_f32x4(kept)), f64x2.promote_low_f32x4(high));
}
`;

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

/** Writes the kernel of one loop of a program. Throws NotVectorisable where SIMD has no instruction for it. */
export function loopKernel(program: Program, loop: Loop, kernel: number): LoopKernel {
  const scalars: string[] = [];
  const local = new Set(loop.body.filter((s) => s.kind === "const").map((s) => s.target));
  const written = [...new Set(loop.body.filter((s) => s.kind === "store").map((s) => s.target))];
  const slots = [...written, ...slotsOf(program, loop).filter((slot) => !written.includes(slot))];
  const sums = loop.body.filter((s) => s.kind === "accumulate");
  if (sums.length > 1 || (sums.length === 1 && written.length > 0))
    throw new NotVectorisable("a loop computes a sum and something else");

  const hoist = (text: string): string => {
    if (!scalars.includes(text)) scalars.push(text);
    return `s${scalars.indexOf(text)}`;
  };
  const write = (node: ts.Expression): string => vector(node, local, hoist);
  const lines = loop.body.map(({ kind, target, operator, value }) => {
    if (kind === "const") return `const ${target}_ = ${write(value.node)};`;
    if (kind === "accumulate") return `sum = accumulate(sum, ${write(value.node)}, (bytes - p) >> 2);`;
    const result =
      operator === "=" ? write(value.node) : `f32x4.${arithmetic[operator[0]]}(${target}_, ${write(value.node)})`;
    return `${target}_ = ${result};`;
  });
  // All loads come first. One that follows a store to an address 4096 bytes apart, as in large arrays, waits for it.
  const assembly = `/** Line ${loop.body[0].line} of ${program.file}. */
export function loop${kernel}(bytes: usize, table: usize${slots.map((slot) => `, ${slot}: usize`).join("")}): ${sums.length ? "f64" : "void"} {
${scalars.map((text, k) => `  const s${k} = v128.load32_splat(table, ${4 * k}); // ${text}`).join("\n")}
${sums.length ? "  let sum = f64x2.splat(0);\n" : ""}  let p: usize = 0;
  do {
${slots.map((slot) => `    let ${slot}_ = v128.load(${slot} + p);`).join("\n")}
    ${lines.join("\n    ")}
${written.map((slot) => `    v128.store(${slot} + p, ${slot}_);\n`).join("")}    p += 16;
  } while (p < bytes);
${sums.length ? "  return f64x2.extract_lane(sum, 0) + f64x2.extract_lane(sum, 1);\n" : ""}}
`;
  return { kernel, slots, written: written.length, scalars, accumulates: sums[0]?.target ?? null, assembly };
}

/** Returns those of θ, g and the rule's buffers that the loop mentions, in the order of `update`'s parameters. */
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

/** Writes a node as an f32x4 expression. A node that mentions no element is hoisted. */
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

/** Writes a condition as a mask: all bits are set where it holds. */
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
  throw new NotVectorisable(`\`${plain(node)}\` is not a comparison`);
}
