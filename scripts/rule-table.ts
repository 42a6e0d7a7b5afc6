/**
 * @file Writes the tables of rules and wrappers into README.md, between two marks, from their definitions.
 *
 *     npx tsx scripts/rule-table.ts
 */
import { readFileSync, writeFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { type Definition, type Rule, rules, type Source, sgd, stateBytes, wrappers } from "../src/optim/index.ts";

const root = new URL("../", import.meta.url);

/** Author, title, venue and year, linked where there is an address. */
function cite({ authors, title, venue, year, url }: Source): string {
  const text = `${authors}, "${title}", ${venue === undefined ? "" : `${venue} `}${year}`;
  return url === undefined ? text : `[${text}](${url})`;
}

/** 0.01, but 1e-6. */
const short = (value: number): string =>
  value !== 0 && (value < 1e-3 || value >= 1e6) ? value.toExponential().replace("+", "") : String(value);

/** Bytes kept for each number of a large Float32 matrix. */
function bytesOf(rule: Rule): string {
  const bytes = stateBytes(rule, [256, 256]) / 65_536;
  return String(bytes < 1 ? Number(bytes.toFixed(2)) : Math.round(bytes));
}

function row(folder: string, { name, source, hyper, variants, differsFrom }: Definition, bytes: string): string {
  const numbers = Object.entries(hyper).map(
    ([key, { fallback }]) => `${key} ${fallback === undefined ? "(required)" : short(fallback)}`,
  );
  const cells = [
    `[${name}](src/optim/${folder}/${name}.ts)`,
    source === undefined ? "" : cite(source),
    numbers.join(", "),
    Object.keys(variants).join(", "),
    bytes,
    differsFrom.map(({ who }) => who).join("; "),
  ];
  return `| ${cells.join(" | ")} |`;
}

const ruleRows = (): string[] =>
  Object.values(rules).map((factory) => row("rules", factory.definition, bytesOf(factory())));

/** Rows of wrappers around gradient descent, which keeps no state. Required numbers are 1. */
const wrapperRows = (): string[] =>
  Object.values(wrappers).map((wrapper) => {
    const { definition } = wrapper;
    const required = Object.entries(definition.hyper).filter(([, { fallback }]) => fallback === undefined);
    const rule = wrapper(sgd(), Object.fromEntries(required.map(([key]) => [key, 1])));
    return row("wrappers", definition, bytesOf(rule));
  });

const table = (first: string, rows: readonly string[]): string =>
  [
    `| ${first} | source | defaults | variants | bytes | differs from |`,
    "|---|---|---|---|---|---|",
    ...[...rows].sort((a, b) => (a < b ? -1 : 1)),
  ].join("\n");

/** The tables, without the marks around them. */
const tables = (): string =>
  [
    table("rule", ruleRows()),
    "Wrappers apply to any rule and can be nested: `lookahead(clipByNorm(adam(), { maxNorm: 1 }))`.",
    table("wrapper", wrapperRows()),
    "`lbfgs` and `sam` evaluate the loss again. Give `step` a closure that computes it; gradients are cleared before: `optimizer.step(() => { const loss = …; loss.backward(); return loss.item(); })`.",
  ].join("\n\n");

const marks = /(<!-- rules: scripts\/rule-table\.ts -->\n).*?(\n<!-- end of rules -->)/s;

/** README.md with the tables as they should be. */
export function readmeWithTable(readme: string): string {
  if (!marks.test(readme)) throw new Error("README.md: the two marks around the tables of rules must be there");
  return readme.replace(marks, (_, before, after) => before + tables() + after);
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const file = new URL("README.md", root);
  writeFileSync(file, readmeWithTable(readFileSync(file, "utf8")));
}
