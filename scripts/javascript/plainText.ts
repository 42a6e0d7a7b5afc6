/** @file TypeScript as JavaScript with the same lines: without types, and with plain arrays for NdArray's helpers. */

import ts from "typescript";

interface Edit {
  from: number;
  to: number;
  text: string;
}

/** Returns the JavaScript of a node, with other names for some identifiers. */
export function plainText(node: ts.Node, source: ts.SourceFile, rename: (name: string) => string): string {
  const edits: Edit[] = [];
  const visit = (one: ts.Node): void => {
    const done = edit(one, source, rename, edits);
    if (!done) ts.forEachChild(one, visit);
  };
  visit(node);
  return applied(source.text, node.getStart(source), node.end, edits);
}

function applied(text: string, from: number, to: number, edits: readonly Edit[]): string {
  let result = "";
  let at = from;
  for (const edit of [...edits].sort((a, b) => a.from - b.from || a.to - b.to)) {
    if (edit.from < at) continue;
    result += text.slice(at, edit.from) + edit.text;
    at = edit.to;
  }
  return result + text.slice(at, to);
}

/** Notes the edits of one node. Returns true if its children need no visit. */
function edit(node: ts.Node, source: ts.SourceFile, rename: (name: string) => string, edits: Edit[]): boolean {
  const cut = (from: number, to: number, text = ""): void => void edits.push({ from, to, text });
  if (ts.isTypeNode(node) && !ts.isExpressionWithTypeArguments(node)) return true;
  if (ts.isFunctionLike(node) || ts.isParameter(node) || ts.isVariableDeclaration(node)) {
    // The colon is before the type.
    if (node.type) cut(node.type.pos - 1, node.type.end);
    if ("questionToken" in node && node.questionToken) cut(node.questionToken.getStart(source), node.questionToken.end);
    if ("typeParameters" in node && node.typeParameters) cut(node.typeParameters.pos - 1, node.typeParameters.end + 1);
  }
  if (node.kind === ts.SyntaxKind.ExportKeyword) cut(node.getStart(source), node.end + 1);
  if (ts.isAsExpression(node)) cut(node.expression.end, node.end);
  if (ts.isParenthesizedExpression(node) && ts.isAsExpression(node.expression)) {
    const { expression } = node.expression;
    if (ts.isIdentifier(expression)) cut(node.getStart(source), node.end, rename(expression.text));
  }
  if (ts.isNonNullExpression(node)) cut(node.expression.end, node.end);
  if (ts.isCallExpression(node) && ["makeZeros", "makeRoom"].includes(node.expression.getText(source))) {
    const [like, length] = node.arguments.map((one) => plainText(one, source, rename));
    cut(node.getStart(source), node.end, `new Float32Array(${length ?? `${like}.length`})`);
    return true;
  }
  if (ts.isIdentifier(node) && node.text === "makeDoubles") cut(node.getStart(source), node.end, "new Float64Array");
  if (ts.isNewExpression(node) && node.expression.getText(source) === "NdArray") {
    cut(node.getStart(source), node.end, plainText(node.arguments?.[0] as ts.Node, source, rename));
    return true;
  }
  if (ts.isIdentifier(node) && isReference(node)) {
    const name = rename(node.text);
    const isShorthand = ts.isShorthandPropertyAssignment(node.parent);
    if (name !== node.text) cut(node.getStart(source), node.end, isShorthand ? `${node.text}: ${name}` : name);
  }
  return false;
}

/** Returns whether an identifier stands for a variable, rather than being a property. */
export function isReference(node: ts.Identifier): boolean {
  const { parent } = node;
  if (ts.isPropertyAccessExpression(parent)) return parent.name !== node;
  if (ts.isPropertyAssignment(parent)) return parent.name !== node;
  return !(ts.isBindingElement(parent) && parent.propertyName === node);
}

/** Returns the lines of the comment above a node, without those for tools; empty without one. */
export function commentOf(node: ts.Node, source: ts.SourceFile): string[] {
  const ranges = ts.getLeadingCommentRanges(source.text, node.getFullStart()) ?? [];
  const last = ranges.at(-1);
  if (last === undefined) return [];
  const text = source.text.slice(last.pos, last.end);
  if (!text.startsWith("/**") || text.includes("@file")) return [];
  const lines = text
    .replace(/^\/\*\*|\*\/$/g, "")
    .split("\n")
    .map((line) => line.replace(/^ *\* ?/, "").trimEnd());
  const kept = lines.filter((line) => !/^ *(@|e\.g\.)/.test(line));
  while (kept.length > 0 && kept[0].trim() === "") kept.shift();
  while (kept.length > 0 && kept.at(-1)?.trim() === "") kept.pop();
  return kept.map((line, i) => (i === 0 ? line.trim() : line));
}

/** Returns lines as a comment of JavaScript. */
export function comment(lines: readonly string[]): string {
  if (lines.length === 0) return "";
  if (lines.length === 1 && lines[0].length < 112) return `/** ${lines[0]} */\n`;
  return `/**\n${lines.map((line) => ` * ${line}`.trimEnd()).join("\n")}\n */\n`;
}
