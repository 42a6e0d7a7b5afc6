/** @file The step inspector of networks: the rule's own lines with the numbers of one weight at one step. */
import type { ExplainedStep } from "../../../src/testing/explainedSteps.ts";
import type { Lab } from "../lab.ts";
import type { NetRun } from "../network/netRun.ts";
import type { NetTools } from "../network/netTools.ts";
import type { WeightPlace } from "../network/weightHistory.ts";
import {
  inspectedRule,
  inspectedWeight,
  moveWeightLine,
  refusalOf,
  weightLines,
  weightReasons,
  weightSteps,
  weightText,
} from "../network/weightInspection.ts";
import { layersOf } from "../network/weightRates.ts";
import { notesOn } from "../ruleSources.ts";
import { symbolsOf, symbolText } from "../symbolText.ts";
import { h, newId, setText } from "./elements.ts";
import { lineButtons, reasonItem, showLines } from "./inspectorParts.ts";
import { symbolFinder } from "./symbolFinder.ts";
import { weightFields } from "./weightFields.ts";

/** Steps are asked for by hundreds, so that most steps forward train nothing again. */
const stepsAtOnce = 100;

/** The steps of one weight, as far as they were asked for. */
interface Found {
  readonly run: NetRun;
  readonly place: WeightPlace;
  readonly steps: readonly ExplainedStep[];
}

export class WeightInspector {
  readonly element: HTMLElement;
  private readonly fields: ReturnType<typeof weightFields>;
  private readonly where = h("p", { className: "hint where", attributes: { role: "status" } });
  private readonly list = h("ol", { className: "lines" });
  private readonly symbols: HTMLElement;
  private readonly why = h("ul", { className: "reasons" });
  private readonly reasons = h("details", { open: true }, h("summary", null, "Why this step?"), this.why);
  private readonly buttons = lineButtons((by) => this.move(by));
  private lines: ReturnType<typeof weightLines> = [];
  private found: Found | null = null;
  private isAsking = false;

  constructor(
    private readonly lab: Lab,
    private readonly run: () => NetRun,
    private readonly tools: NetTools,
  ) {
    this.fields = weightFields(lab, run);
    this.symbols = symbolFinder(this.list, {
      symbols: (line) => (line in this.lines ? symbolsOf(this.lines[line]) : []),
      text: (line, name) =>
        line in this.lines ? symbolText(this.lines[line], name, notesOn(this.lines[line].file).meanings) : "",
    });
    const id = newId("weight");
    const { fields, buttons, where, list, symbols, reasons } = this;
    const panel = h(
      "section",
      { className: "panel inspector rates", attributes: { "aria-labelledby": id } },
      h("h2", { id }, "Inside the step of one weight"),
      ...[fields.element, buttons, where, list, symbols, reasons],
    );
    panel.addEventListener("keydown", (event) => {
      if (event.target instanceof HTMLInputElement || (event.key !== "," && event.key !== ".")) return;
      event.preventDefault();
      this.move(event.key === "." ? 1 : -1);
    });
    this.element = h("div", { className: "charts" }, panel);
  }

  /** Shows the step of the state. It waits while networks train. */
  show(isAtRest: boolean): void {
    this.fields.show();
    if (isAtRest) this.draw();
  }

  private draw(): void {
    const { net } = this.lab.state;
    const { names, records } = this.run();
    const rule = inspectedRule(net);
    const refusal = rule < 0 ? null : refusalOf(net);
    const t = Math.min(net.t, records[rule]?.done ?? 0);
    if (rule < 0) this.clear("Add a rule to see its lines.");
    else if (refusal !== null) this.clear(`${names[rule]} ${refusal}.`);
    else if (t === 0) this.clear("This is the start. Take a step, or one line.", this.run().last > 0);
    else this.showStepOf(rule, t);
  }

  /** Shows a step at once if it is known, else when the network has trained again. */
  private showStepOf(rule: number, t: number): void {
    const place = this.place(rule, t);
    const steps = this.foundAt(place, t);
    if (steps === null) void this.ask(place);
    else this.showStep(steps[t - 1]);
  }

  private showStep(step: ExplainedStep): void {
    const { lab, run } = this;
    const { net } = lab.state;
    const { layer, index } = inspectedWeight(net, layersOf(run().trainings[0].model));
    this.lines = weightLines(net, step);
    showLines(this.list, this.lines, Math.min(net.line, this.lines.length - 1), (line) => lab.setNet({ line }));
    this.why.replaceChildren(...weightReasons(net, step).map(reasonItem));
    for (const part of [this.symbols, this.reasons, this.buttons]) part.hidden = false;
    setText(this.where, weightText(run().names[inspectedRule(net)], layer, index, step));
  }

  /** Shows a sentence in place of lines. */
  private clear(text: string, canMove = false): void {
    this.lines = [];
    this.list.replaceChildren();
    for (const part of [this.symbols, this.reasons]) part.hidden = true;
    this.buttons.hidden = !canMove;
    setText(this.where, text);
  }

  private place(rule: number, t: number): WeightPlace {
    const { state, trainings } = this.run();
    const { layer, index } = inspectedWeight(this.lab.state.net, layersOf(trainings[0].model));
    const steps = Math.min(state.steps, Math.ceil(t / stepsAtOnce) * stepsAtOnce);
    return { rule, weight: layer.from + index, steps };
  }

  /** The steps of a weight if they are known up to step t. */
  private foundAt({ rule, weight }: WeightPlace, t: number): readonly ExplainedStep[] | null {
    const { found } = this;
    const isSame = found?.run === this.run() && found.place.rule === rule && found.place.weight === weight;
    return found !== null && isSame && found.steps.length >= t ? found.steps : null;
  }

  private async ask(place: WeightPlace): Promise<void> {
    if (this.isAsking) return;
    this.isAsking = true;
    const run = this.run();
    setText(this.where, "Training again, to follow this weight …");
    let failure = "";
    try {
      const history = await this.tools.ask("weight", run.state, place);
      this.found = { run, place, steps: weightSteps({ ...run.state, inspected: place.rule }, history) };
    } catch (error) {
      failure = (error as Error).message;
    }
    this.isAsking = false;
    // The state may have changed meanwhile: another weight is then asked for.
    if (failure === "") this.draw();
    else this.clear(`The weight could not be followed: ${failure}.`);
  }

  private move(by: 1 | -1): void {
    const { net } = this.lab.state;
    const rule = inspectedRule(net);
    const { records, state } = this.run();
    // A rule that was just added has no record before the next frame.
    if (!(rule in records) || refusalOf(net) !== null) return;
    const last = records[rule].end?.t ?? state.steps;
    const t = Math.min(net.t, records[rule].done);
    const steps = t === 0 ? [] : this.foundAt(this.place(rule, t), t);
    if (steps !== null) this.lab.setNet(moveWeightLine({ t, line: net.line }, by, steps, last));
  }
}
