/** @file The network mode: up to four rules that train the same network on the same batches. */
import type { Sequential } from "../../../src/nn/index.ts";
import type { Lab, View } from "../lab.ts";
import { lookOf } from "../look.ts";
import { netCheck } from "../network/netCheck.ts";
import { isPlanar } from "../network/netData.ts";
import { loadWeights, modelOf } from "../network/netModel.ts";
import type { NetRun } from "../network/netRun.ts";
import { type NetState, trainsAlike } from "../network/netState.ts";
import { NetTools } from "../network/netTools.ts";
import { NetTrainer } from "../network/netTrainer.ts";
import { fairnessText, netSummary, paceText, percent } from "../network/netWords.ts";
import { tableData } from "../network/tableData.ts";
import { digitTile } from "./digitTile.ts";
import { h, setText } from "./elements.ts";
import { gradientChart } from "./gradientChart.ts";
import { LandscapeFigure } from "./landscapeFigure.ts";
import { netCharts } from "./netCharts.ts";
import { NetCurvatureChart } from "./netCurvatureChart.ts";
import { netCurveFields } from "./netCurveFields.ts";
import { netNumbers } from "./netNumbers.ts";
import { netPanel } from "./netPanel.ts";
import { NetRatesPanel } from "./netRatesPanel.ts";
import { netSaving } from "./netSaving.ts";
import { type NetTile, netTile } from "./netTile.ts";
import { netWorker } from "./netWorker.ts";
import { swatch } from "./swatch.ts";
import { tableTile } from "./tableTile.ts";
import { Transport } from "./transport.ts";
import { WeightInspector } from "./weightInspector.ts";
import { weightRatesPanel } from "./weightRatesPanel.ts";

export class NetworkPage implements View {
  readonly element: HTMLElement;
  private readonly trainer: NetTrainer;
  /** Gets the weights of the step that is drawn. Built by `restart` when the mode is first shown. */
  private scratch!: Sequential;
  private tiles: NetTile[] = [];
  private drawnPlace: number | null = null;
  private drawn = "";
  private readonly steps: Transport;
  private readonly panel: ReturnType<typeof netPanel>;
  private readonly charts: ReturnType<typeof netCharts>;
  private readonly curvature: NetCurvatureChart;
  private readonly finder: NetRatesPanel;
  private readonly curveFields: ReturnType<typeof netCurveFields>;
  private readonly landscape: LandscapeFigure;
  private readonly gradient: ReturnType<typeof gradientChart>;
  private readonly rates: ReturnType<typeof weightRatesPanel>;
  private readonly inside: WeightInspector;
  private readonly curves: HTMLElement;
  private readonly numbers = netNumbers();
  private readonly grid = h("div", { className: "tiles" });
  private readonly sentence = h("p", { className: "summary long", attributes: { role: "status" } });
  private readonly fairness = h("p", { className: "hint" });
  private readonly place = h("p", { className: "hint pace" });

  /** `script` is the text of the page's script, which a worker runs too. */
  constructor(lab: Lab, script: string) {
    const makeWorker = () => netWorker(script);
    const changed = () => lab.renderSoon();
    this.trainer = new NetTrainer({ makeWorker, now: () => performance.now(), changed });
    this.steps = this.transport(lab);
    const run = (): NetRun => this.run;
    this.panel = netPanel(lab, run);
    this.charts = netCharts(lab, run);
    const slow = new NetTools(makeWorker);
    this.curvature = new NetCurvatureChart(lab, run, slow);
    this.finder = new NetRatesPanel(lab, run, slow);
    this.curveFields = netCurveFields(lab);
    this.landscape = new LandscapeFigure(lab, run);
    this.gradient = gradientChart(
      "Error of the gradient of the first network, over the distance h of differences",
      () => netCheck(this.run, lab.state.net.t),
      () => lab.hash,
    );
    this.rates = weightRatesPanel(lab, run);
    this.inside = new WeightInspector(lab, run, slow);
    const [testLoss, accuracy, ...others] = this.charts.elements;
    const tools = [this.curvature, this.finder, this.landscape, this.gradient].map(({ element }) => element);
    this.curves = h("div", { className: "charts" }, ...others, ...tools);
    this.element = h(
      "main",
      { className: "surface" },
      h("div", { className: "middle" }, this.middle(lab)),
      h("div", { className: "controls" }, ...this.panel.elements),
      h("div", { className: "side" }, this.numbers.element, testLoss, accuracy),
      this.curves,
      this.rates.element,
      this.inside.element,
    );
    // A hidden tab trains no further.
    document.addEventListener("visibilitychange", () => (document.hidden ? this.trainer.pause() : changed()));
  }

  private transport(lab: Lab): Transport {
    return new Transport({
      t: () => Math.min(lab.state.net.t, this.run.last),
      steps: () => this.run.last,
      set: (t) => lab.setNet({ t }),
      redraw: () => lab.renderSoon(),
    });
  }

  /** The pictures with their steps, and what holds for all of them. */
  private middle(lab: Lab): HTMLElement {
    const { grid, steps, sentence, fairness, place, curveFields } = this;
    const saving = netSaving(lab, () => this.run);
    return h("div", null, grid, steps.element, sentence, fairness, place, saving, curveFields.element);
  }

  private get run(): NetRun {
    return this.trainer.run;
  }

  /** Ends play and training when another mode is shown. */
  stop(): void {
    this.steps.stop();
    this.trainer.pause();
  }

  /** Draws the boundaries again with the colours of the page as they are now. */
  recolour(): void {
    this.drawn = "";
    this.drawnPlace = null;
  }

  render({ state: { mode, net } }: Lab): void {
    this.element.hidden = mode !== "network";
    if (this.element.hidden) return;
    if (this.run === undefined || !trainsAlike(this.run.state, net)) this.restart(net);
    const isReached = document.hidden ? this.run.hasReached(net.t) : this.trainer.advance(net.t);
    this.panel.show();
    this.finder.show();
    this.curveFields.show(net);
    this.gradient.show();
    this.steps.show();
    const t = Math.min(net.t, this.run.done);
    const place = Math.max(-1, ...this.run.records.map((record) => record.keptAt(t)?.t ?? -1));
    if (!isReached && place === this.drawnPlace) return;
    this.drawTiles(t, place);
    this.show(t, net, isReached && !this.steps.isPlaying);
  }

  private restart(net: NetState): void {
    this.trainer.start(net);
    this.scratch = modelOf(net);
    const { train, test } = this.run;
    const tile = (): NetTile => {
      if (net.data === "digits") return digitTile(test);
      return isPlanar(net) ? netTile(train, net.loss) : tableTile(test, tableData(net.table, net.label).classNames);
    };
    this.tiles = net.choices.map(tile);
    this.grid.replaceChildren(...this.tiles.map((tile) => tile.element));
    this.numbers.restart(this.run);
    this.recolour();
  }

  private drawTiles(t: number, place: number): void {
    if (place === this.drawnPlace) return;
    this.drawnPlace = place;
    for (const [i, record] of this.run.records.entries()) {
      const kept = record.keptAt(t);
      if (kept === undefined) continue;
      loadWeights(this.scratch, kept.weights);
      this.tiles[i].draw(this.scratch);
    }
  }

  /** Shows the numbers of step t. The sentence for screen readers waits until nothing trains. */
  private show(t: number, net: NetState, isAtRest: boolean): void {
    const { smoothing, axis, tab, layer, pair, index, inspected, line } = net;
    const now = [t, isAtRest, smoothing, axis, tab, layer, pair, index, inspected, line].join();
    if (now === this.drawn) return;
    this.drawn = now;
    this.captionTiles(t, net);
    this.numbers.show(this.run, t);
    this.curves.hidden = tab !== "curves";
    this.rates.element.hidden = tab !== "rates";
    this.inside.element.hidden = tab !== "step";
    this.charts.show(t);
    this.curvature.show(t);
    this.landscape.show(t, isAtRest);
    if (tab === "rates") this.rates.show(t);
    if (tab === "step") this.inside.show(isAtRest);
    for (const one of [this.fairness, this.place]) one.hidden = net.choices.length === 0;
    setText(this.fairness, fairnessText(this.run));
    setText(this.sentence, isAtRest ? netSummary(this.run, t) : `Training … step ${this.run.done}`);
    if (isAtRest) setText(this.place, paceText(this.trainer.pace, this.trainer.problem));
  }

  private captionTiles(t: number, { choices }: NetState): void {
    for (const [i, { curves, done }] of this.run.records.entries()) {
      const at = Math.min(t, done);
      const right = `${percent(curves.accuracy[at])} right${at < t ? ` at step ${at}` : ""}`;
      this.tiles[i].caption(swatch(lookOf(choices[i], choices[i].look)), `${this.run.names[i]}: ${right}`);
    }
  }
}
