/**
 * @file Breaks a rule in every small way that its syntax tree offers: a sign, a factor turned over, a bias correction
 * left out, a β for the other, an ε moved, a bound or comparison turned round, a default or a constant changed, a
 * statement left out. Each mutant is one change.
 */
import ts from "typescript";

export interface Mutant {
  file: string;
  line: number;
  kind: string;
  /** The line before and after, for people. */
  before: string;
  after: string;
  /** The whole broken file. */
  source: string;
}

interface Edit {
  kind: string;
  node: ts.Node;
  text: string;
}

const swapped: Record<string, readonly [kind: string, other: string]> = {
  "+": ["sign", "-"],
  "-": ["sign", "+"],
  "+=": ["sign", "-="],
  "-=": ["sign", "+="],
  "*": ["factor", "/"],
  "/": ["factor", "*"],
  ">": ["comparison", "<="],
  "<": ["comparison", ">="],
  ">=": ["comparison", "<"],
  "<=": ["comparison", ">"],
  "===": ["comparison", "!=="],
  "!==": ["comparison", "==="],
};

/** Every mutant of a file's rules. What stands outside the mathematics (imports, types, errors, loop heads) stays. */
export function mutantsOf(file: string, source: string): Mutant[] {
  const tree = ts.createSourceFile(file, source, ts.ScriptTarget.ES2022, true);
  const edits: Edit[] = [];
  const visit = (node: ts.Node): void => {
    if (isOutside(node)) return;
    edits.push(...editsOf(node));
    ts.forEachChild(node, (child) => {
      if (!isLoopHead(child)) visit(child);
    });
  };
  visit(tree);
  return edits.map((edit) => mutant(file, source, edit));
}

function mutant(file: string, source: string, { kind, node, text }: Edit): Mutant {
  const broken = source.slice(0, node.getStart()) + text + source.slice(node.end);
  const line = node.getSourceFile().getLineAndCharacterOfPosition(node.getStart()).line;
  const lineOf = (all: string): string => all.split("\n")[line].trim();
  return { file, line: line + 1, kind, before: lineOf(source), after: lineOf(broken), source: broken };
}

const isOutside = (node: ts.Node): boolean =>
  ts.isImportDeclaration(node) ||
  ts.isExportDeclaration(node) ||
  ts.isTypeNode(node) ||
  ts.isInterfaceDeclaration(node) ||
  ts.isTypeAliasDeclaration(node) ||
  ts.isTemplateExpression(node) ||
  isCitation(node) ||
  (ts.isIfStatement(node) && ts.isThrowStatement(node.thenStatement)) ||
  (ts.isExpressionStatement(node) && /^check[A-Z]/.test(node.getText()));

/** Sources and differences, which nothing computes with. */
const isCitation = (node: ts.Node): boolean =>
  (ts.isPropertyAssignment(node) || ts.isVariableDeclaration(node)) &&
  ["source", "differsFrom"].includes(node.name.getText());

const isLoopHead = (node: ts.Node): boolean => ts.isForStatement(node.parent) && node !== node.parent.statement;

function editsOf(node: ts.Node): Edit[] {
  if (ts.isBinaryExpression(node)) return [...binaryEdits(node), ...epsilonEdits(node), ...correctionEdits(node)];
  if (ts.isPrefixUnaryExpression(node) && node.operator === ts.SyntaxKind.MinusToken)
    return [{ kind: "sign", node, text: node.operand.getText() }];
  if (ts.isIdentifier(node)) return betaEdits(node);
  if (ts.isCallExpression(node)) return callEdits(node);
  if (ts.isNumericLiteral(node)) return constantEdits(node);
  if (ts.isExpressionStatement(node)) return [{ kind: "statement", node, text: ";" }];
  return [];
}

function binaryEdits(node: ts.BinaryExpression): Edit[] {
  const token = node.operatorToken;
  const swap = swapped[token.getText()];
  return swap ? [{ kind: swap[0], node: token, text: swap[1] }] : [];
}

/** √x + ε ↔ √(x + ε); any other sum with ε loses it. */
function epsilonEdits(node: ts.BinaryExpression): Edit[] {
  if (node.operatorToken.getText() !== "+" || !/^eps\w*$/.test(node.right.getText())) return [];
  const [x, eps] = [node.left.getText(), node.right.getText()];
  const root = /^sqrt\((.*)\)$/s.exec(x);
  if (root) return [{ kind: "eps", node, text: `sqrt(${root[1]} + ${eps})` }];
  const outer = node.parent;
  if (ts.isCallExpression(outer) && outer.expression.getText() === "sqrt")
    return [{ kind: "eps", node: outer, text: `(sqrt(${x}) + ${eps})` }];
  return [{ kind: "eps", node, text: x }];
}

const others: Record<string, string> = {
  beta1: "beta2",
  beta2: "beta1",
  correction1: "correction2",
  correction2: "correction1",
};

/** One β, or what corrects for it, in place of the other, where the file has both. */
function betaEdits(node: ts.Identifier): Edit[] {
  const { parent, text } = node;
  if (!(text in others) || ts.isBindingElement(parent) || ts.isPropertyAssignment(parent)) return [];
  const declares = (at: ts.Node): boolean =>
    ((ts.isBindingElement(at) || ts.isVariableDeclaration(at)) && at.name.getText() === others[text]) ||
    ts.forEachChild(at, declares) === true;
  const isDeclared = ts.isVariableDeclaration(parent) && parent.name === node;
  return !isDeclared && declares(node.getSourceFile()) ? [{ kind: "beta", node, text: others[text] }] : [];
}

function callEdits(node: ts.CallExpression): Edit[] {
  const called = node.expression.getText().replace(/^Math\./, "");
  if (called === "max") return [{ kind: "bound", node: node.expression, text: "Math.min" }];
  if (called === "min") return [{ kind: "bound", node: node.expression, text: "Math.max" }];
  if (called === "abs") return [{ kind: "bound", node, text: node.arguments[0].getText() }];
  return [];
}

/** 1 − βᵗ is 1: no correction. */
const correctionEdits = (node: ts.BinaryExpression): Edit[] =>
  /^1 - powInt\(/.test(node.getText()) ? [{ kind: "correction", node, text: "1" }] : [];

/** A number in the mathematics or among the defaults; indices, lengths and years stay. */
function constantEdits(node: ts.NumericLiteral): Edit[] {
  const { parent } = node;
  if (ts.isElementAccessExpression(parent) || isYear(parent)) return [];
  if (ts.isBinaryExpression(parent) && parent.left.getText().endsWith(".length")) return [];
  const value = Number(node.text);
  return [{ kind: "constant", node, text: value === 0 ? "0.03" : `${Number((0.93 * value).toPrecision(3))}` }];
}

/** The year of a publication. */
const isYear = (node: ts.Node): boolean => ts.isPropertyAssignment(node) && node.name.getText() === "year";
