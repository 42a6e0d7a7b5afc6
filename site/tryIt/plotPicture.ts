import { linePath } from "../../src/cli/report/svg.ts";
import { s } from "../lab/dom/elements.ts";
import type { Plot } from "./plotsOf.ts";

const [width, height] = [320, 150];
const box = { left: 8, right: 312, top: 34, bottom: 122 };

/** A curve as a picture, with the ends of both axes. Positive values over three powers of ten get a log axis. */
export function plotPicture({ x, y, points }: Plot): SVGSVGElement {
  const ys = points.map(([, value]) => value);
  const [low, high] = [Math.min(...ys), Math.max(...ys)];
  const isLog = low > 0 && high / low > 1000;
  const scale = isLog ? Math.log : (value: number): number => value;
  const [first, last] = [points[0][0], points[points.length - 1][0]];
  const place = ([a, b]: readonly [number, number]): [number, number] => [
    box.left + ((a - first) / (last - first)) * (box.right - box.left),
    box.bottom - ((scale(b) - scale(low)) / (scale(high) - scale(low))) * (box.bottom - box.top),
  ];
  const text = `${y} over ${x}${isLog ? ", log axis" : ""}: ${low} to ${high}`;
  const label = (at: readonly [number, number], anchor: string, value: string): SVGElement =>
    s("text", { x: at[0], y: at[1], "text-anchor": anchor }, value);
  return s(
    "svg",
    { viewBox: `0 0 ${width} ${height}`, role: "img", "aria-label": text },
    label([box.left, 16], "start", text),
    s("path", { d: `M${box.left},${box.bottom}H${box.right}`, class: "axis" }),
    s("path", { d: linePath(points.map(place)), class: "curve" }),
    label([box.left, height - 8], "start", `${x} ${first}`),
    label([box.right, height - 8], "end", `${last}`),
  );
}
