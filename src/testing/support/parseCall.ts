import { CallError, type Node, readCall } from "../../check/readCall.ts";

/** The functions that names in a call stand for, and the classes after `new`. */
export type Scope = Readonly<Record<string, unknown>>;

/** Returns the value of a text in a scope. */
type Evaluate = (scope: Scope) => unknown;

/**
 * Reads the call of a `@gradcheck` line. Text is never turned into code: a call can only name functions of the scope.
 *
 *     value = number | "string" | null | true | false | [ value, … ] | { name: value, … } | call
 *     call = name(value, …) | new name(value, …)
 */
export function parseCall(text: string): Evaluate {
  try {
    const node = readCall(text);
    checkWords(node);
    return (scope) => evaluate(node, scope, text);
  } catch (error) {
    if (error instanceof CallError) throw new SyntaxError(`@gradcheck ${text}: ${error.message}`);
    throw error;
  }
}

const constants = new Map<string, unknown>([
  ["null", null],
  ["true", true],
  ["false", false],
]);

const partsOf = (node: Node): readonly Node[] => {
  if (node.kind === "list") return node.items;
  if (node.kind === "record") return node.entries.map(([, value]) => value);
  return node.kind === "call" ? node.args : [];
};

function checkWords(node: Node): void {
  if (node.kind === "word" && !constants.has(node.name))
    throw new CallError(`expected a value, got ${node.name}`, node.position);
  if (node.kind === "call" && node.named.length > 0)
    throw new CallError("expected arguments without names", node.position);
  for (const part of partsOf(node)) checkWords(part);
}

function evaluate(node: Node, scope: Scope, text: string): unknown {
  const inner = (part: Node): unknown => evaluate(part, scope, text);
  if (node.kind === "number" || node.kind === "text") return node.value;
  if (node.kind === "word") return constants.get(node.name);
  if (node.kind === "list") return node.items.map(inner);
  if (node.kind === "record") return Object.fromEntries(node.entries.map(([name, value]) => [name, inner(value)]));
  const called = Object.hasOwn(scope, node.name) ? scope[node.name] : null;
  if (typeof called !== "function") throw new ReferenceError(`${text}: unknown function "${node.name}"`);
  const values = node.args.map(inner);
  return node.isNew ? Reflect.construct(called, values) : called(...values);
}
