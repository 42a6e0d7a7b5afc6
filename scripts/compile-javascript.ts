/**
 * @file `npm run kernels`: derives the functions of `downhill export --to javascript` from the library's plain loops.
 *
 *     src/export/javascript/functions/NAME.ts   layers on plain arrays, with the kernels and helpers they call
 *     src/autograd/ops/activations/NAME.ts      each `unary` op, as a function and its derivative
 *     →  src/generated/javascript.ts            their texts without types, and which functions each of them calls
 */

import { readdirSync } from "node:fs";
import { basename } from "node:path";
import { fileURLToPath } from "node:url";
import type ts from "typescript";
import { elementwise, identifiersIn, type Piece } from "./javascript/elementwise.ts";
import { comment, commentOf, plainText } from "./javascript/plainText.ts";
import { type Declaration, declarationsIn, importsOf } from "./javascript/sources.ts";
import { writeOrCheck } from "./support/writeOrCheck.ts";

const root = fileURLToPath(new URL("..", import.meta.url));
const functions = "src/export/javascript/functions";
const activations = "src/autograd/ops/activations";
/** Functions that rules and schedules call. */
const scalars = [
  { file: "src/math/safeDivide.ts", names: ["safeDivide"] },
  { file: "src/math/exp.ts", names: ["exp"] },
  { file: "src/math/portable.ts", names: ["powInt", "log"] },
  { file: "src/math/pow.ts", names: ["pow"] },
  { file: "src/math/cos.ts", names: ["cos"] },
  { file: "src/data/tables/support/cells.ts", names: ["numberIn", "daysIn", "booleanIn"] },
];
/** Replaced by plain arrays. */
const dropped = new Set(["makeZeros", "makeRoom", "makeDoubles", "NdArray"]);

const filesIn = (folder: string): string[] =>
  readdirSync(root + folder)
    .map((name) => `${folder}/${name}`)
    .sort();
const keyOf = (file: string, name: string): string => `${file}#${name}`;

const names = new Map<string, string>();
/** Names that the exported file itself has. */
const taken = new Set(
  "predict forward trainStep update schedule parameters steps columns classNames inputsOf targetOf".split(" "),
);

/** Gives a function its name in exported files: the first choice, or with its file in front. */
function nameOf(file: string, name: string, wanted = name): string {
  const known = names.get(keyOf(file, name));
  if (known !== undefined) return known;
  const other = `${basename(file, ".ts")}${wanted[0].toUpperCase()}${wanted.slice(1)}`;
  const given = taken.has(wanted) ? other : wanted;
  if (taken.has(given)) throw new Error(`${file}: ${name} needs another name, ${given} is taken`);
  names.set(keyOf(file, name), given);
  taken.add(given);
  return given;
}

/** Where a name in a file is declared; undefined for locals and globals. */
function home(file: string, name: string): { file: string; name: string } | undefined {
  if (dropped.has(name)) return undefined;
  return importsOf(file).get(name) ?? (declarationsIn(file).has(name) ? { file, name } : undefined);
}

/** A declaration as it stands, without types. */
function declared({ file, name, source, node }: Declaration): Piece {
  const rest = source.text.slice(node.end, source.text.indexOf("\n", node.end));
  const text: Piece["text"] = (rename) =>
    comment(commentOf(node, source)) +
    joined(plainText(node as ts.Node, source, rename)).replaceAll("/* @__PURE__ */ ", "") +
    rest.trimEnd();
  return { file, name, identifiers: identifiersIn(node).filter((one) => one !== name), text };
}

/** Puts parameters, whose types took a line each, into one line. */
function joined(text: string): string {
  const short = text.replace(/^(?:function \w+|const \w+ = )\(\n[^()]*?,\n\)/, (head) =>
    head
      .replace(/\(\n +/, "(")
      .replace(/,\n\)/, ")")
      .replace(/\n +/g, " "),
  );
  return short.split("\n")[0].length <= 120 ? short : text;
}

function entries(): Piece[] {
  const unary = filesIn(activations).flatMap(elementwise);
  const layers = filesIn(functions).flatMap((file) => [...declarationsIn(file).values()].map(declared));
  const others = scalars.flatMap(({ file, names: wanted }) =>
    wanted.map((name) => declared(declarationsIn(file).get(name) as Declaration)),
  );
  return [...layers, ...unary, ...others];
}

function compile(): string {
  const queue = entries();
  for (const { file, name } of queue) nameOf(file, name);
  for (const file of filesIn(functions))
    for (const [alias, { file: from, name }] of importsOf(file)) nameOf(from, name, alias);
  const seen = new Set(queue.map(({ file, name }) => keyOf(file, name)));
  const made: [name: string, entry: { text: string; calls: string[] }][] = [];
  for (const { file, name, home: namesFrom = file, identifiers, text } of queue) {
    const calls: string[] = [];
    for (const one of identifiers) {
      const found = home(namesFrom, one);
      if (found === undefined) continue;
      calls.push(nameOf(found.file, found.name));
      if (seen.has(keyOf(found.file, found.name))) continue;
      seen.add(keyOf(found.file, found.name));
      queue.push(declared(declarationsIn(found.file).get(found.name) as Declaration));
    }
    const rename = (one: string): string => {
      const found = one === name ? { file, name } : home(namesFrom, one);
      return found === undefined ? one : nameOf(found.file, found.name);
    };
    made.push([nameOf(file, name), { text: text(rename), calls }]);
  }
  return moduleOf(made.sort(([a], [b]) => (a < b ? -1 : 1)));
}

function moduleOf(made: readonly [name: string, entry: { text: string; calls: string[] }][]): string {
  const listed = made.map(
    ([name, { text, calls }]) =>
      `  ${name}: {\n    calls: ${JSON.stringify(calls)},\n    text: ${quoted(text)},\n  },\n`,
  );
  return `/** @file Generated by scripts/compile-javascript.ts from the library's plain loops; never edit. */

/** A function or constant of exported JavaScript, with the names of those that it uses. */
export interface JavascriptFunction {
  readonly calls: readonly string[];
  readonly text: string;
}

export const javascriptFunctions: Readonly<Record<string, JavascriptFunction>> = {
${listed.join("")}};
`;
}

/** A text as a template literal, so that its lines can be read here too. */
const quoted = (text: string): string => `\`${text.replace(/[\\`]|\$\{/g, "\\$&")}\``;

writeOrCheck({ "src/generated/javascript.ts": compile() });
