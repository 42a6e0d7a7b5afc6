/**
 * @file Writes the tables of rules and wrappers into README.md, between its two marks: what each rule's own file and factory say.
 *
 *     npx tsx scripts/rule-table.ts
 */
import { readFileSync } from "node:fs";
import {
  type Rule,
  type RuleFactory,
  rules,
  sgd,
  stateBytes,
  type WrapperFactory,
  wrappers,
} from "../src/optim/index.ts";
import { writeOrCheck } from "./support/writeOrCheck.ts";

const root = new URL("../", import.meta.url);

/** Whom a "Differs from" may name. */
const others = /\b(the paper|the authors' program|PyTorch|TensorFlow|Keras|optax|MLX|Flux)\b(?!'s)/g;

const fileOf = (name: string): string => `src/optim/${name in wrappers ? "wrappers" : "rules"}/${name}.ts`;

/** The doc comment before `export const name`, one line per paragraph. */
function paragraphs(name: string): string[] {
  const source = readFileSync(new URL(fileOf(name), root), "utf8");
  const comment = source.slice(0, source.search(new RegExp(`^export (const|function) ${name}\\b`, "m")));
  const lines = comment.slice(comment.lastIndexOf("/**") + 3, comment.lastIndexOf("*/")).split("\n");
  return lines
    .map((line) => line.replace(/^ \* ?/, ""))
    .join("\n")
    .split(/\n\s*\n/)
    .map((text) => text.trim().replace(/\s+/g, " "));
}

/** Author, title and place of the first publication named, if any, linked where the comment has an address. */
function source(opening: string): string {
  const cited = opening.match(/— (.*)/)?.[1].split("; ")[0];
  if (cited === undefined) return "";
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

/** Bytes of state for each weight of a Float32 matrix of 256 × 256. */
function bytesPerWeight(rule: Rule): number {
  const bytes = stateBytes(rule, [256, 256]) / 65_536;
  return bytes < 1 ? Number(bytes.toPrecision(2)) : Math.round(bytes);
}

function row(name: string, rule: Rule, settings: Readonly<Record<string, unknown>>, bytes: number): string {
  const texts = paragraphs(name);
  const defaults = Object.entries(settings).map(([key, value]) => `${key} ${short(value)}`);
  const variants = Object.keys(rule.definition.variants);
  const forms = Object.entries(rule.choices).map(([option, choices]) => `${option}: ${choices.join(" / ")}`);
  if (variants.length > 0) forms.push(`variant: ${variants.join(" / ")}`);
  const cells = [`[${name}](${fileOf(name)})`, source(texts[0]), defaults.join(", "), forms.join("; "), bytes];
  return `| ${cells.join(" | ")} | ${differs(texts)} |`;
}

function ruleRow([name, factory]: [string, RuleFactory]): string {
  const rule = factory();
  return row(name, rule, rule.hyper, bytesPerWeight(rule));
}

/** Around gradient descent, whose own hyperparameter and state (none) are left out. */
function wrapperRow([name, wrapper]: [string, WrapperFactory]): string {
  const needed: Record<string, number> = {};
  for (;;) {
    try {
      const rule = wrapper(sgd(), needed);
      const { lr, ...own } = rule.hyper;
      const shown = Object.entries(own).map(([key, value]) => [key, key in needed ? "needed" : value]);
      return row(name, rule, Object.fromEntries(shown), bytesPerWeight(rule));
    } catch (error) {
      const missing = /: (\w+) is missing;/.exec((error as Error).message)?.[1];
      if (missing === undefined || missing in needed) throw error;
      needed[missing] = 1;
    }
  }
}

const byName = <T>(entries: [string, T][]): [string, T][] => entries.sort(([a], [b]) => (a < b ? -1 : 1));

const table = (first: string, rows: readonly string[]): string =>
  [
    `| ${first} | source | defaults | forms, the default first | bytes | differs from |`,
    "|---|---|---|---|---|---|",
    ...rows,
  ].join("\n");

/** The tables, without the marks around them. */
const tables = (): string =>
  [
    table("rule", byName(Object.entries(rules)).map(ruleRow)),
    "Around any of them, and around each other, go the wrappers: `lookahead(clipByNorm(adam(), { maxNorm: 1 }))`.",
    table("wrapper", byName(Object.entries(wrappers)).map(wrapperRow)),
    "`lbfgs` and `sam` evaluate the loss themselves: give `step` a closure that computes it anew; gradients are cleared before: `optimizer.step(() => { const loss = …; loss.backward(); return loss.item(); })`.",
  ].join("\n\n");

const marks = /(<!-- rules: scripts\/rule-table\.ts -->\n).*?(\n<!-- end of rules -->)/s;

/** README.md with the tables as they ought to be. */
function readmeWithTable(readme: string): string {
  if (!marks.test(readme)) throw new Error("README.md: the marks around the table of rules are gone");
  return readme.replace(marks, (_, before, after) => before + tables() + after);
}

writeOrCheck({ "README.md": readmeWithTable(readFileSync(new URL("README.md", root), "utf8")) });
