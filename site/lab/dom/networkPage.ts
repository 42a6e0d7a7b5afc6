/** @file The network mode: up to four rules that train the same network on the same batches. */
import { short, terse } from "../../../src/cli/terminal/numbers.ts";
import type { Module } from "../../../src/nn/index.ts";
import type { Lab, View } from "../lab.ts";
import { lookOf } from "../look.ts";
import { frameOf } from "../network/boundary.ts";
import { modelOf, NetRun } from "../network/netRun.ts";
import type { NetState } from "../network/netState.ts";
import { loadWeights } from "../network/netTraining.ts";
import { fairnessText, netSummary, percent } from "../network/netWords.ts";
import { h, scroller, setText } from "./elements.ts";
import { netCharts } from "./netCharts.ts";
import { netCurvatureChart } from "./netCurvatureChart.ts";
import { netPanel } from "./netPanel.ts";
import { netRatesPanel } from "./netRatesPanel.ts";
import { type NetTile, netTile } from "./netTile.ts";
import { swatch } from "./swatch.ts";
import { Transport } from "./transport.ts";

/** Steps that all rules make in one frame: a few milliseconds of work. */
const stepsAFrame = 2;
/** While training catches up, boundaries are drawn at multiples of this step. */
const drawEvery = 20;

export class NetworkPage implements View {
  readonly element: HTMLElement;
  /** Built by `restart` when the mode is first shown, before anything reads it. */
  private run!: NetRun;
  /** Gets the weights of the step that is drawn. */
  private scratch!: Module;
  private tiles: NetTile[] = [];
  private drawn = "";
  private readonly steps: Transport;
  private readonly panel: ReturnType<typeof netPanel>;
  private readonly charts: ReturnType<typeof netCharts>;
  private readonly curvature: ReturnType<typeof netCurvatureChart>;
  private readonly finder: ReturnType<typeof netRatesPanel>;
  private readonly grid = h("div", { className: "tiles" });
  private readonly sentence = h("p", { className: "summary", attributes: { role: "status" } });
  private readonly fairness = h("p", { className: "hint" });
  private readonly body = h("tbody");

  constructor(private readonly lab: Lab) {
    this.steps = new Transport({
      t: () => lab.state.net.t,
      steps: () => lab.state.net.steps,
      set: (t) => lab.setNet({ t }),
      redraw: () => lab.renderSoon(),
    });
    this.panel = netPanel(lab, () => this.run);
    this.charts = netCharts(lab, () => this.run);
    this.curvature = netCurvatureChart(lab, () => this.run);
    this.finder = netRatesPanel(lab, () => this.run);
    const numbers = h("div", { className: "panel" }, scroller("Losses", lossTable(this.body)));
    this.element = h(
      "main",
      { className: "surface" },
      h("div", { className: "middle" }, this.grid, this.steps.element, this.sentence, this.fairness),
      h("div", { className: "controls" }, ...this.panel.elements),
      h("div", { className: "side" }, numbers, ...this.charts.elements, this.curvature.element, this.finder.element),
    );
  }

  stop(): void {
    this.steps.stop();
  }

  /** Draws the boundaries again with the colours of the page as they are now. */
  recolour(): void {
    this.drawn = "";
  }

  render({ state: { mode, net } }: Lab): void {
    this.element.hidden = mode !== "network";
    if (this.element.hidden) return;
    if (!isSameRun(this.run?.state, net)) this.restart(net);
    const isReached = this.run.advance(net.t, stepsAFrame);
    if (!isReached) this.lab.renderSoon();
    this.panel.show();
    this.finder.show();
    this.steps.show();
    const t = Math.min(net.t, this.run.done);
    if (isReached || t % drawEvery === 0) this.draw(t, net, isReached && !this.steps.isPlaying);
  }

  private restart(net: NetState): void {
    this.run = new NetRun(net);
    this.scratch = modelOf(net);
    const { train } = this.run;
    const frame = frameOf(train);
    this.tiles = net.choices.map(() => netTile(train, frame));
    this.grid.replaceChildren(...this.tiles.map((tile) => tile.element));
    this.drawn = "";
  }

  /** Shows step t. The sentence for screen readers waits until nothing trains. */
  private draw(t: number, net: NetState, isAtRest: boolean): void {
    if (`${t} ${isAtRest}` === this.drawn) return;
    this.drawn = `${t} ${isAtRest}`;
    for (const [i, training] of this.run.trainings.entries()) {
      loadWeights(this.scratch, training.weightsAt(Math.min(t, training.done)).weights);
      this.tiles[i].draw(this.scratch);
    }
    this.showNumbers(t, net);
    this.charts.show(t);
    this.curvature.show(t);
    setText(this.fairness, fairnessText(this.run));
    setText(this.sentence, isAtRest ? netSummary(this.run, t) + endText(net) : "Training …");
  }

  private showNumbers(t: number, net: NetState): void {
    const { names, rates, trainings } = this.run;
    const rows = trainings.map(({ curves, problem, done }, i) => {
      const at = Math.min(t, done);
      const look = lookOf(net.choices[i], net.choices[i].look);
      const right = percent(curves.accuracy[at]);
      this.tiles[i].caption(swatch(look), `${names[i]}: ${right} right at step ${at}`);
      const cells = [terse(rates[i]), number(curves.trainLoss[at]), short(curves.testLoss[at]), right];
      const name = h("th", { scope: "row" }, swatch(look), names[i]);
      const row = h("tr", null, name, ...cells.map((text) => h("td", null, text)));
      return problem === null ? [row] : [row, h("tr", null, h("td", { className: "gone-note", colSpan: 5 }, problem))];
    });
    this.body.replaceChildren(...rows.flat());
  }
}

function lossTable(body: HTMLElement): HTMLElement {
  const head = ["Rule", "Rate", "Train", "Test", "Right"].map((text) => h("th", { scope: "col" }, text));
  const caption = h("caption", null, "Loss and accuracy at this step");
  return h("table", { className: "results now" }, caption, h("thead", null, h("tr", null, ...head)), body);
}

/** The loss before the first step is not known. */
const number = (x: number): string => (Number.isNaN(x) ? "–" : short(x));

const endText = ({ t, steps }: NetState): string => (t === steps ? " Stopped: this is the last step." : "");

/** True where only the step shown differs; false before the first run. */
const isSameRun = (a: NetState | undefined, b: NetState): boolean =>
  a !== undefined && (Object.keys(a) as (keyof NetState)[]).every((key) => key === "t" || a[key] === b[key]);
