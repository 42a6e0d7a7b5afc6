import { outlines } from "../../../src/cli/report/outlines.ts";
import { linePath } from "../../../src/cli/report/svg.ts";
import { quantile } from "../../../src/math/quantile.ts";
import type { Lab } from "../lab.ts";
import { dashText, lookOf } from "../look.ts";
import { NetLandscape } from "../network/netLandscape.ts";
import type { NetRun } from "../network/netRun.ts";
import { h, newId, s, setText } from "./elements.ts";

const size = 400;
const levels = 14;
/** Milliseconds of work between two looks at the page. */
const slice = 12;

/** The training loss on the plane of all weights, with the path of every rule; drawn on request, coarse to fine. */
export function landscapeFigure(lab: Lab, run: () => NetRun): { element: HTMLElement; show(t: number): void } {
  let found: NetLandscape | null = null;
  let t = 0;
  const id = newId("landscape");
  const svg = s("svg", { viewBox: `0 0 ${size} ${size}`, class: "bug-picture", role: "img", "aria-labelledby": id });
  const ground = s("g");
  const paths = s("g");
  svg.append(ground, paths);
  svg.toggleAttribute("hidden", true);
  const button = h("button", { type: "button" }, "Draw the landscape");
  const words = h("div", { attributes: { role: "status" } });
  const say = (...texts: string[]): void =>
    words.replaceChildren(...texts.map((text) => h("p", { className: "hint" }, text)));
  const caption = h("figcaption", { id }, "Training loss on the plane of the trainings' weights");
  const parts = [caption, svg, h("div", { className: "row" }, button), words];
  const element = h("figure", { className: "chart-figure" }, ...parts);

  const to = (landscape: NetLandscape) => {
    const [[a0, a1], [b0, b1]] = landscape.domain;
    return (a: number, b: number): [number, number] => [
      (size * (a - a0)) / (a1 - a0),
      size - (size * (b - b0)) / (b1 - b0),
    ];
  };
  const drawPaths = (landscape: NetLandscape): void => {
    const at = to(landscape);
    paths.replaceChildren(
      ...lab.state.net.choices.flatMap((choice, i) => {
        const points = landscape.path(i, t).map(([a, b]) => at(a, b));
        if (points.length === 0) return [];
        const { colour, dash, marker } = lookOf(choice, choice.look);
        const d = linePath(points);
        const place = `translate(${points[points.length - 1].map((x) => x.toFixed(1)).join(",")}) scale(1.35)`;
        return [
          s("path", { d, class: "casing" }),
          s("path", { d, class: "series", stroke: colour, "stroke-dasharray": dashText(dash) }),
          s("path", { d: marker, fill: colour, class: "head", transform: place }),
        ];
      }),
    );
  };
  const work = (): void => {
    if (found === null || found.run !== run()) return;
    const landscape = found;
    const [end, before] = [performance.now() + slice, landscape.values];
    const isOpen = landscape.draw(() => performance.now() < end);
    if (landscape.values !== before) {
      const values = landscape.values.filter(Number.isFinite);
      const at = Array.from({ length: values.length === 0 ? 0 : levels }, (_, i) =>
        quantile(values, (i + 0.5) / levels),
      );
      const grid = { values: landscape.values, domain: landscape.domain };
      ground.replaceChildren(...outlines(grid, at, to(landscape)).map((d) => s("path", { d, class: "level" })));
      drawPaths(landscape);
    }
    if (isOpen) window.setTimeout(work, 0);
    else say(...landscape.words(t));
  };
  button.addEventListener("click", () => {
    const now = run();
    if (now.state.data === "digits") return say("The landscape needs points as data, got digits, which take too long.");
    if (now.records.every(({ kept }) => kept.length === 0)) return say("The landscape needs a rule that trains.");
    found = new NetLandscape(now);
    svg.toggleAttribute("hidden", false);
    button.hidden = true;
    say("Drawing …");
    work();
  });
  return {
    element,
    show(now) {
      if (found !== null && (found.run !== run() || found.run.done > found.trained)) {
        found = null;
        svg.toggleAttribute("hidden", true);
        button.hidden = false;
        setText(words, "");
      }
      t = now;
      if (found === null) return;
      drawPaths(found);
      say(...found.words(t));
    },
  };
}
