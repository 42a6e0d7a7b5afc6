import type { Rule } from "../../optim/rule.ts";
import type { TracedRule } from "../../optim/trace.ts";
import type { ExplainedStep } from "../../testing/explainedSteps.ts";
import { describeRule } from "../experiment/rules.ts";
import { isModuleWord } from "../modules/loadExport.ts";
import { lineReason } from "./lineReason.ts";
import type { RuleComment } from "./readComment.ts";
import { reasons } from "./reasons.ts";
import { digits, statementText } from "./statementText.ts";
import { wrapLine } from "./wrapLine.ts";

/** One layer of a rule: a wrapper, or the rule inside. */
export interface Layer {
  file: string;
  comment: RuleComment;
  /** From the definition: the publication, and who computes something else. */
  notes: { source: string; differs: readonly string[] };
}

export interface Explained {
  rule: Rule;
  /** Wrappers from the outside, then the rule. */
  layers: readonly Layer[];
  traced: TracedRule | undefined;
  /** Empty for rules that evaluate the loss themselves. */
  steps: readonly ExplainedStep[];
}

/**
 * The whole explanation: what the rule is, every step, why the last step has its size, and who computes something else.
 */
export function explanation(explained: Explained, width: number): string {
  const { rule, layers, traced, steps } = explained;
  const lines = [
    ...layers.flatMap((layer, i) => [...(i > 0 ? ["", "around"] : []), ...heading(layer, traced === undefined)]),
    "",
    describeRule(rule),
    ...(traced === undefined ? untraced(explained) : tracedSteps(explained)),
    ...why(rule, steps),
    ...layers.flatMap(({ comment, notes }) =>
      [comment.differs, ...notes.differs].filter(Boolean).flatMap((one) => ["", one]),
    ),
  ];
  return lines.flatMap((line) => wrapLine(line, width, /^ +\d+ {2}/.test(line) ? 8 : 2)).join("\n");
}

/** The title; the equations too, where no statements show them. */
function heading({ comment: { title, lines }, notes }: Layer, withEquations: boolean): string[] {
  const head = [title, notes.source].filter(Boolean);
  return withEquations && lines.length > 0 ? [...head, "", ...lines.map((line) => `    ${line}`)] : head;
}

function tracedSteps({ layers, traced, steps }: Explained): string[] {
  const { equations } = layers[0].comment;
  const explainedLines = new Set<number>();
  return steps.flatMap((step) => {
    const lines = ["", `step t = ${step.t}: ${traced?.file}`];
    let element: number | null = null;
    for (const event of step.events) {
      if (event.element !== element && event.element !== null) lines.push(elementLine(step, event.element));
      element = event.element;
      const { line, target } = event.statement;
      const reason = explainedLines.has(line) ? [] : [lineReason(event.statement)];
      explainedLines.add(line);
      lines.push(...statementText(event, [...reason, ...(equations.get(target) ?? [])]));
    }
    return [...lines, afterLine(step)];
  });
}

const elementLine = ({ before, gradient }: ExplainedStep, element: number): string =>
  `  element ${element}: theta ${digits(before[element])}, g ${digits(gradient[element])}`;

const afterLine = ({ t, after }: ExplainedStep): string => `  theta after step ${t}: ${after.map(digits).join(", ")}`;

/** Shows weights, gradient and buffers around every step, where no statement changes single weights. */
function untraced({ rule, layers, steps }: Explained): string[] {
  const files = layers.map(({ file }) => file).join(", ");
  if (rule.beforeStep !== undefined)
    return ["", `${files}: the rule evaluates the loss itself, so gradients alone do not determine its steps.`];
  const reason = rule.definition.kernel?.forms[rule.variant];
  const because = typeof reason === "string" ? ` (${reason})` : "";
  const isUsers = layers.some(({ file }) => isModuleWord(file) && file.includes("#"));
  const whole = isUsers
    ? "only rules of downhill are read statement by statement, so the steps are shown as a whole."
    : `the update is more than loops over single weights${because}, so the steps are shown as a whole.`;
  return [
    "",
    `${files}: ${whole}`,
    ...steps.flatMap((step) => [
      "",
      `step t = ${step.t}`,
      `  theta before: ${step.before.map(digits).join(", ")}`,
      `  g: ${step.gradient.map(digits).join(", ")}`,
      ...Object.entries(step.state).map(([name, values]) => `  ${name} after: ${[...values].map(digits).join(", ")}`),
      afterLine(step),
    ]),
  ];
}

function why(rule: Rule, steps: readonly ExplainedStep[]): string[] {
  const last = steps[steps.length - 1];
  if (last === undefined) return [];
  const which = steps.length === 1 ? "this step has its size" : `the last step, t = ${last.t}, has its size`;
  return ["", `why ${which}`, ...reasons(rule, last).map((reason) => `  ${reason}`)];
}
