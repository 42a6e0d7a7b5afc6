import { surfaceCheck } from "../gradientCheck.ts";
import type { Lab, View } from "../lab.ts";
import { CurvatureChart } from "./curvatureChart.ts";
import { h } from "./elements.ts";
import { functionPanel } from "./functionPanel.ts";
import { gradientChart } from "./gradientChart.ts";
import { lossChart } from "./lossChart.ts";
import { pinBox } from "./pinBox.ts";
import { rateChart } from "./rateChart.ts";
import { saving } from "./saving.ts";
import { steppedStage } from "./steppedStage.ts";
import { surfaceRules } from "./surfaceRules.ts";

/** The mode of test functions: the stage with its steps, what is on it, and what happens inside a step. */
export function surfacePage(lab: Lab): View & { element: HTMLElement; stop(): void; recolour(): void } {
  const stepped = steppedStage(lab);
  const { picture, steps, table, inside, isPlaying } = stepped;
  const [functions, rules] = [functionPanel(lab), surfaceRules(lab)];
  const gradient = gradientChart(
    "Error of the gradient at the inspected rule's point, over the distance h of differences",
    () => surfaceCheck(lab.run, lab.state),
    () => lab.hash,
  );
  const charts = [lossChart(lab, isPlaying), rateChart(lab), new CurvatureChart(lab, isPlaying)];
  const pin = pinBox(lab);
  const views: readonly View[] = [stepped, pin, functions, rules, ...charts];
  const element = h(
    "main",
    { className: "surface" },
    h(
      "div",
      { className: "middle" },
      h("div", null, picture.element, steps.element, table.sentence, saving(lab), pin.element),
    ),
    h("div", { className: "controls" }, functions.element, rules.element),
    h("div", { className: "side" }, table.element, inside.element),
    h("div", { className: "charts" }, ...[...charts, gradient].map((one) => one.element)),
  );
  return {
    element,
    stop: () => steps.stop(),
    recolour: () => picture.recolour(),
    render(now) {
      element.hidden = now.state.mode !== "surface";
      if (element.hidden) return;
      for (const view of views) view.render(now);
      gradient.show();
    },
  };
}
