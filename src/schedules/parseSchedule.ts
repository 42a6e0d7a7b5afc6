import { excerpt, sentence } from "../check/excerpt.ts";
import { CallError, type Node, readCall } from "../check/readCall.ts";
import { constant } from "./constant.ts";
import type { Argument, Schedule } from "./schedule.ts";
import { factoryOf } from "./support/factoryOf.ts";

/**
 * Makes a schedule from the text of a command line. It evaluates no code. A number alone is a constant.
 *
 *     schedule = number | name "(" [ argument { "," argument } ] ")"
 *     argument = number | word | "[" number { "," number } "]" | schedule
 *
 * Throws a SyntaxError that points at the column of the mistake.
 *
 *     parseSchedule("warmup(100, cosine(1e-3, 2000))")
 *     parseSchedule("piecewiseConstant([100, 200], [0.1, 0.01, 0.001])")
 */
export function parseSchedule(text: string): Schedule {
  try {
    const value = evaluate(readCall(text));
    if (typeof value === "number") return constant(value);
    if (typeof value === "function") return value;
    throw new CallError(`expected a number or a schedule such as cosine(1e-3, 2000), got ${excerpt(text)}`, 0);
  } catch (error) {
    if (!(error instanceof CallError)) throw error;
    const { position, message } = error;
    const pointer = text.length > widest ? "" : `\n  ${sentence(text, widest)}\n  ${" ".repeat(position)}^`;
    throw new SyntaxError(`parseSchedule: ${message}${pointer}`);
  }
}

/** Longer texts are not repeated below the error. */
const widest = 200;

function evaluate(node: Node): Argument {
  switch (node.kind) {
    case "number":
      return node.value;
    case "word":
      return node.name;
    case "list":
      return node.items.map(evaluate) as number[];
    case "call":
      return call(node);
    default:
      throw new CallError("expected a number, a list or a schedule", node.position);
  }
}

function call({ name, args, named, isNew, position }: Node & { kind: "call" }): Schedule {
  if (isNew || named.length > 0) throw new CallError("expected arguments without names", position);
  const values = args.map(evaluate);
  try {
    return factoryOf("", name)(...values);
  } catch (error) {
    throw new CallError((error as Error).message, position);
  }
}
