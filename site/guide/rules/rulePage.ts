import { formComment } from "../../../src/cli/explain/formComment.ts";
import { lineReason } from "../../../src/cli/explain/lineReason.ts";
import { terse } from "../../../src/cli/terminal/numbers.ts";
import { type Definition, type Source, stateBytes } from "../../../src/optim/index.ts";
import { citation } from "../../../src/optim/support/citation.ts";
import { wrapperSettings } from "../../../src/testing/identify/support/wrapperSettings.ts";
import { htmlTable, inlineHtml } from "../html.ts";
import { annotatedHtml } from "../source/annotatedHtml.ts";
import { commentHtml } from "../source/commentHtml.ts";
import { ideaOf } from "../source/ideaOf.ts";
import { proseAbove } from "../source/proseAbove.ts";
import { algorithm, equationLines } from "./algorithm.ts";
import { claimRows } from "./claimRows.ts";
import { failures } from "./failures.ts";
import { ruleFigure } from "./ruleFigure.ts";
import { statementsIn } from "./statementsIn.ts";
import type { Subject } from "./subjects.ts";
import { variantRows } from "./variantRows.ts";

/** The page of a rule or wrapper, from its definition, its file, its statements and its claims. */
export function rulePage(subject: Subject, source: string): string {
  const { name } = subject;
  const sections = [
    `# ${name}`,
    inlineHtml(ideaOf(proseAbove(source, name))),
    ruleFigure(subject),
    ["## Equations", equations(subject, source), prose(source, name)],
    ["## Source, line by line", ...code(subject, source)],
    ["## Hyperparameters", hyperTable(subject.definition, source), memory(subject)],
    variants(subject),
    differences(subject.definition),
    failures(subject),
    claims(name),
    references(subject),
  ];
  return `---\naside: false\npageClass: wide\n---\n\n${sections.flat().filter(Boolean).join("\n\n")}\n`;
}

function equations({ name, isWrapper, inner, make }: Subject, source: string): string {
  const derived = algorithm(make(""));
  if (derived === null) return equationLines(formComment(source, name, "").lines);
  const around = isWrapper ? `<p>Around <code>${inner}</code>:</p>` : "";
  return `<div v-pre>${around}${derived}</div>`;
}

/** The comment after its first paragraph and its first equations, which the page shows already. */
function prose(source: string, name: string): string {
  const lines = proseAbove(source, name);
  const isEquation = (line: string): boolean => line.startsWith("    ");
  const start = lines.findIndex((line, i) => i > 0 && isEquation(lines[i - 1]) && !isEquation(line));
  return start < 0 ? "" : `<div v-pre>${commentHtml(lines.slice(start))}</div>`;
}

const paragraphHtml = (html: string): string => `<p v-pre>${html}</p>`;

/** The file beside its comments; statements have the reason for them. */
function code({ file, definition, make }: Subject, source: string): string[] {
  const forms = ["", ...Object.keys(definition.variants)].flatMap((variant) => statementsIn(make(variant)));
  const notes = new Map(forms.map((statement) => [statement.line, `<p>${inlineHtml(lineReason(statement))}</p>`]));
  return [`\`${file}\``, annotatedHtml(source, notes)];
}

function hyperTable(definition: Definition, source: string): string {
  const rows = Object.entries(definition.hyper).map(([key, { text, fallback }]) => [
    `<code>${key}</code>`,
    inlineHtml(meaningOf(source, key)),
    fallback === undefined ? "required" : terse(fallback),
    inlineHtml(text),
  ]);
  if (rows.length === 0) return "It has none.";
  return htmlTable(["name", "meaning", "default", "range"], rows, "Hyperparameters");
}

const meaningOf = (source: string, key: string): string =>
  new RegExp(`/\\*\\* (.*?) \\*/ ${key}:`).exec(source)?.[1] ?? "";

/** Bytes of state for each weight of a Float32 matrix of 256 × 256. */
function memory({ make }: Subject): string {
  const bytes = stateBytes(make(""), [256, 256]) / 65_536;
  const shown = bytes < 1 ? Number(bytes.toPrecision(2)) : Math.round(bytes);
  return `State: **${shown} bytes** for each Float32 weight of a 256 × 256 matrix.`;
}

function variants({ definition, make }: Subject): string[] {
  const rows = variantRows(definition, make);
  if (rows.length === 0) return [];
  const head = ["variant", "source", "parts from the default at", "whose form it is"];
  return ["## Variants", htmlTable(head, rows, "Variants")];
}

function differences({ differsFrom }: Definition): string[] {
  const others = differsFrom.filter(({ variant }) => variant === undefined);
  if (others.length === 0) return [];
  const texts = others.map(({ who, how }) => paragraphHtml(`<b>${inlineHtml(who)}</b>: ${inlineHtml(how)}`));
  return ["## Programs that compute something else", ...texts];
}

function claims(name: string): string[] {
  const { own, shared } = claimRows(name);
  const head = ["statement", "measured error", "bound"];
  return [
    "## Claims that guard it",
    `The tests run each of these ${own.length + shared.length} statements. Where numbers are compared, the largest error is measured when this site is built.`,
    htmlTable(head, own, "Claims about this rule"),
    `<details><summary>${shared.length} statements that hold for every rule</summary>\n${htmlTable(head, shared, "Claims about every rule")}\n</details>`,
  ];
}

function references({ name, definition, isWrapper, inner }: Subject): string[] {
  const sources = [definition.source, ...Object.values(definition.variants).map(({ source }) => source)];
  const texts = new Set(sources.flatMap((source) => (source === undefined ? [] : [reference(source)])));
  const command = isWrapper ? `"${name}(${inner}${required(definition)})"` : name;
  return [
    "## References",
    ...[...texts].map(paragraphHtml),
    `\`downhill explain ${command} --grad 0.1\` prints a step with its numbers. [Emit](../guide/emit.md) writes it for PyTorch and others. [Its API](../api/optim/${name}.md) has its types.`,
  ];
}

/** The settings that a wrapper must be given, as an expression of the command line has them. */
function required({ name, hyper }: Definition): string {
  const settings = wrapperSettings[name] as Readonly<Record<string, number>> | undefined;
  const keys = Object.keys(hyper).filter((key) => hyper[key].fallback === undefined);
  return keys.map((key) => `, ${key}=${settings?.[key]}`).join("");
}

function reference(source: Source): string {
  const text = inlineHtml([citation(source), source.place].filter(Boolean).join(", "));
  return source.url === undefined ? text : `<a href="${source.url}">${text}</a>`;
}
