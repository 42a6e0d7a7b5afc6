import { short } from "../../../src/cli/terminal/numbers.ts";
import type { ChartContent } from "../chartContent.ts";
import type { Lab } from "../lab.ts";
import { lookOf } from "../look.ts";
import type { NetRun } from "../network/netRun.ts";
import { percent } from "../network/netWords.ts";
import { type Histogram, histogram, type Layer } from "../network/weightRates.ts";
import { SharedCursor } from "../sharedCursor.ts";
import { type Chart, chart } from "./chart.ts";

export const kinds = ["effective", "realised"] as const;
export type RateKind = (typeof kinds)[number];

export const kindNames: Readonly<Record<RateKind, string>> = {
  effective: "effective learning rate, −Δθ / g",
  realised: "realised step, |Δθ| / η",
};

/** The layer that the panel shows, and the ranks of two rules with their rates there. */
export interface ShownRates {
  readonly layer: Layer;
  readonly pair: readonly { readonly rank: number; readonly rates: Readonly<Record<RateKind, Float64Array | null>> }[];
  readonly t: number;
}

/** The shares of the weights over their rates, for both rules. */
export class RateHistogram {
  readonly element: HTMLElement;
  private readonly chart: Chart;
  private at = 0;
  private found: Histogram = histogram([]);

  constructor(
    private readonly kind: RateKind,
    private readonly lab: Lab,
    private readonly run: () => NetRun,
    private readonly shown: () => ShownRates | null,
  ) {
    this.chart = chart({
      caption: `Share of the weights over the ${kindNames[kind]}`,
      note: "Over the middle 98 % of both rules; the numbers say how many lie outside.",
      cursor: new SharedCursor(),
      content: () => this.content(),
      onPick: (position) => {
        this.at = position;
        this.chart.showCursor(position);
      },
    });
    this.element = this.chart.element;
  }

  private pair(): ShownRates["pair"] {
    return this.shown()?.pair ?? [];
  }

  private names(): string[] {
    return this.pair().map(({ rank }) => this.run().names[rank]);
  }

  /** The ends of a bin in words. */
  private bin(k: number): string {
    const { edges } = this.found;
    return `${short(10 ** edges[k])} to ${short(10 ** edges[k + 1])}`;
  }

  private content(): ChartContent {
    const { found } = this;
    const { choices } = this.lab.state.net;
    return {
      series: found.shares.map((values) => ({ values, length: values.length })),
      looks: this.pair().map(({ rank }) => lookOf(choices[rank], choices[rank].look)),
      end: found.edges.length - 2,
      isLinear: true,
      ends: [0, found.shares.reduce((most, shares) => Math.max(most, ...shares), 0.1)],
      labels: [0, 8, 16, 23].map((k) => ({ at: k, text: short(10 ** found.edges[k]) })),
      readout: { position: (k) => this.bin(k), names: this.names(), value: (i, k) => percent(found.shares[i][k]) },
      table: () => this.table(),
    };
  }

  private table(): ReturnType<ChartContent["table"]> {
    const { edges, shares, left } = this.found;
    return {
      head: ["Rate", ...this.names()],
      rows: [
        ...edges.slice(1).map((_, k) => [this.bin(k), ...shares.map((one) => percent(one[k]))]),
        ["outside, below", ...left.map(({ below }) => `${below}`)],
        ["outside, above", ...left.map(({ above }) => `${above}`)],
        ["0 or none", ...left.map(({ none }) => `${none}`)],
      ],
    };
  }

  show(): void {
    this.found = histogram(this.pair().map(({ rates }) => rates[this.kind] ?? new Float64Array(0)));
    this.chart.redraw();
    this.chart.showCursor(this.at);
    const names = this.names();
    const words = this.found.left.map(
      ({ below, above, none }, i) => `${names[i]}: ${below} below, ${above} above, ${none} none.`,
    );
    this.chart.describe(words.join(" "));
  }
}
