/** @file Expressions of rules and schedules in JavaScript, whose functions give the same bits in every engine. */
import type { Operation } from "../../emit/program.ts";
import { atLeast, call, levels, type Write, type Written } from "../../emit/support/infix.ts";

/** Functions of the library, whose text goes into the file. */
const own = new Set(["powInt", "safeDivide", "pow", "exp", "log", "cos"]);
const builtIn = new Set(["sqrt", "abs", "min", "max", "sign", "floor", "ceil"]);

/** Writes what is not an infix operator. */
export function javascriptSpecial([operator, ...operands]: Operation, write: Write): Written | undefined {
  if (operator === "?") {
    const [condition, yes, no] = operands.map(write);
    const text = `${atLeast(condition, levels.or)} ? ${atLeast(yes, levels.or)} : ${no.text}`;
    return { text, level: levels.ternary };
  }
  if (operator === "!") return { text: `!${atLeast(write(operands[0]), levels.unary)}`, level: levels.unary };
  if (own.has(operator)) return call(operator, operands, write);
  return builtIn.has(operator) ? call(`Math.${operator}`, operands, write) : undefined;
}

/** Words that JavaScript reserves, and the functions that rules and schedules call. */
export const reservedWords: readonly string[] = [
  ...own,
  ..."arguments await break case catch class const continue default delete do else enum eval export extends".split(" "),
  ..."false finally for function if import in instanceof let new null return static super switch this throw".split(" "),
  ..."true try typeof undefined var void while with yield i state schedule".split(" "),
];
