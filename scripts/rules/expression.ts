/** @file Turns expressions of TypeScript into those of src/emit/program.ts. */
import ts from "typescript";
import type { Expression } from "../../src/emit/program.ts";
import { NotVectorisable } from "../../tests/support/rules/program.ts";

const operators = ["+", "-", "*", "/", "%", "<", ">", "<=", ">=", "===", "!==", "&&", "||"];

/** Reads an expression. Elements such as `m[i]` and single numbers such as `weights[0]` become names. */
export function readExpression(node: ts.Expression): Expression {
  const text = node.getText();
  if (text === "Math.PI") return "pi";
  if (ts.isParenthesizedExpression(node)) return readExpression(node.expression);
  if (ts.isNumericLiteral(node)) return Number(node.text.replaceAll("_", ""));
  if (ts.isStringLiteral(node)) return ["text", node.text];
  if (ts.isIdentifier(node)) return text;
  if (ts.isElementAccessExpression(node)) return readElement(node);
  if (ts.isConditionalExpression(node))
    return ["?", readExpression(node.condition), readExpression(node.whenTrue), readExpression(node.whenFalse)];
  if (ts.isPrefixUnaryExpression(node)) return readUnary(node);
  if (ts.isBinaryExpression(node)) return readBinary(node);
  if (ts.isCallExpression(node))
    return [node.expression.getText().replace(/^Math\./, ""), ...node.arguments.map(readExpression)];
  if (ts.isPropertyAccessExpression(node) && node.name.text === "length")
    return ["length", readExpression(node.expression)];
  throw new NotVectorisable(`it has \`${text.replace(/\s+/g, " ")}\``);
}

function readElement({ expression, argumentExpression: at }: ts.ElementAccessExpression): Expression {
  const index = at.getText();
  return index === "i" || index === "0" ? expression.getText() : ["at", expression.getText(), readExpression(at)];
}

function readUnary({ operator, operand }: ts.PrefixUnaryExpression): Expression {
  const inner = readExpression(operand);
  if (operator === ts.SyntaxKind.ExclamationToken) return ["!", inner];
  if (operator !== ts.SyntaxKind.MinusToken) throw new NotVectorisable("it has a unary operator other than − and !");
  return typeof inner === "number" ? -inner : ["neg", inner];
}

function readBinary({ left, operatorToken, right }: ts.BinaryExpression): Expression {
  const operator = operatorToken.getText();
  if (operators.includes(operator)) return [operator, readExpression(left), readExpression(right)];
  throw new NotVectorisable(`it has the operator ${operator}`);
}
