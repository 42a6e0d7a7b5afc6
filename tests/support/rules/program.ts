/**
 * @file Reads a rule's `update` from its source and gives it as a program: scalar statements, done once per update,
 * and loops, done for every element. From this one reading come the SIMD kernels and the line-by-line traces.
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
  name: string;
  file: string;
  /** Names bound by the four parameters of `update`. */
  step: string[];
  slots: string[];
  hyper: string[];
  options: string[];
  statements: Statement[];
}

/** Why a rule stays a plain loop: what in it is no scalar statement and no elementwise loop. */
export class NotVectorisable extends Error {}

/** Every rule that the file defines: its program, or the reason why there is none. */
export function readRules(file: string, source: string): { name: string; program: Program | NotVectorisable }[] {
  const tree = ts.createSourceFile(file, source, ts.ScriptTarget.ES2022, true);
  const found: { name: string; program: Program | NotVectorisable }[] = [];
  const visit = (node: ts.Node): void => {
    if (ts.isCallExpression(node) && node.expression.getText() === "defineRule") {
      const definition = node.arguments[0] as ts.ObjectLiteralExpression;
      const name = (property(definition, "name") as ts.StringLiteral).text;
      found.push({ name, program: attempt(() => readProgram(name, file, definition)) });
      for (const [variant, form] of variantsOf(definition)) {
        const full = `${name}/${variant}`;
        found.push({ name: full, program: attempt(() => readProgram(full, file, definition, form)) });
      }
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

/** The variants that have their own update, by name. */
function variantsOf(definition: ts.ObjectLiteralExpression): [string, ts.ObjectLiteralExpression][] {
  const variants = definition.properties.find((entry) => entry.name?.getText() === "variants");
  if (!variants || !ts.isPropertyAssignment(variants) || !ts.isObjectLiteralExpression(variants.initializer)) return [];
  return variants.initializer.properties.map((entry) => {
    const { name, initializer } = entry as ts.PropertyAssignment;
    return [name.getText().replace(/^"|"$/g, ""), initializer as ts.ObjectLiteralExpression];
  });
}

function readProgram(
  name: string,
  file: string,
  definition: ts.ObjectLiteralExpression,
  form: ts.ObjectLiteralExpression = definition,
): Program {
  const update = form.properties.find((entry) => entry.name?.getText() === "update");
  if (!update || !ts.isMethodDeclaration(update) || !update.body) throw new NotVectorisable("update is not a method");
  if (definition.properties.some((entry) => entry.name?.getText() === "prepare")) {
    throw new NotVectorisable("it needs a statistic of all parameters together");
  }
  if (definition.properties.some((entry) => entry.name?.getText() === "beforeStep")) {
    throw new NotVectorisable("it evaluates the loss itself");
  }
  const [step, slots, hyper, options] = [0, 1, 2, 3].map((i) => boundNames(update.parameters[i]));
  return { name, file, step, slots, hyper, options, statements: update.body.statements.flatMap(readStatement) };
}

function boundNames(parameter: ts.ParameterDeclaration | undefined): string[] {
  if (!parameter || !ts.isObjectBindingPattern(parameter.name)) return [];
  return parameter.name.elements.map((element) => {
    if (element.propertyName || element.initializer)
      throw new NotVectorisable(`${element.getText()} renames or defaults`);
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
  throw new NotVectorisable(
    `\`${lineOf(node).text.slice(0, 60)}\` in line ${lineOf(node).line} is no scalar statement and no loop`,
  );
}

function readDeclarations(
  node: ts.VariableStatement,
  name: (declaration: ts.VariableDeclaration) => string,
): ScalarStatement[] {
  const kind = node.declarationList.flags & ts.NodeFlags.Const ? "const" : "let";
  return node.declarationList.declarations.map((declaration) => {
    if (!ts.isIdentifier(declaration.name) || !declaration.initializer)
      throw new NotVectorisable(`\`${node.getText()}\` destructures`);
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
    throw new NotVectorisable(`\`for (${head})\` in line ${lineOf(node).line} is not over the elements`);
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
  throw new NotVectorisable(
    `\`${lineOf(node).text.slice(0, 60)}\` in line ${lineOf(node).line} is more than arithmetic on elements`,
  );
}
