/** @file The learning-rate finder: range tests of the rules that train, and buttons that apply what they suggest. */
import { short, terse } from "../../../src/cli/terminal/numbers.ts";
import type { ChartContent } from "../chartContent.ts";
import type { Lab } from "../lab.ts";
import { lookOf } from "../look.ts";
import { type FoundRates, ratePlace, ratesText, testedRates } from "../network/netRates.ts";
import type { NetRun } from "../network/netRun.ts";
import type { NetTools } from "../network/netTools.ts";
import { type Chart, chart } from "./chart.ts";
import { h, setText } from "./elements.ts";
import { swatch } from "./swatch.ts";

const everyDecade = 16;
const everyRow = 4;

const note =
  "Every rule begins at the initial weights and sees all data at every step. The loss is smoothed, and a test ends " +
  "at four times its lowest. V: middle of the longest descent. S: steepest. M: a tenth of the rate at the lowest " +
  "loss. The first tenth is left out. Small batches may need smaller rates.";

/** Tests learning rates on request; a suggestion is applied by a click, and is then part of the link. */
export class NetRatesPanel {
  readonly element: HTMLElement;
  private readonly chart: Chart;
  private readonly button = h("button", { type: "button" }, "Find learning rates");
  private readonly words = h("p", { className: "hint", attributes: { role: "status" } });
  private readonly list = h("ul", { className: "rules found-rates" });
  private found: FoundRates[] = [];
  /** The run that was tested; the tests of another one are not shown. */
  private tested: NetRun | null = null;

  constructor(
    private readonly lab: Lab,
    private readonly run: () => NetRun,
    private readonly tools: NetTools,
  ) {
    this.chart = chart({
      caption: "Loss over a learning rate that grows at every step",
      note,
      isEmpty: () => this.tested === null,
      content: () => contentOf(lab, this.tested, this.found),
      onPick: () => {},
    });
    this.chart.showCursor(-1);
    this.element = this.chart.element;
    this.element.insertBefore(h("div", { className: "row wrap" }, this.button, this.words), this.element.lastChild);
    this.element.insertBefore(this.list, this.element.lastChild);
    this.button.addEventListener("click", () => void this.begin());
  }

  private async begin(): Promise<void> {
    this.clear();
    const tested = this.run();
    this.tested = tested;
    this.chart.redraw();
    this.button.disabled = true;
    setText(this.words, "Testing …");
    try {
      for (const i of tested.names.keys()) {
        const rates = await this.tools.ask("rates", tested.state, i);
        if (this.tested !== tested) return;
        this.found.push(rates);
        this.list.append(suggestionItem(this.lab, tested, i, rates));
        this.chart.redraw();
      }
      this.chart.describe(this.found.map((one, k) => ratesText(tested.names[k], one)).join(" "));
      setText(this.words, `Tested ${testedRates.length} rates of each rule.`);
    } catch (error) {
      setText(this.words, `The rates could not be tested: ${(error as Error).message}.`);
    }
    this.button.disabled = false;
  }

  private clear(): void {
    [this.found, this.tested] = [[], null];
    this.button.disabled = false;
    this.list.replaceChildren();
    setText(this.words, "");
    this.chart.redraw();
  }

  show(): void {
    const { tested } = this;
    if (tested !== null && tested !== this.run() && !isSameTest(tested, this.run())) this.clear();
  }
}

/** True if only the rates differ, which the tests do not depend on: applied suggestions stay in sight. */
const isSameTest = (a: NetRun, b: NetRun): boolean => testKey(a) === testKey(b);

const testKey = ({ state: { choices, t: _, steps: __, ...network } }: NetRun): string =>
  JSON.stringify([
    network,
    choices.map(({ settings: { lr: _, ...settings }, ...choice }) => ({ ...choice, settings })),
  ]);

function suggestionItem(lab: Lab, run: NetRun, i: number, rates: FoundRates): HTMLElement {
  const choice = run.state.choices[i];
  const buttons = rates.suggestions.map(({ name, lr, why }) => {
    const apply = h("button", { type: "button", title: why }, `${name} ${terse(lr)}`);
    apply.setAttribute("aria-label", `${name} ${terse(lr)}: apply to ${run.names[i]}; ${why}`);
    apply.addEventListener("click", () => {
      const choices = lab.state.net.choices.map((one, k) =>
        k === i ? { ...one, settings: { ...one.settings, lr } } : one,
      );
      lab.setNet({ choices }, true);
    });
    return apply;
  });
  const head = h("div", null, swatch(lookOf(choice, choice.look)), ` ${run.names[i]}`);
  const text = buttons.length === 0 ? h("p", { className: "hint" }, ratesText(run.names[i], rates)) : null;
  return h("li", null, head, buttons.length === 0 ? text : h("div", { className: "row wrap" }, ...buttons));
}

function contentOf(lab: Lab, tested: NetRun | null, found: readonly FoundRates[]): ChartContent {
  const losses = found.map(({ test }) => Float64Array.from(test.loss));
  return {
    series: losses.map((values) => ({ values, length: values.length })),
    looks: (tested?.state.choices ?? lab.state.net.choices).map((choice) => lookOf(choice, choice.look)),
    end: testedRates.length - 1,
    isLinear: true,
    // A test ends at four times its lowest loss; the descent before it is what counts.
    ceiling: 1.2 * losses.reduce((most, values) => Math.max(most, values[0]), 0),
    labels: testedRates.flatMap((rate, at) => (at % everyDecade === 0 ? [{ at, text: terse(rate) }] : [])),
    marks: found.flatMap(({ suggestions }, series) =>
      suggestions.map(({ name, lr }) => {
        const at = Math.min(Math.max(ratePlace(lr), 0), losses[series].length - 1);
        return { series, at, value: losses[series][at], name: name[0].toUpperCase() };
      }),
    ),
    table: () => ({
      head: ["Rate", ...(tested?.names.slice(0, found.length) ?? [])],
      rows: testedRates.flatMap((rate, k) =>
        k % everyRow === 0 ? [[terse(rate), ...losses.map((one) => (k < one.length ? short(one[k]) : "ended"))]] : [],
      ),
    }),
  };
}
