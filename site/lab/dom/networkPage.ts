/** @file The network mode: up to four rules that train the same network on the same batches. */
import { short, terse } from "../../../src/cli/terminal/numbers.ts";
import type { Module } from "../../../src/nn/index.ts";
import type { Lab, View } from "../lab.ts";
import { lookOf } from "../look.ts";
import { modelOf, NetRun } from "../network/netRun.ts";
import type { NetState } from "../network/netState.ts";
import { loadWeights } from "../network/netTraining.ts";
import { fairnessText, netSummary, percent } from "../network/netWords.ts";
import { h, scroller, setText } from "./elements.ts";
import { netCharts } from "./netCharts.ts";
import { netPanel } from "./netPanel.ts";
import { type NetTile, netTile } from "./netTile.ts";
import { swatch } from "./swatch.ts";
import { transport } from "./transport.ts";

/** Steps that all rules make in one frame: a few milliseconds of work. */
const stepsAFrame = 2;
/** While training catches up, boundaries are drawn at multiples of this step. */
const drawEvery = 20;

export function networkPage(lab: Lab): View & { element: HTMLElement; stop(): void; recolour(): void } {
  let run = new NetRun(lab.state.net);
  let scratch: Module = modelOf(lab.state.net);
  let tiles: NetTile[] = [];
  let drawn = "";
  const steps = transport({
    t: () => lab.state.net.t,
    steps: () => lab.state.net.steps,
    set: (t) => lab.setNet({ t }),
    redraw: () => lab.renderSoon(),
  });
  const panel = netPanel(lab, () => run);
  const charts = netCharts(lab, () => run);
  const grid = h("div", { className: "tiles" });
  const sentence = h("p", { className: "summary", attributes: { role: "status" } });
  const fairness = h("p", { className: "hint" });
  const body = h("tbody");
  const head = ["Rule", "Rate", "Train", "Test", "Right"].map((text) => h("th", { scope: "col" }, text));
  const table = h(
    "table",
    { className: "results now" },
    h("caption", null, "Loss and accuracy at this step"),
    h("thead", null, h("tr", null, ...head)),
    body,
  );
  const element = h(
    "main",
    { className: "surface" },
    h("div", { className: "middle" }, grid, steps.element, sentence, fairness),
    h("div", { className: "controls" }, ...panel.elements),
    h("div", { className: "side" }, h("div", { className: "panel" }, scroller("Losses", table)), ...charts.elements),
  );

  function restart(net: NetState): void {
    run = new NetRun(net);
    scratch = modelOf(net);
    tiles = net.choices.map(netTile);
    grid.replaceChildren(...tiles.map((tile) => tile.element));
    drawn = "";
  }

  function drawTiles(t: number): void {
    for (const [i, training] of run.trainings.entries()) {
      const kept = training.weightsAt(Math.min(t, training.done));
      loadWeights(scratch, kept.weights);
      tiles[i].draw(scratch, run.train);
    }
  }

  function showNumbers(t: number, net: NetState): void {
    const rows = run.trainings.map(({ curves, problem, done }, i) => {
      const at = Math.min(t, done);
      const look = lookOf(net.choices[i], net.choices[i].look);
      tiles[i].caption(swatch(look), `${run.names[i]}: ${percent(curves.accuracy[at])} right at step ${at}`);
      const cells = [
        terse(run.rates[i]),
        number(curves.trainLoss[at]),
        short(curves.testLoss[at]),
        percent(curves.accuracy[at]),
      ];
      const name = h("th", { scope: "row" }, swatch(look), run.names[i]);
      const row = h("tr", null, name, ...cells.map((text) => h("td", null, text)));
      return problem === null ? [row] : [row, h("tr", null, h("td", { className: "gone-note", colSpan: 5 }, problem))];
    });
    body.replaceChildren(...rows.flat());
  }

  return {
    element,
    stop: steps.stop,
    recolour() {
      drawn = "";
    },
    render({ state: { mode, net } }) {
      element.hidden = mode !== "network";
      if (element.hidden) return;
      if (tiles.length !== net.choices.length || !isSameRun(run.state, net)) restart(net);
      const isReached = run.advance(net.t, stepsAFrame);
      if (!isReached) lab.renderSoon();
      const t = Math.min(net.t, run.done);
      panel.show();
      steps.show();
      const isDue = isReached || t % drawEvery === 0;
      if (!isDue || `${t}` === drawn) return;
      drawn = `${t}`;
      drawTiles(t);
      showNumbers(t, net);
      charts.show(t);
      setText(fairness, fairnessText(run));
      if (isReached && !steps.isPlaying) setText(sentence, netSummary(run, t) + endText(net));
      else setText(sentence, "Training …");
    },
  };
}

/** The loss before the first step is not known. */
const number = (x: number): string => (Number.isNaN(x) ? "–" : short(x));

const endText = ({ t, steps }: NetState): string => (t === steps ? " Stopped: this is the last step." : "");

/** True where only the step shown differs. */
const isSameRun = (a: NetState, b: NetState): boolean =>
  (Object.keys(a) as (keyof NetState)[]).every((key) => key === "t" || a[key] === b[key]);
