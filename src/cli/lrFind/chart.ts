/** @file The range test as a self-contained picture, in light and dark. */
import { scaleLinear, scaleLog } from "d3-scale";
import type { RangeTest } from "../../training/rangeTest.ts";
import type { RateSuggestion } from "../../training/suggestRates.ts";
import { label, linePath, picture, px, tickText } from "../report/svg.ts";
import { short, terse } from "../terminal/numbers.ts";

const box = { width: 640, height: 320, left: 56, right: 16, top: 60, bottom: 34 };

const style = `<style>svg{background:#fff}text{font:12px system-ui,sans-serif;fill:#57606a}.y{text-anchor:end}.x{text-anchor:middle}.first{text-anchor:start}.last{text-anchor:end}.grid{stroke:#848d97;stroke-width:.5}.own{fill:none;stroke:#2a78d6;stroke-width:2}.mark{stroke:#d1490e;stroke-dasharray:4 3}@media(prefers-color-scheme:dark){svg{background:#11151a}text{fill:#9aa4ae}.grid{stroke:#666e78}}</style>`;

type Scale = (value: number) => number;

export function rangeChart({ lr, loss }: RangeTest, found: readonly RateSuggestion[]): string {
  const [first, last] = [lr[0], lr[lr.length - 1]];
  const x = scaleLog([first, last], [box.left, box.width - box.right]);
  const y = scaleLinear([Math.min(...loss), Math.max(...loss)], [box.height - box.bottom, box.top]).nice(4);
  const isInside = (rate: number): boolean => rate >= first * 0.999 && rate <= last * 1.001;
  const decades = Array.from({ length: 40 }, (_, i) => 10 ** (i - 25)).filter(isInside);
  const marked = found.filter(({ lr: rate }) => isInside(rate));
  const curve = `<path d="${linePath(lr.map((rate, i) => [x(rate), y(loss[i])]))}" class="own"/>`;
  const words = `Smoothed loss from ${short(loss[0])} at ${terse(first)}, lowest ${short(Math.min(...loss))}; ${found.map(({ name, lr: rate }) => `${name} ${short(rate)}`).join(", ")}`;
  const parts = [style, ...gridLines(y.ticks(4), y), ...rateLabels(decades, x), curve, ...suggestionMarks(marked, x)];
  const svg = picture(box, "Loss over learning rate", words, parts.join(""));
  return `${svg.replace("<svg ", '<svg xmlns="http://www.w3.org/2000/svg" ')}\n`;
}

const gridLines = (ticks: readonly number[], y: Scale): string[] =>
  ticks.map((tick) => {
    const line = `<path d="M${box.left},${px(y(tick))}H${box.width - box.right}" class="grid"/>`;
    return line + label(box.left - 6, y(tick) + 4, "y", tickText(tick));
  });

const rateLabels = (rates: readonly number[], x: Scale): string[] =>
  rates.map((rate) => {
    const edge = x(rate) < box.left + 12 ? "x first" : x(rate) > box.width - 30 ? "x last" : "x";
    return label(x(rate), box.height - 12, edge, tickText(rate));
  });

/** Each label has a separate row, so that labels never overlap. */
const suggestionMarks = (found: readonly RateSuggestion[], x: Scale): string[] =>
  found.map(({ name, lr }, i) => {
    const top = 16 + 15 * i;
    const isRight = x(lr) > box.width / 2;
    const text = `${name} ${terse(Number(lr.toPrecision(2)))}`;
    const line = `<path d="M${px(x(lr))},${top - 6}V${box.height - box.bottom}" class="mark"/>`;
    return line + label(x(lr) + (isRight ? -5 : 5), top + 4, isRight ? "last" : "first", text);
  });
