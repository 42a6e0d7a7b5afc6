/** @file The picture: contours as SVG below, paths on a canvas, and marks, heads and names as SVG above. */
import { toSquare } from "../../../src/data/surfaces/toSquare.ts";
import type { Lab, View } from "../lab.ts";
import { pinnedOf, sharesFrame } from "../pin.ts";
import { surfaceText } from "../state.ts";
import { summary } from "../words.ts";
import { h, s, setText } from "./elements.ts";
import { drawPaths } from "./pathCanvas.ts";
import { arrowLayer, contourLayer, headLayer, markLayer } from "./stageLayers.ts";
import { followKeys, followPointer } from "./startInput.ts";

/** Contours are drawn for a picture of this size, and stretched. */
const contourSize = 1000;

const keysText =
  "Click or drag to move the start. Keys: arrows move it, with Shift in finer steps; Space plays; comma and " +
  "period move one line of the rule back or forward; Home takes the usual start; Escape leaves the picture.";

export interface StageKeys {
  /** Space was pressed on the stage. */
  playOrPause(): void;
  /** True while names would jump from place to place. */
  isPlaying(): boolean;
}

export class Stage implements View {
  readonly element: HTMLElement;
  private readonly contours = s("svg", {
    viewBox: `0 0 ${contourSize} ${contourSize}`,
    preserveAspectRatio: "none",
    class: "contours",
    "aria-hidden": "true",
  });
  private readonly canvas = h("canvas", { attributes: { "aria-hidden": "true" } });
  private readonly marks = s("g");
  private readonly arrows = s("g");
  private readonly heads = s("g");
  private readonly handle = s(
    "g",
    { class: "start-handle" },
    s("circle", { r: 14, class: "halo" }),
    s("circle", { r: 5.5 }),
  );
  private readonly overlay = s(
    "svg",
    { class: "overlay", "aria-hidden": "true" },
    ...[this.marks, this.arrows, this.heads, this.handle],
  );
  private readonly square = h(
    "div",
    {
      id: "stage",
      className: "stage",
      tabIndex: 0,
      attributes: { role: "application", "aria-roledescription": "picture", "aria-describedby": "stage-keys" },
    },
    ...[this.contours, this.canvas, this.overlay],
  );
  private size = 0;
  private shownSurface = "";
  private shownMarks = "";
  private drawn: unknown[] = [];

  constructor(
    private readonly lab: Lab,
    private readonly keys: StageKeys,
  ) {
    const words = h("p", { id: "stage-keys", className: "keys" });
    setText(words, keysText);
    this.element = h("div", { className: "stage-frame" }, this.square, words);
    followPointer(this.square, this.handle, lab);
    followKeys(this.square, lab, keys);
    new ResizeObserver(() => {
      if (this.square.clientWidth === this.size) return;
      this.size = this.square.clientWidth;
      this.render();
    }).observe(this.square);
  }

  /** Draws paths again with the colours of the page as they are now. */
  recolour(): void {
    this.drawn = [];
    this.render();
  }

  render(): void {
    const { lab, size } = this;
    const { state, run } = lab;
    if (size === 0) return;
    this.drawBackground(`${surfaceText(state)} ${state.condition} ${state.rotation}`);
    const isPlaying = this.keys.isPlaying();
    const now = [run, state.t, size, isPlaying, state.inspected, state.axis, state.line, state.pin];
    if (now.every((part, i) => part === this.drawn[i])) return;
    this.drawn = now;
    this.overlay.setAttribute("viewBox", `0 0 ${size} ${size}`);
    const pinned = pinnedOf(state);
    drawPaths(this.canvas, run, state, size, pinned && sharesFrame(pinned, state) ? pinned : null);
    this.heads.replaceChildren(...headLayer(lab, size, !isPlaying));
    this.arrows.replaceChildren(...(isPlaying ? [] : arrowLayer(lab, size)));
    const [x, y] = toSquare(run.surface, size)(...run.start);
    this.handle.setAttribute("transform", `translate(${x.toFixed(1)},${y.toFixed(1)})`);
    if (!isPlaying) this.square.setAttribute("aria-label", `Paths on ${surfaceText(state)}. ${summary(run, state.t)}`);
  }

  /** Draws contours for another function, and marks for another function or size. */
  private drawBackground(surface: string): void {
    const { run } = this.lab;
    if (surface !== this.shownSurface) this.contours.replaceChildren(...contourLayer(run.surface, contourSize));
    const marks = `${surface} ${this.size}`;
    if (marks !== this.shownMarks) this.marks.replaceChildren(...markLayer(run.surface, this.size));
    this.shownSurface = surface;
    this.shownMarks = marks;
  }
}
