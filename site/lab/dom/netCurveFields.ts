import type { Lab } from "../lab.ts";
import { axes, type NetState, tabs } from "../network/netState.ts";
import { ranges } from "../state.ts";
import { h } from "./elements.ts";
import { countField, wordField } from "./netPanel.ts";

/** Fields that choose the part shown below, and how the curves are drawn. */
export function netCurveFields(lab: Lab): { element: HTMLElement; show(net: NetState): void } {
  const buttons = tabs.map((tab) => {
    const button = h("button", { type: "button" }, tabNames[tab]);
    button.addEventListener("click", () => lab.setNet({ tab }));
    return { tab, button };
  });
  const fields = [
    countField(lab, "smoothing", "Smoothing β of training curves", ranges.smoothing, {
      note: ({ smoothing }) => (smoothing === 0 ? "as measured" : ""),
      slider: { low: 0, high: 0.99, step: 0.01 },
    }),
    wordField(lab, "axis", "Axis of the losses", axes),
  ];
  const group = { role: "group", "aria-label": "Shown below" };
  const choice = h("div", { className: "row modes", attributes: group }, ...buttons.map(({ button }) => button));
  return {
    element: h("div", { className: "panel curve-fields" }, choice, ...fields.map(({ element }) => element)),
    show(net) {
      for (const { tab, button } of buttons) button.setAttribute("aria-pressed", `${tab === net.tab}`);
      for (const field of fields) field.show(net);
    },
  };
}

const tabNames = { curves: "Curves", rates: "Rates of weights", step: "Inside the step" } as const;
