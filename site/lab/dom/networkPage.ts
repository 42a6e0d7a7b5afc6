/** @file The network mode: up to four rules that train the same network on the same batches. */
import { short, terse } from "../../../src/cli/terminal/numbers.ts";
import type { Sequential } from "../../../src/nn/index.ts";
import type { Choice } from "../choice.ts";
import type { Lab, View } from "../lab.ts";
import { lookOf } from "../look.ts";
import { netCheck } from "../network/netCheck.ts";
import { loadWeights, modelOf } from "../network/netModel.ts";
import type { NetRun } from "../network/netRun.ts";
import { axes, type NetState, trainsAlike } from "../network/netState.ts";
import { NetTrainer } from "../network/netTrainer.ts";
import { endOf, fairnessText, netSummary, percent } from "../network/netWords.ts";
import { ranges } from "../state.ts";
import { digitTile } from "./digitTile.ts";
import { h, scroller, setText } from "./elements.ts";
import { gradientChart } from "./gradientChart.ts";
import { netCharts } from "./netCharts.ts";
import { netCurvatureChart } from "./netCurvatureChart.ts";
import { countField, netPanel, wordField } from "./netPanel.ts";
import { netRatesPanel } from "./netRatesPanel.ts";
import { type NetTile, netTile } from "./netTile.ts";
import { netWorker } from "./netWorker.ts";
import { swatch } from "./swatch.ts";
import { Transport } from "./transport.ts";

export class NetworkPage implements View {
  readonly element: HTMLElement;
  private readonly trainer: NetTrainer;
  /** Gets the weights of the step that is drawn. Built by `restart` when the mode is first shown. */
  private scratch!: Sequential;
  private tiles: NetTile[] = [];
  private rows: ReturnType<typeof rowOf>[] = [];
  private drawnPlace: number | null = null;
  private drawn = "";
  private readonly steps: Transport;
  private readonly panel: ReturnType<typeof netPanel>;
  private readonly charts: ReturnType<typeof netCharts>;
  private readonly curvature: ReturnType<typeof netCurvatureChart>;
  private readonly finder: ReturnType<typeof netRatesPanel>;
  private readonly curveFields;
  private readonly gradient: ReturnType<typeof gradientChart>;
  private readonly grid = h("div", { className: "tiles" });
  private readonly sentence = h("p", { className: "summary long", attributes: { role: "status" } });
  private readonly fairness = h("p", { className: "hint" });
  private readonly place = h("p", { className: "hint", hidden: true });
  private readonly body = h("tbody");

  /** `script` is the text of the page's script, which a worker runs too. */
  constructor(lab: Lab, script: string) {
    this.trainer = new NetTrainer({
      makeWorker: () => netWorker(script),
      now: () => performance.now(),
      changed: () => lab.renderSoon(),
    });
    this.steps = new Transport({
      t: () => Math.min(lab.state.net.t, this.run.last),
      steps: () => this.run.last,
      set: (t) => lab.setNet({ t }),
      redraw: () => lab.renderSoon(),
    });
    this.panel = netPanel(lab, () => this.run);
    this.charts = netCharts(lab, () => this.run);
    this.curvature = netCurvatureChart(lab, () => this.run);
    this.finder = netRatesPanel(lab, () => this.run);
    this.curveFields = curveFields(lab);
    this.gradient = gradientChart(
      "Error of the gradient of the first network, over the distance h of differences",
      () => netCheck(this.run, lab.state.net.t),
      () => lab.hash,
    );
    const numbers = h("div", { className: "panel" }, scroller("Losses", lossTable(this.body)));
    const [testLoss, accuracy, ...others] = this.charts.elements;
    this.element = h(
      "main",
      { className: "surface" },
      h(
        "div",
        { className: "middle" },
        h(
          "div",
          null,
          ...[this.grid, this.steps.element, this.sentence, this.fairness, this.place, this.curveFields.element],
        ),
      ),
      h("div", { className: "controls" }, ...this.panel.elements),
      h("div", { className: "side" }, numbers, testLoss, accuracy),
      h("div", { className: "charts" }, ...others, this.curvature.element, this.finder.element, this.gradient.element),
    );
    // A hidden tab trains no further.
    document.addEventListener("visibilitychange", () => (document.hidden ? this.trainer.pause() : lab.renderSoon()));
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
    const isReached = this.trainer.advance(net.t);
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
    this.tiles = net.choices.map(() => (net.data === "digits" ? digitTile(test) : netTile(train, net.loss)));
    this.grid.replaceChildren(...this.tiles.map((tile) => tile.element));
    this.rows = net.choices.map((choice, i) => rowOf(this.run.names[i], choice));
    this.body.replaceChildren(...this.rows.flatMap(({ elements }) => elements));
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
    const now = [t, isAtRest, net.smoothing, net.axis].join();
    if (now === this.drawn) return;
    this.drawn = now;
    this.showNumbers(t, net);
    this.charts.show(t);
    this.curvature.show(t);
    setText(this.fairness, fairnessText(this.run));
    setText(this.sentence, isAtRest ? netSummary(this.run, t) : `Training … step ${this.run.done}`);
    const { problem } = this.trainer;
    this.place.hidden = problem === null;
    setText(this.place, `Trains in this page, more slowly, because the browser refused a worker: ${problem}`);
  }

  private showNumbers(t: number, net: NetState): void {
    const { names, rates, records } = this.run;
    for (const [i, { curves, end, done }] of records.entries()) {
      const at = Math.min(t, done);
      const right = percent(curves.accuracy[at]);
      const look = lookOf(net.choices[i], net.choices[i].look);
      this.tiles[i].caption(swatch(look), `${names[i]}: ${right} right${at < t ? ` at step ${at}` : ""}`);
      const { cells, note } = this.rows[i];
      const texts = [terse(rates[i]), number(curves.trainLoss[at]), number(curves.testLoss[at]), right];
      for (const [k, cell] of cells.entries()) setText(cell, texts[k]);
      setText(note, endOf(end, net));
      note.classList.toggle("gone-note", end?.why === "diverged");
    }
  }
}

/** The row of a rule, and the line below it that says why it ended. Its space is kept, so that nothing moves. */
function rowOf(name: string, choice: Choice) {
  const cells = Array.from({ length: 4 }, () => h("td"));
  const note = h("td", { className: "end-note", colSpan: 5 });
  const head = h("th", { scope: "row" }, swatch(lookOf(choice, choice.look)), name);
  return { elements: [h("tr", null, head, ...cells), h("tr", null, note)], cells, note };
}

/** How the curves are shown. */
function curveFields(lab: Lab): { element: HTMLElement; show(net: NetState): void } {
  const fields = [
    countField(lab, "smoothing", "Smoothing β of training curves", ranges.smoothing, {
      note: ({ smoothing }) => (smoothing === 0 ? "as measured" : ""),
      slider: { low: 0, high: 0.99, step: 0.01 },
    }),
    wordField(lab, "axis", "Axis of the losses", axes),
  ];
  return {
    element: h("div", { className: "panel curve-fields" }, ...fields.map(({ element }) => element)),
    show(net) {
      for (const field of fields) field.show(net);
    },
  };
}

function lossTable(body: HTMLElement): HTMLElement {
  const head = ["Rule", "Rate", "Train", "Test", "Right"].map((text) => h("th", { scope: "col" }, text));
  const caption = h("caption", null, "Loss and accuracy at this step");
  return h("table", { className: "results now losses" }, caption, h("thead", null, h("tr", null, ...head)), body);
}

/** The loss before the first step is not known. */
const number = (x: number): string => (Number.isNaN(x) ? "–" : short(x));
