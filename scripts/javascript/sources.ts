/** @file The files that exported JavaScript is made of, parsed, and the declarations that names in them refer to. */

import { existsSync, readFileSync } from "node:fs";
import { dirname, normalize } from "node:path";
import { fileURLToPath } from "node:url";
import ts from "typescript";

const root = fileURLToPath(new URL("../..", import.meta.url));

/** A top-level function or constant of a file. */
export interface Declaration {
  readonly file: string;
  readonly name: string;
  readonly source: ts.SourceFile;
  readonly node: ts.FunctionDeclaration | ts.VariableStatement;
}

const parsed = new Map<string, ts.SourceFile>();

/** Returns the syntax tree of a file, given by its path from the project's root. */
export function sourceOf(file: string): ts.SourceFile {
  const known = parsed.get(file);
  if (known !== undefined) return known;
  const made = ts.createSourceFile(file, readFileSync(root + file, "utf8"), ts.ScriptTarget.ES2022, true);
  parsed.set(file, made);
  return made;
}

/** Returns the declarations of a file by name. */
export function declarationsIn(file: string): Map<string, Declaration> {
  const source = sourceOf(file);
  const found = new Map<string, Declaration>();
  for (const node of source.statements) {
    const names = ts.isFunctionDeclaration(node)
      ? [node.name]
      : ts.isVariableStatement(node)
        ? node.declarationList.declarations.map((one) => one.name)
        : [];
    for (const name of names)
      if (name !== undefined && ts.isIdentifier(name))
        found.set(name.text, { file, name: name.text, source, node: node as Declaration["node"] });
  }
  return found;
}

/** Returns the functions and constants that a file imports, by their names in it. */
export function importsOf(file: string): Map<string, { file: string; name: string }> {
  const found = new Map<string, { file: string; name: string }>();
  for (const node of sourceOf(file).statements) {
    if (!ts.isImportDeclaration(node) || node.importClause?.isTypeOnly) continue;
    const named = node.importClause?.namedBindings;
    if (named === undefined || !ts.isNamedImports(named)) continue;
    const path = (node.moduleSpecifier as ts.StringLiteral).text;
    for (const one of named.elements) {
      if (one.isTypeOnly) continue;
      const name = (one.propertyName ?? one.name).text;
      found.set(one.name.text, { file: plainLoops(normalize(`${dirname(file)}/${path}`), name), name });
    }
  }
  return found;
}

/** A kernel chooses between SIMD and its plain loop. Returns the file of the loop. */
function plainLoops(file: string, name: string): string {
  if (dirname(file) !== "src/kernels" || !existsSync(`${root}src/kernels/reference`)) return file;
  const exported = sourceOf("src/kernels/reference/index.ts").statements.find(
    (node): node is ts.ExportDeclaration =>
      ts.isExportDeclaration(node) &&
      node.exportClause !== undefined &&
      ts.isNamedExports(node.exportClause) &&
      node.exportClause.elements.some((one) => one.name.text === name),
  );
  if (exported === undefined) return file;
  return normalize(`src/kernels/reference/${(exported.moduleSpecifier as ts.StringLiteral).text}`);
}
