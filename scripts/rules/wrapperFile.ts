/** @file Writes src/generated/programs/NAME.ts for a wrapper: what it does around an update, as data. */
import ts from "typescript";
import type { Assignment, Expression, Loop, Step, When, WrapperProgram } from "../../src/emit/program.ts";
import { renameIn } from "../../src/emit/support/walk.ts";
import { NotVectorisable } from "../../tests/support/rules/program.ts";
import { readExpression } from "./expression.ts";
import {
  attempt,
  equationsAbove,
  noteFinder,
  programText,
  property,
  readAverage,
  readMeanings,
  readState,
} from "./programFile.ts";

type Literal = ts.ObjectLiteralExpression;

/** Finds the declaration of a function that the file imports. */
export type FindFunction = (name: string) => ts.ArrowFunction | ts.FunctionDeclaration | undefined;

/** The forms of the wrapper that a file defines, by variant. */
export interface WrapperForms {
  name: string;
  definition: Literal;
  forms: ReadonlyMap<string, Literal>;
}

/** Reads the forms of a wrapper. Returns null if the file defines none. */
export function formsIn(file: string, source: string): WrapperForms | null {
  const definition = definitionIn(ts.createSourceFile(file, source, ts.ScriptTarget.ES2022, true));
  if (definition === undefined) return null;
  const { text: name } = property(definition, "name") as ts.StringLiteral;
  const variants = property(definition, "variants") as Literal | undefined;
  const forms = new Map([["", definition]]);
  for (const { name, initializer } of (variants?.properties ?? []) as readonly ts.PropertyAssignment[])
    forms.set(name.getText(), initializer as Literal);
  return { name, definition, forms };
}

/** Writes the programs of a wrapper. Returns null if the file defines none. */
export function wrapperFile(file: string, source: string, imported: FindFunction): string | null {
  const found = formsIn(file, source);
  if (found === null) return null;
  const { name, definition, forms } = found;
  const find: FindFunction = (called) => functionIn(definition.getSourceFile(), called) ?? imported(called);
  const programs = [...forms].map(([variant, form]) => [
    variant,
    attempt(() => wrapperProgram(definition, form, find)),
  ]);
  return programText(file, name, "WrapperPrograms", Object.fromEntries(programs));
}

function definitionIn(tree: ts.SourceFile): Literal | undefined {
  let found: Literal | undefined;
  const visit = (node: ts.Node): void => {
    if (ts.isCallExpression(node) && node.expression.getText() === "defineWrapper")
      found = node.arguments[0] as Literal;
    else ts.forEachChild(node, visit);
  };
  visit(tree);
  return found;
}

/** Returns the function of that name in a file. */
export function functionIn(tree: ts.SourceFile, name: string): ReturnType<FindFunction> {
  for (const statement of tree.statements) {
    if (ts.isFunctionDeclaration(statement) && statement.name?.text === name) return statement;
    if (!ts.isVariableStatement(statement)) continue;
    for (const { name: declared, initializer } of statement.declarationList.declarations)
      if (declared.getText() === name && initializer && ts.isArrowFunction(initializer)) return initializer;
  }
  return undefined;
}

function wrapperProgram(definition: Literal, form: Literal, find: FindFunction): WrapperProgram {
  if (property(definition, "beforeStep") ?? method(definition, "beforeStep"))
    throw new NotVectorisable("it evaluates the loss itself");
  if (method(definition, "gradient")) throw new NotVectorisable("it is not elementwise");
  const gradient = property(definition, "gradient");
  const equations = equationsAbove(form, form === definition ? undefined : definition);
  return {
    equations,
    ...readMeanings(form),
    ...readState(property(form, "init") ?? property(definition, "init")),
    ...(gradient && { gradient: readGradient(gradient as ts.ArrowFunction, find) }),
    ...readUpdate(method(form, "update"), noteFinder(equations), find),
    ...readAverage(definition),
  };
}

export const method = (literal: Literal, name: string): ts.MethodDeclaration | undefined =>
  literal.properties.find((entry) => entry.name?.getText() === name && ts.isMethodDeclaration(entry)) as
    | ts.MethodDeclaration
    | undefined;

/** Reads `g.map((gi, i) => …)`, or a call of a function that returns that. */
function readGradient({ body }: ts.ArrowFunction, find: FindFunction): Expression {
  if (!ts.isCallExpression(body)) throw new NotVectorisable("it is not elementwise");
  const { expression: called, arguments: given } = body;
  if (ts.isPropertyAccessExpression(called) && called.getText() === "g.map") {
    const [each] = given as unknown as [ts.ArrowFunction];
    return renameIn(readExpression(each.body as ts.Expression), { [each.parameters[0].name.getText()]: "g" });
  }
  const helper = find(called.getText());
  if (!helper || !ts.isArrowFunction(helper)) throw new NotVectorisable(`it calls \`${called.getText()}\`, a norm`);
  const names = helper.parameters.map(({ name }) => name.getText());
  return renameIn(
    readGradient(helper, find),
    Object.fromEntries(names.map((name, k) => [name, readExpression(given[k])])),
  );
}

type Note = (target: string) => number;
type Around = Pick<WrapperProgram, "before" | "after">;

/** Reads the statements around `inner.update()`. Those after `if (…) return` are conditional. */
function readUpdate(update: ts.MethodDeclaration | undefined, note: Note, find: FindFunction): Around {
  const parts: { before: Step[]; after: Step[] } = { before: [], after: [] };
  let into = parts.before;
  let condition: Expression | undefined;
  for (const statement of update?.body?.statements ?? []) {
    const text = statement.getText();
    if (text === "inner.update();") into = parts.after;
    else if (text === "const { lr } = inner.hyper;") into.push(["lr", "=", "inner.lr"]);
    else if (ts.isIfStatement(statement) && statement.thenStatement.getText() === "return;")
      condition = negated(readExpression(statement.expression));
    else into.push(guarded(readAround(statement, note, find), condition));
  }
  return parts;
}

const opposite: Readonly<Record<string, string>> = { "!==": "===", "===": "!==", "<=": ">", "&&": "||", "||": "&&" };

function negated(node: Expression): Expression {
  const [operator, a, b] = node as readonly [string, Expression, Expression];
  if (!(operator in opposite)) throw new NotVectorisable(`it returns early where \`${operator}\` holds`);
  return operator === "&&" || operator === "||"
    ? [opposite[operator], negated(a), negated(b)]
    : [opposite[operator], a, b];
}

/** A loop under a condition. Scalars are always computed. */
const guarded = (step: Step, when: Expression | undefined): Step =>
  when === undefined || !("each" in step) ? step : { each: [{ when, body: step.each as readonly Assignment[] }] };

function readAround(statement: ts.Statement, note: Note, find: FindFunction): Step {
  if (ts.isForStatement(statement)) return readLoop(statement, note);
  if (ts.isVariableStatement(statement)) {
    const [{ name, initializer }] = statement.declarationList.declarations;
    const value = initializer as ts.Expression;
    if (value.getText() === "theta.slice()") return { each: [[name.getText(), "=", "theta"]] };
    return [name.getText(), "=", readExpression(value), ...noteOf(note, name.getText())];
  }
  if (ts.isIfStatement(statement)) return readCondition(statement);
  if (ts.isExpressionStatement(statement) && ts.isCallExpression(statement.expression))
    return readCall(statement.expression, note, find);
  throw new NotVectorisable(`\`${statement.getText().slice(0, 60)}\` is not elementwise`);
}

const noteOf = (note: Note, name: string): [] | [number] => (note(name) < 0 ? [] : [note(name)]);

/** Reads `if (t === 1) average.set(theta);`. */
function readCondition({ expression, thenStatement }: ts.IfStatement): Loop {
  const [, to, from] = /^(\w+)\.set\((\w+)\);$/.exec(thenStatement.getText()) ?? [];
  if (to === undefined) throw new NotVectorisable(`\`${thenStatement.getText().slice(0, 60)}\` is not elementwise`);
  const when: When = { when: readExpression(expression), body: [[to, "=", from]] };
  return { each: [when] };
}

function readLoop({ statement, condition }: ts.ForStatement, note: Note): Loop {
  if (condition?.getText() !== "i < theta.length") throw new NotVectorisable("it has a loop over something else");
  const body = ts.isBlock(statement) ? [...statement.statements] : [statement];
  return {
    each: body.map((line): Assignment => {
      const { left, operatorToken, right } = (line as ts.ExpressionStatement).expression as ts.BinaryExpression;
      const target = readExpression(left) as string;
      return [target, operatorToken.getText(), readExpression(right), ...noteOf(note, target)];
    }),
  };
}

/** Reads a call of a function in the same file. Its body must be one loop over arguments of the same names. */
function readCall({ expression, arguments: given }: ts.CallExpression, note: Note, find: FindFunction): Step {
  const called = find(expression.getText());
  const names = called?.parameters.map(({ name }) => name.getText()).join();
  if (!called || !ts.isFunctionDeclaration(called) || names !== given.map((one) => one.getText()).join())
    throw new NotVectorisable(`it calls \`${expression.getText()}\``);
  return readAround((called.body as ts.Block).statements[0], note, find);
}
