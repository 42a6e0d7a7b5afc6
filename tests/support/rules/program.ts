/**
 * @file Reads a rule's `update` from its source as a program: scalar statements, done once per update, and loops, done
 * for every element. The SIMD kernels and the line-by-line traces are written from this one reading.
 */
import ts from "typescript";

/** An expression of the source, with what it depends on. */
export interface Expression {
  node: ts.Expression;
  text: string;
}

interface Line {
  /** 1-based line in the rule's file, and the statement as it stands there. */
  line: number;
  text: string;
}

export type ScalarStatement = Line & {
  kind: "const" | "let" | "assign";
  target: string;
  operator: string;
  value: Expression;
};
export type ElementStatement = Line & {
  kind: "const" | "store" | "accumulate";
  target: string;
  operator: string;
  value: Expression;
};
export type Loop = { kind: "loop"; body: ElementStatement[] };
export type Statement = ScalarStatement | Loop;

export interface Program {
  file: string;
  /** Names bound by the three parameters of `update`. */
  step: string[];
  slots: string[];
  hyper: string[];
  statements: Statement[];
}

/** The reason why a form stays a plain loop: the part that is neither a scalar statement nor an elementwise loop. */
export class NotVectorisable extends Error {}

/** One form of a rule: its program, or the reason why it has none. `variant` is "" for the default form. */
export interface RuleForm {
  name: string;
  variant: string;
  program: Program | NotVectorisable;
  /** The rule's definition, and the part of it that defines this form. */
  definition: ts.ObjectLiteralExpression;
  form: ts.ObjectLiteralExpression;
}

/** Reads every form of every rule that the file defines. */
export function readRules(file: string, source: string): RuleForm[] {
  const tree = ts.createSourceFile(file, source, ts.ScriptTarget.ES2022, true);
  const found: RuleForm[] = [];
  const visit = (node: ts.Node): void => {
    if (ts.isCallExpression(node) && node.expression.getText() === "defineRule") {
      const definition = node.arguments[0] as ts.ObjectLiteralExpression;
      const name = (property(definition, "name") as ts.StringLiteral).text;
      for (const [variant, form] of [["", definition] as const, ...variantsOf(definition)])
        found.push({ name, variant, definition, form, program: attempt(() => readProgram(file, definition, form)) });
    }
    ts.forEachChild(node, visit);
  };
  visit(tree);
  return found;
}

function attempt(read: () => Program): Program | NotVectorisable {
  try {
    return read();
  } catch (error) {
    if (error instanceof NotVectorisable) return error;
    throw error;
  }
}

function property(definition: ts.ObjectLiteralExpression, name: string): ts.Expression {
  const found = definition.properties.find((entry) => entry.name?.getText() === name) as ts.PropertyAssignment;
  return found.initializer;
}

/** The variants by name. */
function variantsOf(definition: ts.ObjectLiteralExpression): [string, ts.ObjectLiteralExpression][] {
  const variants = definition.properties.find((entry) => entry.name?.getText() === "variants");
  if (!variants || !ts.isPropertyAssignment(variants) || !ts.isObjectLiteralExpression(variants.initializer)) return [];
  return variants.initializer.properties.map((entry) => {
    const { name, initializer } = entry as ts.PropertyAssignment;
    return [name.getText().replace(/^"|"$/g, ""), initializer as ts.ObjectLiteralExpression];
  });
}

function readProgram(file: string, definition: ts.ObjectLiteralExpression, form: ts.ObjectLiteralExpression): Program {
  const update = form.properties.find((entry) => entry.name?.getText() === "update");
  if (!update || !ts.isMethodDeclaration(update) || !update.body)
    throw new NotVectorisable("its update is not written as a method");
  if (definition.properties.some((entry) => entry.name?.getText() === "prepare")) {
    throw new NotVectorisable("it needs statistics of all parameters together");
  }
  if (definition.properties.some((entry) => entry.name?.getText() === "beforeStep")) {
    throw new NotVectorisable("it evaluates the loss itself");
  }
  const statements = update.body.statements.flatMap(readStatement);
  const [step, slots, hyper] = [0, 1, 2].map((i) => boundNames(update.parameters[i]));
  return { file, step, slots, hyper, statements };
}

function boundNames(parameter: ts.ParameterDeclaration | undefined): string[] {
  if (!parameter || !ts.isObjectBindingPattern(parameter.name)) return [];
  return parameter.name.elements.map((element) => {
    if (element.propertyName || element.initializer)
      throw new NotVectorisable(`the parameter \`${element.getText()}\` is more than a name`);
    return element.name.getText();
  });
}

const lineOf = (node: ts.Node): Line => ({
  line: node.getSourceFile().getLineAndCharacterOfPosition(node.getStart()).line + 1,
  text: node.getText().replace(/\s+/g, " ").replace(/;$/, ""),
});

const expression = (node: ts.Expression): Expression => ({ node, text: node.getText().replace(/\s+/g, " ") });

function readStatement(node: ts.Statement): Statement[] {
  if (ts.isVariableStatement(node)) return readDeclarations(node, (declaration) => declaration.name.getText());
  if (ts.isForStatement(node)) return [readLoop(node)];
  if (ts.isExpressionStatement(node) && ts.isBinaryExpression(node.expression)) {
    const { left, operatorToken, right } = node.expression;
    const scalarSlot = ts.isElementAccessExpression(left) && left.argumentExpression.getText() === "0";
    if (ts.isIdentifier(left) || scalarSlot) {
      return [
        {
          ...lineOf(node),
          kind: "assign",
          target: left.getText(),
          operator: operatorToken.getText(),
          value: expression(right),
        },
      ];
    }
  }
  throw new NotVectorisable(`\`${lineOf(node).text.slice(0, 60)}\` is neither a scalar statement nor a loop`);
}

function readDeclarations(
  node: ts.VariableStatement,
  name: (declaration: ts.VariableDeclaration) => string,
): ScalarStatement[] {
  const kind = node.declarationList.flags & ts.NodeFlags.Const ? "const" : "let";
  return node.declarationList.declarations.map((declaration) => {
    if (!ts.isIdentifier(declaration.name) || !declaration.initializer)
      throw new NotVectorisable(`\`${lineOf(node).text}\` takes an array or object apart`);
    return {
      ...lineOf(node),
      kind,
      target: name(declaration),
      operator: "=",
      value: expression(declaration.initializer),
    };
  });
}

/** Only `for (let i = 0; i < theta.length; i++)` is a loop over the elements. */
function readLoop(node: ts.ForStatement): Loop {
  const head = `${node.initializer?.getText()}; ${node.condition?.getText()}; ${node.incrementor?.getText()}`;
  if (head !== "let i = 0; i < theta.length; i++")
    throw new NotVectorisable(`\`for (${head})\` is not over the elements`);
  const body = ts.isBlock(node.statement) ? [...node.statement.statements] : [node.statement];
  return { kind: "loop", body: body.map(readElementStatement) };
}

function readElementStatement(node: ts.Statement): ElementStatement {
  if (ts.isVariableStatement(node)) {
    const [declaration] = readDeclarations(node, (d) => d.name.getText());
    return { ...declaration, kind: "const" };
  }
  if (ts.isExpressionStatement(node) && ts.isBinaryExpression(node.expression)) {
    const { left, operatorToken, right } = node.expression;
    const rest = { ...lineOf(node), operator: operatorToken.getText(), value: expression(right) };
    if (ts.isElementAccessExpression(left) && left.argumentExpression.getText() === "i") {
      return { ...rest, kind: "store", target: left.expression.getText() };
    }
    if (ts.isIdentifier(left) && rest.operator === "+=") return { ...rest, kind: "accumulate", target: left.text };
  }
  throw new NotVectorisable(`\`${lineOf(node).text.slice(0, 60)}\` is more than arithmetic on elements`);
}
