/**
 * @file Writes the table of rules into README.md, between its two marks: what each rule's own file and factory say.
 *
 *     npx tsx scripts/rule-table.ts
 */
import { readFileSync, writeFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { type Rule, rules } from "../src/optim/index.ts";

const root = new URL("../", import.meta.url);

/** Whom a "Differs from" may name. */
const others = /\b(the paper|the authors' program|PyTorch|TensorFlow|Keras|optax|MLX|Flux)\b(?!'s)/g;

/** The doc comment before `export const name`, one line per paragraph. */
function paragraphs(name: string): string[] {
  const source = readFileSync(new URL(`src/optim/${name}.ts`, root), "utf8");
  const comment = source.slice(0, source.search(new RegExp(`^export (const|function) ${name}\\b`, "m")));
  const lines = comment.slice(comment.lastIndexOf("/**") + 3, comment.lastIndexOf("*/")).split("\n");
  return lines
    .map((line) => line.replace(/^ \* ?/, ""))
    .join("\n")
    .split(/\n\s*\n/)
    .map((text) => text.trim().replace(/\s+/g, " "));
}

/** Author, title and place of the first publication named, linked where the comment has an address. */
function source(opening: string): string {
  const cited = (opening.match(/— (.*)/) as RegExpMatchArray)[1].split("; ")[0];
  const url = cited.match(/https:\/\/\S+[^.,;\s]/)?.[0];
  const text = cited.split(/[.,] https:|, Algorithm|, Figure|, equation|: [A-Z]\w+ with/)[0].replace(/\.$/, "");
  return url === undefined ? text : `[${text}](${url})`;
}

/** Whom the sentence that begins with "Differs from" names. */
function differs(texts: readonly string[]): string {
  const sentence = texts.find((text) => text.startsWith("Differs from"))?.split(/[.;] /)[0] ?? "";
  return [...new Set(sentence.match(others))].join(", ");
}

/** 0.01, but 1e-6. */
const short = (value: unknown): string =>
  typeof value === "number" && value !== 0 && (value < 1e-3 || value >= 1e6)
    ? value.toExponential().replace("+", "")
    : String(value);

/** Bytes kept for each number of a large Float32 matrix. */
function stateBytes(rule: Rule): number {
  const [shape, count] = [[256, 256], 65_536];
  const state = rule.init(new Float32Array(count), shape, { ...rule.options }, rule.hyper as Record<string, number>);
  return Math.round(Object.values(state).reduce((sum, { byteLength }) => sum + byteLength, 0) / count);
}

function row(name: string): string {
  const rule = rules[name]();
  const texts = paragraphs(name);
  const defaults = Object.entries(rule.hyper).map(([key, value]) => `${key} ${short(value)}`);
  const forms = Object.entries(rule.choices).map(([option, choices]) => `${option}: ${choices.join(" / ")}`);
  const cells = [
    `[${name}](src/optim/${name}.ts)`,
    source(texts[0]),
    defaults.join(", "),
    forms.join("; "),
    stateBytes(rule),
  ];
  return `| ${cells.join(" | ")} | ${differs(texts)} |`;
}

/** The table, without the marks around it. */
export const ruleTable = (): string =>
  [
    "| rule | source | defaults | forms, the default first | bytes | differs from |",
    "|---|---|---|---|---|---|",
    ...Object.keys(rules).map(row),
  ].join("\n");

const marks = /(<!-- rules: scripts\/rule-table\.ts -->\n).*?(\n<!-- end of rules -->)/s;

/** README.md with the table as it ought to be. */
export function readmeWithTable(readme: string): string {
  if (!marks.test(readme)) throw new Error("README.md: the marks around the table of rules are gone");
  return readme.replace(marks, (_, before, after) => before + ruleTable() + after);
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const file = new URL("README.md", root);
  writeFileSync(file, readmeWithTable(readFileSync(file, "utf8")));
}
