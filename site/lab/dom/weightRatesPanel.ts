/** @file The rates of single weights: two rules side by side, as maps and as histograms. */
import { tickText } from "../../../src/cli/report/svg.ts";
import { terse } from "../../../src/cli/terminal/numbers.ts";
import { makeRule } from "../forms.ts";
import type { Lab } from "../lab.ts";
import type { NetRun } from "../network/netRun.ts";
import { percent } from "../network/netWords.ts";
import { decades, layerRatio, layersOf, weightRates } from "../network/weightRates.ts";
import { SharedCursor } from "../sharedCursor.ts";
import { h, newId, scroller, setText } from "./elements.ts";
import { HeatMap } from "./heatMap.ts";
import { kindNames, kinds, RateHistogram, type RateKind, type ShownRates } from "./rateHistogram.ts";
import { selectField } from "./selectField.ts";

export function weightRatesPanel(lab: Lab, run: () => NetRun): { element: HTMLElement; show(t: number): void } {
  const cursor = new SharedCursor();
  let shown: ShownRates | null = null;
  const fields = rateFields(lab, run);
  const sentence = h("p", { className: "hint" });
  const maps = [0, 1].map(() => ({ effective: new HeatMap(cursor), realised: new HeatMap(cursor) }));
  const charts = kinds.map((kind) => new RateHistogram(kind, lab, run, () => shown));
  const table = layerTable();
  const id = newId("rates");
  const panel = h(
    "section",
    { className: "panel rates", attributes: { "aria-labelledby": id } },
    h("h2", { id }, "Rates of single weights"),
    fields.element,
    sentence,
    legend(),
    h("div", { className: "heats" }, ...maps.flatMap((one) => kinds.map((kind) => one[kind].element))),
    table.element,
  );
  return {
    element: h("div", { className: "charts rates-tab" }, panel, ...charts.map(({ element }) => element)),
    show(t) {
      fields.show();
      shown = shownAt(lab, run(), t);
      if (shown === null) return;
      draw(maps, shown, run());
      setText(sentence, sentenceOf(shown, lab, run()));
      for (const one of charts) one.show();
      table.show(shown, run());
    },
  };
}

function shownAt({ state: { net } }: Lab, run: NetRun, t: number): ShownRates | null {
  if (run.records.length === 0) return null;
  const layers = layersOf(run.trainings[0].model);
  const layer = layers[Math.min(net.layer, layers.length - 1)];
  const ranks = net.pair.map((rank) => Math.min(rank, run.records.length - 1));
  const pair = ranks.map((rank) => {
    const found = weightRates(run.records[rank], layer, Math.min(t, run.records[rank].done));
    // The elements of such a rule influence each other, so none has a rate that is its alone.
    const isOwn = makeRule(net.choices[rank]).elementwise;
    return { rank, rates: { effective: isOwn ? (found?.effective ?? null) : null, realised: found?.realised ?? null } };
  });
  return { layer, pair, t: Math.max(...ranks.map((rank) => run.records[rank].keptAt(t)?.t ?? 0)) };
}

function draw(
  maps: readonly Readonly<Record<RateKind, HeatMap>>[],
  { layer, pair }: ShownRates,
  { names }: NetRun,
): void {
  for (const [i, { rank, rates }] of pair.entries())
    for (const kind of kinds) maps[i][kind].draw(`${names[rank]}: ${kindNames[kind]}`, layer, rates[kind]);
}

/** Which step is shown, and which share of the weights moved up their gradients. */
function sentenceOf({ layer, pair, t }: ShownRates, { state: { net } }: Lab, { names }: NetRun): string {
  if (t === 0) return "No step was made yet.";
  const shares = pair.map(({ rank, rates: { effective } }) => {
    if (!makeRule(net.choices[rank]).elementwise)
      return `${names[rank]} scales weights together, so none has a rate that is its alone`;
    if (effective === null) return `${names[rank]} made no step that was kept`;
    return `${names[rank]} moved ${percent(effective.filter((rate) => rate < 0).length / effective.length)} up its gradient`;
  });
  return `Of ${layer.name} at step ${t}, the last that was kept: ${[...new Set(shares)].join("; ")}.`;
}

/** The layer and the two rules. */
function rateFields(lab: Lab, run: () => NetRun): { element: HTMLElement; show(): void } {
  const fields = h("div", { className: "curve-fields rate-fields" });
  let selects: HTMLSelectElement[] = [];
  let built: NetRun | null = null;
  function build(): void {
    built = run();
    const names = layersOf(built.trainings[0].model).map(({ name, rows, columns }) => `${name} ${rows} × ${columns}`);
    const made = [
      selectField("Layer", names, (name) => lab.setNet({ layer: names.indexOf(name) })),
      ...(["Rule", "Beside"] as const).map((label, i) =>
        selectField(label, run().names, (name) => {
          const pair = lab.state.net.pair.map((rank, k) => (k === i ? run().names.indexOf(name) : rank));
          lab.setNet({ pair: [pair[0], pair[1]] });
        }),
      ),
    ];
    selects = made.map(({ select }) => select);
    fields.replaceChildren(...made.map(({ element }) => element));
  }
  return {
    element: fields,
    show() {
      if (run().records.length === 0) return;
      if (run() !== built) build();
      const { layer, pair } = lab.state.net;
      for (const [i, rank] of [layer, ...pair].entries())
        selects[i].selectedIndex = Math.min(rank, selects[i].options.length - 1);
    },
  };
}

/** The colours of the maps, the same for every layer and step. */
function legend(): HTMLElement {
  const [low, high] = decades;
  return h(
    "div",
    { className: "heat-legend" },
    h("span", { className: "ramp down" }),
    h("span", null, "down its gradient"),
    h("span", { className: "ramp up" }),
    h("span", null, "up its gradient"),
    h("span", null, `from ${tickText(10 ** low)} to ${tickText(10 ** high)}, by powers of ten`),
  );
}

/** ‖Δθ‖ / ‖θ‖ of every layer for both rules. */
function layerTable(): { element: HTMLElement; show(shown: ShownRates, run: NetRun): void } {
  const head = h("tr");
  const body = h("tbody");
  const caption = h("caption", null, "Length of the update over length of the weights, by layer");
  const table = h("table", null, caption, h("thead", null, head), body);
  return {
    element: scroller("Update over weights by layer", table),
    show({ pair, t }, { names, records, trainings }) {
      const titles = ["Layer", ...pair.map(({ rank }) => names[rank])];
      head.replaceChildren(...titles.map((text) => h("th", { scope: "col" }, text)));
      body.replaceChildren(
        ...layersOf(trainings[0].model).map((layer) => {
          const ratios = pair.map(({ rank }) => layerRatio(records[rank].keptAt(t), layer));
          const cells = ratios.map((ratio) =>
            h("td", null, Number.isNaN(ratio) ? "–" : terse(Number(ratio.toPrecision(3)))),
          );
          return h("tr", null, h("th", { scope: "row" }, layer.name), ...cells);
        }),
      );
    },
  };
}
