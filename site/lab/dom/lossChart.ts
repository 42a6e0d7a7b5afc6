import { short } from "../../../src/cli/terminal/numbers.ts";
import { type ChartBox, type ChartModel, chartModel, type Series } from "../chartModel.ts";
import type { Lab, View } from "../lab.ts";
import { lookOf } from "../look.ts";
import { h, newId, s, scroller } from "./elements.ts";

const height = 190;
const mostRows = 25;

/** f above its lowest value over the steps, for every rule. A click shows that step. */
export function lossChart(lab: Lab): View & { element: HTMLElement } {
  const id = newId("chart");
  const svg = s("svg", { role: "img", "aria-labelledby": id, class: "chart" });
  const cursor = s("path", { class: "cursor" });
  const table = h("table");
  const details = h(
    "details",
    null,
    h("summary", null, "Numbers of this chart"),
    scroller("Numbers of the chart", table),
  );
  const element = h(
    "figure",
    { className: "chart-figure" },
    h("figcaption", { id }, "f above its lowest value, over the steps"),
    svg,
    details,
  );
  let [shownRun, width] = [null as unknown, 0];
  let model: ChartModel | null = null;

  const box = (): ChartBox => ({ width, height, left: 46, right: 12, top: 10, bottom: 24 });
  const heights = (): Series[] =>
    lab.run.paths.map(({ values, last, diverged }) => ({
      values: values.map((value) => value - lab.run.surface.minimum),
      length: last + 1,
      mayLeave: diverged,
    }));

  function redraw(): void {
    const { run, state } = lab;
    shownRun = run;
    const { left, right, top, bottom } = box();
    const laid = chartModel(heights(), state.steps, box());
    model = laid;
    svg.setAttribute("viewBox", `0 0 ${width} ${height}`);
    const grid = laid.yTicks.flatMap(({ at, text }) => [
      s("path", { d: `M${left},${at}H${width - right}`, class: "grid" }),
      s("text", { x: left - 6, y: at + 4, class: "y" }, text),
    ]);
    const ticks = laid.xTicks.map(({ at, text }) => s("text", { x: at, y: height - 6, class: "x" }, text));
    const lines = laid.lines.map((d, i) => {
      const { colour, dash } = lookOf(state.choices[i], state.choices[i].look);
      return s("path", { d, class: "series", stroke: colour, "stroke-dasharray": dash.join(" ") || "none" });
    });
    svg.replaceChildren(...grid, ...ticks, ...lines, cursor);
    svg.setAttribute("data-top", `${top},${height - bottom}`);
    if (details.open) fillTable();
  }

  function fillTable(): void {
    const { run, state } = lab;
    const count = Math.min(mostRows, state.steps + 1);
    const steps = Array.from({ length: count }, (_, i) => Math.round((i * state.steps) / Math.max(1, count - 1)));
    const head = h("tr", null, ...["Step", ...run.names].map((text) => h("th", { scope: "col" }, text)));
    const rows = steps.map((t) =>
      h(
        "tr",
        null,
        h("th", { scope: "row" }, `${t}`),
        ...heights().map(({ values, length }) => h("td", null, t < length ? short(values[t]) : "diverged")),
      ),
    );
    table.replaceChildren(h("thead", null, head), h("tbody", null, ...rows));
  }

  const show = (event: PointerEvent): void => {
    const { left } = svg.getBoundingClientRect();
    if (model && event.buttons === 1) lab.set({ t: model.positionAt(event.clientX - left) });
  };
  svg.addEventListener("pointerdown", show);
  svg.addEventListener("pointermove", show);
  details.addEventListener("toggle", () => details.open && fillTable());
  const render = (): void => {
    if (width === 0) return;
    if (lab.run !== shownRun) redraw();
    const { top, bottom } = box();
    cursor.setAttribute("d", `M${model?.x(lab.state.t).toFixed(1)},${top}V${height - bottom}`);
  };
  new ResizeObserver(() => {
    if (svg.clientWidth === width) return;
    width = svg.clientWidth;
    shownRun = null;
    render();
  }).observe(svg);
  return { element, render };
}
