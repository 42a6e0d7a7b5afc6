import { short } from "../../../src/cli/terminal/numbers.ts";
import type { ChartContent } from "../chartContent.ts";
import { type Curvature, curvatureNote, curvatureOf, curvatureText } from "../curvature.ts";
import type { Lab, View } from "../lab.ts";
import { lookOf } from "../look.ts";
import { tableSteps } from "../tableSteps.ts";
import { type Chart, chart } from "./chart.ts";
import { h, setText } from "./elements.ts";

/** Milliseconds without a change after which the curvature is measured. */
const rest = 200;

/** The largest curvature along every path, over the rule's bound. A click shows that step. */
export class CurvatureChart implements View {
  readonly element: HTMLElement;
  private readonly chart: Chart;
  private readonly numbers = h("p", { className: "hint" });
  private all: Curvature[] = [];
  private timer = 0;
  private shown: unknown = null;
  private told = -1;

  constructor(
    private readonly lab: Lab,
    private readonly isPlaying: () => boolean,
  ) {
    this.chart = chart({
      caption: "Largest curvature over its bound, over the steps",
      note: curvatureNote,
      isEmpty: () => lab.state.choices.length === 0,
      content: () => contentOf(lab, this.all),
      onPick: (t) => lab.set({ t }),
    });
    this.element = this.chart.element;
    this.element.insertBefore(this.numbers, this.element.lastChild);
  }

  private say(t: number): void {
    const text = curvatureText(this.lab.run.names, this.all, t);
    setText(this.numbers, text);
    this.chart.describe(text);
    this.told = t;
  }

  /** Measures one rule at a time, so that the page stays responsive. */
  private measure(run: unknown): void {
    const { lab, all } = this;
    if (run !== lab.run) return;
    if (all.length < lab.state.choices.length) {
      all.push(curvatureOf(lab.run, lab.state, all.length));
      this.timer = window.setTimeout(() => this.measure(run), 0);
      return;
    }
    this.chart.redraw();
    this.say(lab.state.t);
  }

  render({ run, state }: Lab): void {
    if (run !== this.shown) {
      [this.shown, this.all, this.told] = [run, [], -1];
      clearTimeout(this.timer);
      this.timer = window.setTimeout(() => this.measure(run), rest);
    }
    this.chart.showCursor(state.t);
    const isDone = this.all.length === state.choices.length;
    if (!this.isPlaying() && state.t !== this.told && isDone) this.say(state.t);
  }
}

function contentOf({ run, state }: Lab, all: readonly Curvature[]): ChartContent {
  return {
    series: all.map(({ ratios }) => ({ values: ratios, length: ratios.length })),
    looks: state.choices.slice(0, all.length).map((choice) => lookOf(choice, choice.look)),
    end: state.steps,
    guide: 1,
    table: () => ({
      head: ["Step", ...run.names.slice(0, all.length)],
      rows: tableSteps(state.steps).map((t) => [`${t}`, ...all.map(({ eigenvalues }) => cell(eigenvalues[t]))]),
    }),
  };
}

const cell = (value: number): string => (Number.isNaN(value) ? "none" : short(value));
