import { short } from "../../../src/cli/terminal/numbers.ts";
import { curvatureNote, curvatureText } from "../curvature.ts";
import type { Lab } from "../lab.ts";
import { lookOf } from "../look.ts";
import { NetCurvature } from "../network/netCurvature.ts";
import type { NetRun } from "../network/netRun.ts";
import type { NetTools } from "../network/netTools.ts";
import { tableSteps } from "../tableSteps.ts";
import { type Chart, chart } from "./chart.ts";
import { h, setText } from "./elements.ts";

/** The largest curvature of the training loss along every training, over the rule's bound; measured on request. */
export class NetCurvatureChart {
  readonly element: HTMLElement;
  private readonly chart: Chart;
  private readonly button = h("button", { type: "button" }, "Measure the curvature");
  private readonly words = h("p", { className: "hint", attributes: { role: "status" } });
  private found: NetCurvature | null = null;
  private isMeasuring = false;
  private t = 0;

  constructor(
    private readonly lab: Lab,
    private readonly run: () => NetRun,
    private readonly tools: NetTools,
  ) {
    this.chart = this.makeChart();
    this.element = this.chart.element;
    this.element.insertBefore(h("div", { className: "row wrap" }, this.button, this.words), this.element.lastChild);
    this.button.addEventListener("click", () => this.begin());
  }

  private makeChart(): Chart {
    const { lab } = this;
    const all = () => this.found?.all ?? [];
    const cell = (value: number): string => (Number.isNaN(value) ? "none" : short(value));
    return chart({
      caption: "Largest curvature of the training loss over its bound",
      note: `${curvatureNote} A batch smaller than the data keeps a training below the line.`,
      isEmpty: () => this.found === null,
      content: () => ({
        series: all().map(({ ratios }) => ({ values: ratios, length: ratios.length })),
        looks: lab.state.net.choices.map((choice) => lookOf(choice, choice.look)),
        end: lab.state.net.steps,
        guide: 1,
        table: () => ({
          head: ["Step", ...this.run().names],
          rows: tableSteps(lab.state.net.steps).map((t) => [
            `${t}`,
            ...all().map(({ eigenvalues }) => cell(eigenvalues[t])),
          ]),
        }),
      }),
      onPick: (t) => lab.setNet({ t }),
    });
  }

  private begin(): void {
    const next = new NetCurvature(this.run());
    if (next.refusal !== null) this.say(`The curvature ${next.refusal}.`);
    else {
      this.found = next;
      this.button.hidden = true;
      this.chart.redraw();
      void this.measure();
    }
  }

  /** Measures one place after the other, as far as the rules have trained. */
  private async measure(): Promise<void> {
    const { found } = this;
    if (found === null || this.isMeasuring) return;
    this.isMeasuring = true;
    try {
      for (let place = found.next(); place !== null && this.isShown(found); place = found.next()) {
        this.say("Measuring …");
        found.note(place, await this.tools.ask("curvature", found.run.state, place));
        if (this.isShown(found)) this.chart.redraw();
      }
      if (this.isShown(found)) this.say(curvatureText(found.run.names, found.at(this.t), this.t));
    } catch (error) {
      this.say(`The curvature could not be measured: ${(error as Error).message}.`);
    } finally {
      this.isMeasuring = false;
    }
    // The run may have changed meanwhile.
    if (this.found !== found) void this.measure();
  }

  private readonly isShown = (found: NetCurvature): boolean => this.found === found && found.run === this.run();

  private say(text: string): void {
    setText(this.words, text);
    this.chart.describe(text);
  }

  show(t: number): void {
    this.chart.showCursor(t);
    this.t = t;
    if (this.found === null) return;
    if (this.found.run === this.run()) void this.measure();
    else {
      this.found = null;
      this.button.hidden = false;
      this.chart.redraw();
      this.say("");
    }
  }
}
