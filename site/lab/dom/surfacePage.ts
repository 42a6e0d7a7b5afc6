import type { Lab, View } from "../lab.ts";
import { curvatureChart } from "./curvatureChart.ts";
import { h } from "./elements.ts";
import { functionPanel } from "./functionPanel.ts";
import { Inspector } from "./inspector.ts";
import { lossChart } from "./lossChart.ts";
import { rateChart } from "./rateChart.ts";
import { results } from "./results.ts";
import { saving } from "./saving.ts";
import { Stage } from "./stage.ts";
import { surfaceRules } from "./surfaceRules.ts";
import { Transport } from "./transport.ts";

/** The mode of test functions: the stage with its steps, what is on it, and what happens inside a step. */
export function surfacePage(lab: Lab): View & { element: HTMLElement; stop(): void; recolour(): void } {
  const steps = new Transport({
    t: () => lab.state.t,
    steps: () => lab.state.steps,
    set: (t) => lab.set({ t }),
    redraw: () => lab.renderSoon(),
  });
  const isPlaying = (): boolean => steps.isPlaying;
  const picture = new Stage(lab, { playOrPause: () => steps.playOrPause(), isPlaying });
  const table = results(isPlaying);
  const inside = new Inspector(lab, isPlaying);
  const [functions, rules] = [functionPanel(lab), surfaceRules(lab)];
  const charts = [lossChart(lab, isPlaying), rateChart(lab), curvatureChart(lab, isPlaying)];
  const views: readonly View[] = [inside, functions, rules, picture, table, ...charts];
  const element = h(
    "main",
    { className: "surface" },
    h("div", { className: "middle" }, picture.element, steps.element, table.sentence, saving(lab)),
    h("div", { className: "controls" }, functions.element, rules.element),
    h("div", { className: "side" }, table.element, inside.element),
    h("div", { className: "charts" }, ...charts.map((one) => one.element)),
  );
  return {
    element,
    stop: () => steps.stop(),
    recolour: () => picture.recolour(),
    render(now) {
      element.hidden = now.state.mode !== "surface";
      if (element.hidden) return;
      steps.show();
      for (const view of views) view.render(now);
    },
  };
}
