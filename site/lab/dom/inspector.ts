/** @file The step inspector: the rule's own lines with the numbers of one step. */

import { definitionNotes } from "../../../src/cli/explain/definitionNotes.ts";
import { digits } from "../../../src/cli/explain/statementText.ts";
import { vitestCase } from "../../../src/cli/explain/vitestCase.ts";
import { bugNamed, bugText } from "../bugs.ts";
import { ruleOf } from "../choice.ts";
import { factories } from "../forms.ts";
import { type Inspection, inspect, inspectedChoice, moveLine, stepsOf } from "../inspection.ts";
import type { Lab, View } from "../lab.ts";
import { notesOn } from "../ruleSources.ts";
import { stepReasons } from "../stepReasons.ts";
import { symbolsOf, symbolText } from "../symbolText.ts";
import { copyBox } from "./copyBox.ts";
import { h, newId, setText } from "./elements.ts";
import { lineButtons, reasonItem, showLines } from "./inspectorParts.ts";
import { ruleChecks } from "./ruleChecks.ts";
import { type SymbolLines, symbolFinder } from "./symbolFinder.ts";

/** At most this many steps are copied as a test. */
const testedSteps = 20;

export class Inspector implements View {
  readonly element: HTMLElement;
  private readonly id = newId("inspector");
  private readonly select = h("select", { id: `${this.id}-rule` });
  private readonly axes = ["x", "y"].map((value) => h("input", { type: "radio", name: `${this.id}-axis`, value }));
  private readonly where = h("p", { className: "hint where" });
  private readonly list = h("ol", { className: "lines" });
  private readonly symbols: HTMLElement;
  private readonly wrong = h("div", { className: "wrong-code" });
  private readonly why = h("ul", { className: "reasons" });
  private readonly notes = h("div", { className: "notes" });
  private readonly box: HTMLElement;
  private readonly checks: ReturnType<typeof ruleChecks>;
  /** Everything below the first sentence, hidden without a rule. */
  private readonly body: readonly HTMLElement[];
  private shown: unknown[] = [];

  constructor(
    lab: Lab,
    private readonly isPlaying: () => boolean,
  ) {
    this.box = copyBox("Copy as a test", "Test of these steps", () => testOf(lab));
    this.symbols = symbolFinder(this.list, symbolsIn(lab));
    this.checks = ruleChecks(lab);
    const why = h("details", { open: true }, h("summary", null, "Why this step?"), this.why);
    const notes = h("details", null, h("summary", null, "Source, and who computes something else"), this.notes);
    const controls = this.controls(lab);
    this.body = [controls, why, notes, this.checks.element];
    this.element = h(
      "section",
      { className: "panel inspector", attributes: { "aria-labelledby": this.id } },
      h("h2", { id: this.id }, "Inside the step"),
      controls,
      this.where,
      this.wrong,
      this.list,
      this.symbols,
      why,
      notes,
      this.box,
      this.checks.element,
    );
  }

  private controls(lab: Lab): HTMLElement {
    const { select, axes } = this;
    select.addEventListener("change", () => lab.set({ inspected: Number(select.value), line: 0 }));
    for (const [axis, input] of axes.entries())
      input.addEventListener("change", () => lab.set({ axis: axis as 0 | 1 }));
    const radios = axes.map((input) => h("label", { className: "radio" }, input, input.value));
    const legend = h("legend", { className: "unseen-label" }, "Coordinate");
    return h(
      "div",
      { className: "row wrap" },
      h("label", { htmlFor: select.id, className: "unseen-label" }, "Inspected rule"),
      select,
      h("fieldset", null, legend, ...radios),
      lineButtons((by) => lab.set(moveLine(lab.run, lab.state, by))),
    );
  }

  render(lab: Lab): void {
    const { run, state } = lab;
    const now = [run, state.t, state.line, state.axis, state.inspected, this.isPlaying()];
    if (this.isPlaying() || now.every((part, i) => part === this.shown[i])) return;
    this.shown = now;
    const choice = inspectedChoice(state);
    const options = run.names.map((name, i) => h("option", { value: `${i}`, selected: i === choice }, name));
    this.select.replaceChildren(...options);
    for (const [axis, input] of this.axes.entries()) input.checked = axis === state.axis;
    const inspection = inspect(run, state);
    setText(this.where, whereText(inspection, lab));
    showLines(this.list, inspection?.lines ?? [], inspection?.current ?? 0, (line) => lab.set({ line }));
    this.symbols.hidden = !inspection?.lines.length;
    this.why.replaceChildren(...(inspection ? stepReasons(inspection, run, state) : []).map(reasonItem));
    showNotes(this.notes, lab);
    showBug(this.wrong, lab);
    for (const part of this.body) part.hidden = choice < 0;
    this.box.hidden = choice < 0 || state.choices[choice].bug !== undefined;
    this.checks.show();
  }
}

function whereText(inspection: Inspection | null, { run, state }: Lab): string {
  if (state.choices.length === 0) return "Add a rule to see its lines.";
  if (inspection === null) return "This is the start. Take a step, or one line.";
  const { choice, t, isTraced, step } = inspection;
  const from = `${"xy"[state.axis]} = ${digits(step.before[state.axis])}, gradient ${digits(step.gradient[state.axis])}`;
  const bug = state.choices[choice].bug;
  if (bug !== undefined)
    return `${run.names[choice]}, step ${t}: ${from}. Wrong on purpose, so it has no lines to show.`;
  const missing = !isTraced ? " The update is more than loops over single weights, so it has no lines to show." : "";
  return `${run.names[choice]}, step ${t}: ${from}.${missing}`;
}

/** The symbols of the lines shown. */
const symbolsIn = (lab: Lab): SymbolLines => ({
  symbols(line) {
    const shown = inspect(lab.run, lab.state)?.lines[line];
    return shown === undefined ? [] : symbolsOf(shown);
  },
  text(line, name) {
    const shown = inspect(lab.run, lab.state)?.lines[line];
    return shown === undefined ? "" : symbolText(shown, name, notesOn(shown.file).meanings);
  },
});

function showNotes(notes: HTMLElement, { state }: Lab): void {
  const choice = state.choices[inspectedChoice(state)];
  const { source, differs } =
    choice === undefined
      ? { source: "", differs: [] }
      : definitionNotes(factories[choice.rule].definition, choice.variant);
  notes.replaceChildren(...[source, ...differs].filter(Boolean).map((one) => h("p", { className: "hint" }, one)));
}

/** The line that is wrong in a broken rule, as it stands in the library and as it stands there. */
function showBug(element: HTMLElement, { state }: Lab): void {
  const bug = bugNamed(state.choices[inspectedChoice(state)]?.bug ?? "");
  const code = (mark: string, text: string): HTMLElement =>
    h("p", { className: mark === "+" ? "added" : "removed" }, h("code", null, `${mark} ${text.replace(/\s+/g, " ")}`));
  element.replaceChildren(
    ...(bug
      ? [
          h("p", null, `${bugText(bug)}.`),
          code("−", bug.find),
          code("+", bug.replace),
          h("p", { className: "hint" }, `${bug.file}:${bug.line}`),
        ]
      : []),
  );
}

/** The steps up to the one shown, at most the first twenty, as a vitest case. */
function testOf({ run, state }: Lab): string {
  const choice = inspectedChoice(state);
  if (choice < 0) return "";
  const steps = stepsOf(run, state, choice).slice(0, Math.min(Math.max(1, state.t), testedSteps));
  return steps.length === 0 ? "" : vitestCase(ruleOf(state.choices[choice], run.rates[choice]), steps, [2]);
}
