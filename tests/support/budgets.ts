/** @file The lengths of files and functions, and the lengths that they may have. */
import ts from "typescript";
import { read } from "./sourceTree.ts";

const isRule = (file: string): boolean => file.startsWith("optim/rules/");

/** The lines that a file of src may have. */
export function budget(file: string): number {
  // Each variant is one more loop.
  if (isRule(file)) return 60 + 25 * (read(file).match(/^ {6}(update\(|compose:)/gm) ?? []).length;
  if (file.startsWith("autograd/ops/") && file !== "autograd/ops/index.ts") return 80;
  return file.startsWith("kernels/wasm/") ? 400 : 250;
}

/** A rule's budget is for its equations, not for sources, the texts of `differsFrom` and its kernel. */
const otherLines =
  /^const \w+ = \{\n {2}authors:.*?^\};\n|^( *)source: \{$.*?^\1\},\n|^ {2}differsFrom: \[.*?^ {2}\],\n|^import \{ \w+ as kernel \}[^\n]*\n|^\n {2}kernel,\n/gms;

/** The lines of a file; of a rule those of its equations. */
export const lineCount = (file: string): number =>
  (isRule(file) ? read(file).replace(otherLines, "") : read(file)).trimEnd().split("\n").length;

/** The functions of a file over 40 lines. Callbacks of calls such as `describe` count only if `withCallbacks`. */
export function longFunctions(file: string, text: string, withCallbacks: boolean): string[] {
  const source = ts.createSourceFile(file, text, ts.ScriptTarget.ES2022, true);
  const line = (at: number): number => source.getLineAndCharacterOfPosition(at).line + 1;
  const found: string[] = [];
  const visit = (node: ts.Node): void => {
    if (
      ts.isFunctionLike(node) &&
      "body" in node &&
      node.body &&
      (withCallbacks || !ts.isCallExpression(node.parent))
    ) {
      const body = node.body as ts.Node;
      if (line(body.end) - line(body.getStart()) + 1 > 40) found.push(`${file}:${line(node.getStart())}`);
    }
    ts.forEachChild(node, visit);
  };
  visit(source);
  return found;
}
