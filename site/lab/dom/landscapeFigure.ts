import { outlines } from "../../../src/cli/report/outlines.ts";
import { linePath } from "../../../src/cli/report/svg.ts";
import { quantile } from "../../../src/math/quantile.ts";
import type { Lab } from "../lab.ts";
import { dashText, lookOf } from "../look.ts";
import { landscapePlane, type PlaneName, planeNames } from "../network/landscapePlane.ts";
import { NetLandscape } from "../network/netLandscape.ts";
import type { NetRun } from "../network/netRun.ts";
import { h, newId, s } from "./elements.ts";
import { selectField } from "./selectField.ts";

const size = 400;
const levels = 14;
const drawText = "Draw the landscape";
/** Milliseconds of work between two looks at the page. */
const slice = 12;

/** The training loss on a plane of all weights, with the path of every rule; drawn on request, coarse to fine. */
export class LandscapeFigure {
  readonly element: HTMLElement;
  private readonly ground = s("g");
  private readonly paths = s("g");
  private readonly svg: SVGSVGElement;
  private readonly button = h("button", { type: "button" }, drawText);
  private readonly words = h("div", { attributes: { role: "status" } });
  private readonly kind: HTMLSelectElement;
  private found: NetLandscape | null = null;
  private status: "none" | "drawing" | "drawn" | "stopped" = "none";
  private t = 0;

  constructor(
    private readonly lab: Lab,
    private readonly run: () => NetRun,
  ) {
    const id = newId("landscape");
    this.svg = s("svg", { viewBox: `0 0 ${size} ${size}`, class: "bug-picture", role: "img", "aria-labelledby": id });
    this.svg.append(this.ground, this.paths);
    this.svg.toggleAttribute("hidden", true);
    const { element, select } = selectField("Plane", planeNames, () => this.status !== "none" && this.begin());
    this.kind = select;
    this.button.addEventListener("click", () => (this.status === "drawing" ? this.stop() : this.begin()));
    const caption = h("figcaption", { id }, "Training loss on a plane of the trainings' weights");
    const row = h("div", { className: "row wrap" }, this.button);
    this.element = h("figure", { className: "chart-figure" }, caption, this.svg, element, row, this.words);
    this.say("One number for every point of a plane through the weights. The paths show where the rules went.");
  }

  private readonly say = (...texts: string[]): void =>
    this.words.replaceChildren(...texts.map((text) => h("p", { className: "hint" }, text)));

  private begin(): void {
    const run = this.run();
    const plane = landscapePlane(run, this.kind.value as PlaneName);
    if (typeof plane === "string") {
      this.clear(plane);
      return;
    }
    this.found = new NetLandscape(run, plane);
    for (const layer of [this.ground, this.paths]) layer.replaceChildren();
    this.svg.toggleAttribute("hidden", false);
    this.become("drawing");
    this.say("Drawing …");
    this.work(this.found);
  }

  /** The same button stops the drawing; what is drawn stays. */
  private become(status: LandscapeFigure["status"]): void {
    this.status = status;
    this.button.hidden = status === "drawn";
    this.button.textContent = status === "drawing" ? "Stop drawing" : drawText;
  }

  /** Removes the picture, and says why. */
  private clear(why: string): void {
    this.found = null;
    this.svg.toggleAttribute("hidden", true);
    this.become("none");
    this.say(why);
  }

  private stop(): void {
    const side = this.found?.side ?? 0;
    if (side === 0) {
      this.clear("Stopped before the first grid was complete.");
      return;
    }
    this.become("stopped");
    this.say(`Stopped at a grid of ${side} × ${side} points.`);
  }

  /** Computes points for a moment, then lets the page work. */
  private work(landscape: NetLandscape): void {
    if (this.status !== "drawing" || this.found !== landscape || landscape.run !== this.run()) return;
    const [end, before] = [performance.now() + slice, landscape.values];
    const isOpen = landscape.draw(() => performance.now() < end);
    if (landscape.values !== before) {
      this.drawGround(landscape);
      this.drawPaths(landscape);
    }
    if (isOpen) window.setTimeout(() => this.work(landscape), 0);
    else {
      this.become("drawn");
      this.say(...landscape.words(this.t));
    }
  }

  private drawGround(landscape: NetLandscape): void {
    const values = landscape.values.filter(Number.isFinite);
    const at = Array.from({ length: values.length === 0 ? 0 : levels }, (_, i) => quantile(values, (i + 0.5) / levels));
    const grid = { values: landscape.values, domain: landscape.domain };
    this.ground.replaceChildren(...outlines(grid, at, placeIn(landscape)).map((d) => s("path", { d, class: "level" })));
  }

  private drawPaths(landscape: NetLandscape): void {
    const at = placeIn(landscape);
    this.paths.replaceChildren(
      ...this.lab.state.net.choices.flatMap((choice, i) => {
        const points = landscape.path(i, this.t).map(([a, b]) => at(a, b));
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
  }

  /** The sentences need the loss of every rule, so they wait until nothing plays. */
  show(t: number, isAtRest: boolean): void {
    this.t = t;
    if (this.found !== null && (this.found.run !== this.run() || this.found.run.done > this.found.trained))
      this.clear("The networks have trained since. Draw it again.");
    if (this.found === null) return;
    this.drawPaths(this.found);
    if (isAtRest && this.status === "drawn") this.say(...this.found.words(t));
  }
}

/** Places in a plane as pixels. */
function placeIn({ domain: [[a0, a1], [b0, b1]] }: NetLandscape): (a: number, b: number) => [number, number] {
  return (a, b) => [(size * (a - a0)) / (a1 - a0), size - (size * (b - b0)) / (b1 - b0)];
}
