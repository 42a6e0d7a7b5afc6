/** @file Ops that treat every element alike, `unary(…)`, as a function and its derivative on plain arrays. */

import ts from "typescript";
import { comment, commentOf, isReference, plainText } from "./plainText.ts";
import { type Declaration, declarationsIn, importsOf, sourceOf } from "./sources.ts";

/** A function or constant of exported JavaScript. */
export interface Piece {
  readonly file: string;
  /** Its name in that file. */
  readonly name: string;
  /** The file that declares or imports the names in it, if another: that of a kernel. */
  readonly home?: string;
  /** The names in it. */
  readonly identifiers: readonly string[];
  /** Returns its text, with other names for functions and constants. */
  text(rename: (name: string) => string): string;
}

interface Loop {
  readonly home: string;
  readonly source: ts.SourceFile;
  /** The names of the arrays in the order of `unary`; "" for one that is not used. */
  readonly parameters: readonly string[];
  readonly body: ts.Block;
}

/** Returns the two functions of each op in a file: `silu(x)` and `siluGradient(dy, x)`. */
export function elementwise(file: string): Piece[] {
  const source = sourceOf(file);
  const pieces: Piece[] = [];
  for (const statement of source.statements) {
    const call = unaryIn(statement);
    if (call === undefined) continue;
    const name = nameOf(statement);
    const comments = source.statements.map((one) => commentOf(one, source));
    const own = commentOf(statement, source);
    const doc = own.length > 0 ? own : (comments.find((lines) => lines.some((line) => line.includes("y′ ="))) ?? []);
    const settings = settingsOf(statement);
    const [, , forward, backward] = call.arguments;
    const loops = {
      forward: loopOf(file, forward, ["x", "y"]),
      backward: loopOf(file, backward, ["x", "y", "dy", "dx"]),
    };
    pieces.push(forwardPiece(file, name, doc, loops.forward, settings));
    pieces.push(backwardPiece(file, name, doc, loops.backward, settings));
  }
  return pieces;
}

function unaryIn(node: ts.Node): ts.CallExpression | undefined {
  if (ts.isCallExpression(node) && ts.isIdentifier(node.expression) && node.expression.text === "unary") return node;
  return ts.forEachChild(node, unaryIn);
}

const nameOf = (statement: ts.Statement): string =>
  ts.isVariableStatement(statement) ? statement.declarationList.declarations[0].name.getText() : "";

/** The arguments of an op besides its input. */
function settingsOf(statement: ts.Statement): string[] {
  const made = (statement as ts.VariableStatement).declarationList.declarations[0].initializer as ts.ArrowFunction;
  return made.parameters.slice(1).map((one) => one.name.getText());
}

/** The loop of an argument of `unary`: a function with a body, one that calls a kernel, or a kernel. */
function loopOf(file: string, node: ts.Node, names: readonly string[]): Loop {
  if (ts.isArrowFunction(node)) {
    if (ts.isBlock(node.body)) {
      const parameters = node.parameters.map((one) => one.name.getText());
      return {
        home: file,
        source: node.getSourceFile(),
        parameters: parameters.map((one) => (one[0] === "_" ? "" : one)),
        body: node.body,
      };
    }
    const call = node.body as ts.CallExpression;
    const { home, source, parameters, body } = loopOf(file, call.expression, names);
    return { home, source, parameters: names.map((name) => (parameters.includes(name) ? name : "")), body };
  }
  const { file: home, name } = importsOf(file).get(node.getText()) as { file: string; name: string };
  const { source, node: found } = declarationsIn(home).get(name) as Declaration;
  const kernel = found as ts.FunctionDeclaration;
  const parameters = kernel.parameters.map((one) => one.name.getText());
  return { home, source, parameters, body: kernel.body as ts.Block };
}

function forwardPiece(file: string, name: string, doc: readonly string[], loop: Loop, settings: string[]): Piece {
  const lines = doc.map((line) => line.replace(/ {3,}y′.*?(?= {3,}|$)/, ""));
  const parameters = ["x", ...usedIn(loop, settings)];
  const text: Piece["text"] = (rename) => `${comment(lines)}function ${rename(name)}(${parameters.join(", ")}) {
  const y = new Float32Array(x.length);
${bodyText(loop, rename)}
  return y;
}`;
  return { file, name, home: loop.home, identifiers: identifiersIn(loop.body), text };
}

function backwardPiece(file: string, name: string, doc: readonly string[], loop: Loop, settings: string[]): Piece {
  const derivative = doc.map((line) => /y′ = .*/.exec(line)?.[0]).find((one) => one !== undefined) ?? "";
  const read = ["x", "y"].filter((one) => loop.parameters.includes(one));
  const parameters = ["dy", ...read, ...usedIn(loop, settings)];
  const docText = comment([`dx = y′ dy          ${derivative}`]);
  const own = `${name}Gradient`;
  const text: Piece["text"] = (rename) => `${docText}function ${rename(own)}(${parameters.join(", ")}) {
  const dx = new Float32Array(dy.length);
${bodyText(loop, rename)}
  return dx;
}`;
  return { file, name: own, home: loop.home, identifiers: identifiersIn(loop.body), text };
}

/** The settings that a loop reads. */
const usedIn = ({ body }: Loop, settings: readonly string[]): string[] =>
  settings.filter((name) => identifiersIn(body).includes(name));

/** The statements of a loop, two spaces in. */
function bodyText({ body, source }: Loop, rename: (name: string) => string): string {
  return body.statements
    .map((statement) => {
      const text = plainText(statement, source, rename);
      const { character } = source.getLineAndCharacterOfPosition(statement.getStart(source));
      return `  ${text.replaceAll(`\n${" ".repeat(character)}`, "\n  ")}`;
    })
    .join("\n");
}

/** Returns the names in a node, in the order of their first use. */
export function identifiersIn(node: ts.Node): string[] {
  const found = new Set<string>();
  const visit = (one: ts.Node): void => {
    if (ts.isTypeNode(one)) return;
    if (ts.isIdentifier(one) && isReference(one)) found.add(one.text);
    ts.forEachChild(one, visit);
  };
  visit(node);
  return [...found];
}
