/** @file The functions that a rule's statements may call, and the imports that generated files need for them. */
import ts from "typescript";
import { NotVectorisable, type Program } from "../../tests/support/rules/program.ts";

const builtIn = ["sqrt", "abs", "min", "max", "sign"];
const imported: Readonly<Record<string, readonly string[]>> = {
  exp: ["exp"],
  portable: ["log", "powInt"],
  pow: ["pow"],
  safeDivide: ["safeDivide"],
};

/** Throws NotVectorisable if a statement calls another function. */
export function checkCalls(program: Program): void {
  const known = [...builtIn, ...Object.values(imported).flat()];
  const visit = (node: ts.Node): void => {
    if (ts.isCallExpression(node)) {
      const called = node.expression.getText().replace(/^Math\./, "");
      if (!known.includes(called)) throw new NotVectorisable(`it calls \`${called}\``);
    }
    ts.forEachChild(node, visit);
  };
  for (const statement of program.statements)
    for (const { value } of statement.kind === "loop" ? statement.body : [statement]) visit(value.node);
}

/** Writes the imports and constants for the functions that the text of a generated file calls. */
export function callsOf(text: string): { imports: string; constants: string } {
  const used = (names: readonly string[]): string =>
    names.filter((name) => new RegExp(`(?<![.\\w])${name}\\(`).test(text)).join(", ");
  const imports = Object.entries(imported)
    .filter(([, names]) => used(names))
    .map(([file, names]) => `import { ${used(names)} } from "../../math/${file}.ts";\n`);
  const math = used(builtIn);
  return { imports: imports.join(""), constants: math && `const { ${math} } = Math;\n\n` };
}
