import { dashText, type Look } from "../look.ts";
import { s } from "./elements.ts";

/** A short line in the look of a rule, with its marker at the end. */
export const swatch = ({ colour, dash, marker }: Look): SVGSVGElement =>
  s(
    "svg",
    { viewBox: "0 0 44 16", width: 44, height: 16, class: "swatch", "aria-hidden": "true" },
    s("path", {
      d: "M1,8H32",
      stroke: colour,
      "stroke-width": 2.2,
      "stroke-dasharray": dashText(dash),
      fill: "none",
    }),
    s("path", { d: marker, transform: "translate(37,8) scale(1.2)", fill: colour }),
  );
