import type { Arrow } from "../arrows.ts";
import { s } from "./elements.ts";

/** Pixels of an arrow that shows only a direction. */
const length = 44;
const headLength = 7;

type Place = readonly [x: number, y: number];

/** An arrow from a point in pixels, with its name at the end. A step ends at the next point. */
export function arrowMark({ name, x, y, isStep }: Arrow, from: Place, end: Place, colour: string): SVGElement[] {
  const norm = Math.hypot(x, y);
  if (!(norm > 0) || !Number.isFinite(norm)) return [];
  const to: Place = isStep ? end : [from[0] + (x / norm) * length, from[1] - (y / norm) * length];
  const angle = Math.atan2(to[1] - from[1], to[0] - from[0]);
  const wing = (turn: number): string =>
    `${(to[0] - headLength * Math.cos(angle + turn)).toFixed(1)},${(to[1] - headLength * Math.sin(angle + turn)).toFixed(1)}`;
  const d = `M${from.join(",")}L${to.join(",")}M${wing(0.5)}L${to.join(",")}L${wing(-0.5)}`;
  const kind = isStep ? "arrow step" : name === "−g" ? "arrow gradient" : "arrow value";
  const stroke = kind === "arrow gradient" ? {} : { stroke: colour };
  const label = s(
    "text",
    { x: to[0] + 6 * Math.cos(angle), y: to[1] + 14 * Math.sin(angle) + 4, class: "arrow-name" },
    name,
  );
  return [
    s("path", { d, class: "arrow casing" }),
    s("path", { d, class: kind, ...stroke }),
    ...(isStep ? [] : [label]),
  ];
}
