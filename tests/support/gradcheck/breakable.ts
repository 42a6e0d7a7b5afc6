/**
 * @file A copy of the ops in which any one vector-Jacobian product can be broken. Every vjp in the source is found by
 * its syntax, and wrapped to multiply its result by a factor. Wrapped ones carry their place in a field `site`.
 */

import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { build } from "esbuild";
import ts from "typescript";
import type { Autograd } from "../../../src/testing/support/prepareCall.ts";
import { opFiles, opsFolder } from "./lines.ts";

/** One vjp in the source. */
export interface Site {
  id: string;
  file: string;
  line: number;
  /** Its first line. */
  text: string;
}

export interface Breakable {
  library: Autograd;
  sites: readonly Site[];
  /** Multiplies the result of one vjp by `factor` from now on; of none for null. */
  breakOnly(site: Site | null, factor?: number): void;
  /** True if the broken vjp was called since it was broken. */
  wasCalled(): boolean;
}

export async function breakableOps(): Promise<Breakable> {
  const sites: Site[] = [];
  const folder = fileURLToPath(opsFolder);
  const { outputFiles } = await build({
    stdin: { contents: 'export * from "../index.ts";', resolveDir: folder, loader: "ts" },
    bundle: true,
    write: false,
    format: "esm",
    platform: "node",
    plugins: [
      {
        name: "wrap every vjp",
        setup: ({ onLoad }) => {
          onLoad({ filter: /autograd[\\/]ops[\\/]\w+[\\/]\w+\.ts$/ }, ({ path }) => {
            const file = opFiles.find((name) => path.endsWith(name)) as string;
            const found = findVjps(file);
            sites.push(...found.map(({ site }) => site));
            return { contents: wrap(file, found), loader: "ts" };
          });
        },
      },
    ],
  });
  const state = { id: "", factor: 1, called: false };
  Object.assign(globalThis, { brokenVjp: state });
  const library = await import(
    `data:text/javascript;base64,${Buffer.from(outputFiles[0].contents).toString("base64")}`
  );
  const breakOnly = (site: Site | null, factor = 1): void =>
    void Object.assign(state, { id: site?.id ?? "", factor, called: false });
  sites.sort((a, b) => opFiles.indexOf(a.file) - opFiles.indexOf(b.file) || a.line - b.line);
  return { library, sites, breakOnly, wasCalled: () => state.called };
}

type Kind = "vjp" | "loop";
type Found = { site: Site; kind: Kind; start: number; end: number };

/**
 * The vjps of a file: the second entry of each [input, vjp, …] given to `record`, pushed onto or listed in an `Edge[]`,
 * or returned as an `Edge`; and the loops from dy to dx that `unary` and `comparison` are given.
 */
function findVjps(file: string): Found[] {
  const text = readFileSync(new URL(file, opsFolder), "utf8");
  const source = ts.createSourceFile(file, text, ts.ScriptTarget.ES2022, true);
  const found: Found[] = [];
  const add = (node: ts.Node, kind: Kind): void => {
    const start = node.getStart();
    const line = source.getLineAndCharacterOfPosition(start).line + 1;
    const site = { id: `${file}:${start}`, file, line, text: node.getText().split("\n")[0] };
    found.push({ site, kind, start, end: node.end });
  };
  const addEdge = (node: ts.Node): void => {
    if (ts.isArrayLiteralExpression(node) && node.elements.length >= 2) add(node.elements[1], "vjp");
  };
  const visit = (node: ts.Node): void => {
    if (ts.isCallExpression(node)) {
      const callee = node.expression.getText();
      if (callee === "record" || callee === "edges.push") node.arguments.forEach(addEdge);
      if (callee === "unary") add(node.arguments[3], "loop");
      if (callee === "comparison") addProperties(node.arguments[4], add);
    }
    if (ts.isVariableDeclaration(node) && node.type?.getText() === "Edge[]") node.initializer?.forEachChild(addEdge);
    if (ts.isReturnStatement(node) && returnsEdge(node) && node.expression) addEdge(node.expression);
    node.forEachChild(visit);
  };
  visit(source);
  return found;
}

function addProperties(object: ts.Node, add: (node: ts.Node, kind: Kind) => void): void {
  object.forEachChild((property) => {
    if (ts.isPropertyAssignment(property)) add(property.initializer, "loop");
  });
}

function returnsEdge(statement: ts.ReturnStatement): boolean {
  const owner = ts.findAncestor(statement, ts.isFunctionLike);
  return owner?.type?.getText() === "Edge";
}

/** The file's source with every vjp wrapped; inner ones first, so that the outer positions still hold. */
function wrap(file: string, found: readonly Found[]): string {
  const edits = found.flatMap(({ site, kind, start, end }) => [
    { at: start, text: `${kind === "vjp" ? "breakableVjp" : "breakableLoop"}("${site.id}", ` },
    { at: end, text: ")" },
  ]);
  let source = readFileSync(new URL(file, opsFolder), "utf8");
  for (const { at, text } of edits.sort((a, b) => b.at - a.at)) source = source.slice(0, at) + text + source.slice(at);
  return source + wrappers;
}

const wrappers = `
import { NdArray as BrokenArray } from "../../../array/ndArray.ts";

function factorFor(id) {
  const state = globalThis.brokenVjp;
  if (state.id !== id) return 1;
  state.called = true;
  return state.factor;
}

function breakableVjp(id, vjp) {
  const wrapped = (dy) => {
    const dx = vjp(dy);
    const factor = factorFor(id);
    return factor === 1 ? dx : new BrokenArray(dx.data.map((value) => value * factor), dx.shape);
  };
  return Object.assign(wrapped, { site: id });
}

const breakableLoop = (id, loop) => (x, y, dy, dx) => {
  loop(x, y, dy, dx);
  const factor = factorFor(id);
  for (let i = 0; i < dx.length; i++) dx[i] *= factor;
};
`;
