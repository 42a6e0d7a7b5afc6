/** @file The learning-rate finder: range tests of the rules that train, and buttons that apply what they suggest. */
import { short, terse } from "../../../src/cli/terminal/numbers.ts";
import type { Lab } from "../lab.ts";
import { lookOf } from "../look.ts";
import { type FoundRates, findRates, ratePlace, ratesText, testedRates } from "../network/netRates.ts";
import type { NetRun } from "../network/netRun.ts";
import { type ChartContent, chart } from "./chart.ts";
import { h, setText } from "./elements.ts";
import { swatch } from "./swatch.ts";

const everyDecade = 16;
const everyRow = 4;

/** Tests learning rates on request; a suggestion is applied by a click, and is then part of the link. */
export function netRatesPanel(lab: Lab, run: () => NetRun): { element: HTMLElement; show(): void } {
  let found: FoundRates[] = [];
  /** The run that was tested; the tests of another one are not shown. */
  let tested: NetRun | null = null;
  const button = h("button", { type: "button" }, "Find learning rates");
  const words = h("p", { className: "hint", attributes: { role: "status" } });
  const list = h("ul", { className: "rules found-rates" });
  const { element, redraw, showCursor, describe } = chart({
    caption: "Loss over a learning rate that grows at every step",
    note:
      "Every rule begins at the initial weights and sees all data at every step. The loss is smoothed, and a test ends " +
      "at four times its lowest. V: middle of the longest descent. S: steepest. M: a tenth of the rate at the lowest " +
      "loss. The first tenth is left out. Small batches may need smaller rates.",
    content: () => contentOf(lab, tested, found),
    onPick: () => {},
  });
  showCursor(-1);
  element.insertBefore(h("div", { className: "row wrap" }, button, words), element.lastChild);
  element.insertBefore(list, element.lastChild);
  /** Tests one rule, then lets the page work. */
  const test = (): void => {
    if (tested === null || tested !== run()) return;
    const i = found.length;
    if (i < tested.names.length) {
      found.push(findRates(tested, i));
      list.append(suggestionItem(lab, tested, i, found[i]));
      redraw();
      window.setTimeout(test, 0);
      return;
    }
    describe(found.map((one, k) => ratesText(tested?.names[k] ?? "", one)).join(" "));
    setText(words, `Tested ${testedRates.length} rates of each rule.`);
    button.disabled = false;
  };
  button.addEventListener("click", () => {
    clear();
    tested = run();
    button.disabled = true;
    setText(words, "Testing …");
    window.setTimeout(test, 0);
  });
  function clear(): void {
    [found, tested] = [[], null];
    button.disabled = false;
    list.replaceChildren();
    setText(words, "");
    redraw();
  }
  return {
    element,
    show() {
      if (tested !== null && tested !== run() && !isSameTest(tested, run())) clear();
    },
  };
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
