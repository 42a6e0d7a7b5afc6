import { constantOf } from "./evaluateFormula.ts";
import { type FormulaNode, mentionsVariable } from "./parseFormula.ts";

/** The names of the library's ops, where they differ from the formula's. */
const renamed: Readonly<Record<string, string>> = { max: "maximum", min: "minimum" };

/** A formula as calls of the library's ops, and their names. */
export function formulaCode(node: FormulaNode): { code: string; ops: readonly string[] } {
  const ops = new Set<string>();
  const call = (name: string, ...args: readonly string[]): string => {
    const op = renamed[name] ?? name;
    ops.add(op);
    return `${op}(${args.join(", ")})`;
  };
  const write = (one: FormulaNode): string => {
    if (!mentionsVariable(one)) return `${constantOf(one)}`;
    return one.kind === "call" ? call(one.name, ...one.args.map(write)) : `${(one as { name: string }).name}`;
  };
  const code = mentionsVariable(node) ? write(node) : call("add", call("mul", "x", "0"), `${constantOf(node)}`);
  return { code, ops: [...ops] };
}
