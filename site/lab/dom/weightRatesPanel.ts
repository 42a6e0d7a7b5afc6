/** @file The rates of single weights: two rules side by side, as maps and as histograms. */
import { tickText } from "../../../src/cli/report/svg.ts";
import { short, terse } from "../../../src/cli/terminal/numbers.ts";
import { makeRule } from "../forms.ts";
import type { Lab } from "../lab.ts";
import { lookOf } from "../look.ts";
import type { NetRun } from "../network/netRun.ts";
import { percent } from "../network/netWords.ts";
import {
  decades,
  type Histogram,
  histogram,
  type Layer,
  layerRatio,
  layersOf,
  weightRates,
} from "../network/weightRates.ts";
import { SharedCursor } from "../sharedCursor.ts";
import { type Chart, chart } from "./chart.ts";
import { h, newId, scroller, setText } from "./elements.ts";
import { type HeatMap, heatMap } from "./heatMap.ts";
import { selectField } from "./selectField.ts";

const kinds = ["effective", "realised"] as const;
type RateKind = (typeof kinds)[number];

const kindNames: Readonly<Record<RateKind, string>> = {
  effective: "effective learning rate, −Δθ / g",
  realised: "realised step, |Δθ| / η",
};

/** The layer that the panel shows, and the ranks of two rules with their rates there. */
interface Shown {
  readonly layer: Layer;
  readonly pair: readonly { readonly rank: number; readonly rates: Readonly<Record<RateKind, Float64Array | null>> }[];
  readonly t: number;
}

export function weightRatesPanel(lab: Lab, run: () => NetRun): { element: HTMLElement; show(t: number): void } {
  const cursor = new SharedCursor();
  let shown: Shown | null = null;
  const fields = rateFields(lab, run);
  const sentence = h("p", { className: "hint" });
  const maps = [0, 1].map(() => ({ effective: heatMap(cursor), realised: heatMap(cursor) }));
  const charts = kinds.map((kind) => rateHistogram(kind, lab, run, () => shown));
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

function shownAt({ state: { net } }: Lab, run: NetRun, t: number): Shown | null {
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

function draw(maps: readonly Readonly<Record<RateKind, HeatMap>>[], { layer, pair }: Shown, { names }: NetRun): void {
  for (const [i, { rank, rates }] of pair.entries())
    for (const kind of kinds) maps[i][kind].draw(`${names[rank]}: ${kindNames[kind]}`, layer, rates[kind]);
}

/** Which step is shown, and which share of the weights moved up their gradients. */
function sentenceOf({ layer, pair, t }: Shown, { state: { net } }: Lab, { names }: NetRun): string {
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

/** The shares of the weights over their rates, for both rules. */
function rateHistogram(
  kind: RateKind,
  lab: Lab,
  run: () => NetRun,
  shown: () => Shown | null,
): { element: HTMLElement; show(): void } {
  const cursor = new SharedCursor();
  let at = 0;
  let found: Histogram = histogram([]);
  const pairOf = () => shown()?.pair ?? [];
  const names = () => pairOf().map(({ rank }) => run().names[rank]);
  const bin = (k: number): string => `${short(10 ** found.edges[k])} to ${short(10 ** found.edges[k + 1])}`;
  const one: Chart = chart({
    caption: `Share of the weights over the ${kindNames[kind]}`,
    note: "Over the middle 98 % of both rules; the numbers say how many lie outside.",
    cursor,
    content: () => ({
      series: found.shares.map((values) => ({ values, length: values.length })),
      looks: pairOf().map(({ rank }) => lookOf(lab.state.net.choices[rank], lab.state.net.choices[rank].look)),
      end: found.edges.length - 2,
      isLinear: true,
      ends: [0, found.shares.reduce((most, shares) => Math.max(most, ...shares), 0.1)],
      labels: [0, 8, 16, 23].map((k) => ({ at: k, text: short(10 ** found.edges[k]) })),
      readout: { position: bin, names: names(), value: (i, k) => percent(found.shares[i][k]) },
      table: () => ({
        head: ["Rate", ...names()],
        rows: [
          ...found.edges.slice(1).map((_, k) => [bin(k), ...found.shares.map((shares) => percent(shares[k]))]),
          ["outside, below", ...found.left.map(({ below }) => `${below}`)],
          ["outside, above", ...found.left.map(({ above }) => `${above}`)],
          ["0 or none", ...found.left.map(({ none }) => `${none}`)],
        ],
      }),
    }),
    onPick(position) {
      at = position;
      one.showCursor(at);
    },
  });
  return {
    element: one.element,
    show() {
      found = histogram(pairOf().map(({ rates }) => rates[kind] ?? new Float64Array(0)));
      one.redraw();
      one.showCursor(at);
      one.describe(
        found.left
          .map(({ below, above, none }, i) => `${names()[i]}: ${below} below, ${above} above, ${none} none.`)
          .join(" "),
      );
    },
  };
}

/** ‖Δθ‖ / ‖θ‖ of every layer for both rules. */
function layerTable(): { element: HTMLElement; show(shown: Shown, run: NetRun): void } {
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
