import temml from "temml";
import { recipeOf } from "../src/emit/recipe.ts";
import { writer } from "../src/emit/support/infix.ts";
import { type Context, latexDialect, latexStatement, symbolsOf } from "../src/emit/support/latexDialect.ts";
import { blocksOf } from "../src/emit/support/scope.ts";
import type { TracedRule, TracedStatement } from "../src/optim/trace.ts";
import { traceOf } from "../src/testing/traceOf.ts";
import { elementwiseForms, type Form, makeRule } from "./lab/forms.ts";
import type { FileNotes } from "./lab/ruleSources.ts";

/** The equation of every statement as MathML, and the meaning of every hyperparameter, by the rule's file. */
export function readRuleEquations(): Record<string, FileNotes> {
  const files: Record<string, FileNotes> = {};
  for (const form of elementwiseForms) {
    const traced = traceOf(makeRule(form));
    if (traced === undefined) continue;
    const { equations, meanings } = notesOf(form, traced);
    const { [traced.file]: known = { equations: {}, meanings: {} } } = files;
    files[traced.file] = {
      equations: { ...equations, ...known.equations },
      meanings: { ...meanings, ...known.meanings },
    };
  }
  return files;
}

function notesOf(form: Form, traced: TracedRule): FileNotes {
  const recipe = recipeOf(makeRule(form));
  const context: Context = {
    recipe,
    symbols: symbolsOf(recipe),
    stored: new Set(),
    mark: (name, text) => `\\data{s=${name}}{${text}}`,
  };
  const write = writer(latexDialect(context));
  const lines = blocksOf(recipe).flatMap((block) => block.lines);
  const statements = traced.statements.flatMap((one) => (one.kind === "loop" ? one.body : [one]));
  const equations: Record<number, string> = {};
  for (const [i, statement] of statements.entries()) {
    const line = lines[i];
    if (line?.target !== statement.target) throw new Error(unequal(form, statement, line?.target));
    const condition = line.when === undefined ? "" : ` \\quad \\text{if } ${write(line.when).text}`;
    equations[statement.line] = mathml(latexStatement(line, context, write) + condition);
  }
  return { equations, meanings: Object.fromEntries(recipe.hyper.map(({ name, meaning }) => [name, meaning])) };
}

const unequal = ({ rule, variant }: Form, { line, target }: TracedStatement, other = "nothing"): string =>
  `readRuleEquations: the trace and the program of ${rule} ${variant} must agree; line ${line} sets ${target}, and ${other}`;

/** Marks stay as `data-s`. Classes belong to Temml's style sheet, and the page's policy forbids inline styles. */
const mathml = (tex: string): string =>
  temml
    .renderToString(tex.replaceAll("\\gets", "="), { throwOnError: true, trust: true })
    .replace(/ (class|style)="[^"]*"/g, "");
