import { short } from "../../../src/cli/terminal/numbers.ts";
import type { ChartContent } from "../chartContent.ts";
import type { GradientCheck } from "../gradientCheck.ts";
import { lookOf } from "../look.ts";
import { chart } from "./chart.ts";
import { h } from "./elements.ts";

/**
 * A button that checks a gradient, and the errors over the distance h: a V. `read` gives what the check depends on:
 * its result goes when that changes.
 */
export function gradientChart(
  caption: string,
  check: () => GradientCheck,
  read: () => unknown,
): { element: HTMLElement; show(): void } {
  let found: GradientCheck | null = null;
  let of: unknown;
  const button = h("button", { type: "button" }, "Check the gradient");
  const words = h("div", { className: "check-words", attributes: { role: "status" } });
  const { element, redraw, showCursor, describe } = chart({
    caption,
    note: "Relative error |a − n| / max(|a|, |n|) in Float64. A wrong derivative has no V, only a floor.",
    isEmpty: () => found === null,
    content: () => contentOf(found),
    onPick: () => {},
  });
  showCursor(-1);
  const tell = (): void => {
    const texts = found?.words ?? [];
    words.replaceChildren(...texts.map((text) => h("p", { className: "hint" }, text)));
    describe(texts.join(" "));
    redraw();
  };
  button.addEventListener("click", () => {
    [found, of] = [check(), read()];
    tell();
  });
  element.insertBefore(h("div", { className: "row" }, button), element.lastChild);
  element.insertBefore(words, element.lastChild);
  return {
    element,
    show() {
      if (found === null || read() === of) return;
      found = null;
      tell();
    },
  };
}

const look = lookOf({ rule: "sgd", variant: "" }, 0);

function contentOf(found: GradientCheck | null): ChartContent {
  const points = found?.points ?? [];
  const values = points.map(({ error }) => error);
  const last = points.length - 1;
  const best = points.findIndex(({ step }) => step === found?.best.step);
  return {
    series: [{ values, length: values.length }],
    looks: [look],
    end: Math.max(1, last),
    labels: points.flatMap(({ step }, at) =>
      at % 2 === 0 || last < 6 ? [{ at, text: `${step.toExponential()}` }] : [],
    ),
    marks:
      last < 0
        ? []
        : [
            { series: 0, at: best, value: values[best], name: "best h" },
            { series: 0, at: last, value: values[last], name: "round-off" },
          ],
    table: () => ({
      head: ["h", "Error"],
      rows: points.map(({ step, error }) => [step.toExponential(), short(error)]),
    }),
  };
}
