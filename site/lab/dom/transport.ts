/** @file Moves through the steps: play, one step on or back, and a slider. */
import { jumpOn, playOn, speeds, usualSpeed } from "../player.ts";
import { h, newId, s, setText } from "./elements.ts";

/** The steps that a transport moves through. */
export interface Timeline {
  t(): number;
  steps(): number;
  set(t: number): void;
  /** Draws again after play began or ended. */
  redraw(): void;
}

const icons = {
  first: "M3,3V13M13,3L6,8L13,13Z",
  back: "M11,3L4,8L11,13Z",
  play: "M4,2.5L13,8L4,13.5Z",
  pause: "M4.5,3V13M11.5,3V13",
  on: "M5,3L12,8L5,13Z",
  last: "M13,3V13M3,3L10,8L3,13Z",
} as const;

/** Jumps from picture to picture at this pace where the reader prefers less motion. */
const pause = 500;

export class Transport {
  readonly element: HTMLElement;
  isPlaying = false;
  private frame = 0;
  private last = 0;
  private rest = 0;
  private readonly calm = window.matchMedia("(prefers-reduced-motion: reduce)");
  private readonly play = iconButton("play", "Play", () => this.playOrPause());
  private readonly slider = h("input", { id: newId("step"), type: "range", min: "0", step: "1" });
  private readonly speed = h(
    "select",
    { id: newId("speed") },
    ...speeds.map((one) => h("option", { value: `${one}`, selected: one === usualSpeed }, `${one} steps/s`)),
  );
  private readonly count = h("span", { className: "count" });

  constructor(private readonly time: Timeline) {
    const { play, slider, speed, count } = this;
    play.classList.add("primary");
    slider.addEventListener("input", () => this.stepTo(Number(slider.value)));
    const buttons = [
      iconButton("first", "To the start", () => this.stepTo(0)),
      iconButton("back", "One step back", () => this.stepTo(time.t() - 1)),
      play,
      iconButton("on", "One step on", () => this.stepTo(time.t() + 1)),
      iconButton("last", "To the last step", () => this.stepTo(time.steps())),
    ];
    this.element = h(
      "div",
      { className: "transport", attributes: { role: "group", "aria-label": "Steps" } },
      h("div", { className: "buttons" }, ...buttons),
      h("div", { className: "speed" }, h("label", { htmlFor: speed.id }, "Speed"), speed),
      h("div", { className: "scrub" }, h("label", { htmlFor: slider.id }, "Step"), slider, count),
    );
    document.addEventListener("visibilitychange", () => document.hidden && this.stop());
  }

  playOrPause(): void {
    if (this.isPlaying) {
      this.stop();
      return;
    }
    this.isPlaying = true;
    [this.last, this.rest] = [0, 0];
    if (this.time.t() >= this.time.steps()) this.time.set(0);
    this.scheduleNext();
    this.time.redraw();
  }

  stop(): void {
    if (!this.isPlaying) return;
    this.isPlaying = false;
    clearTimeout(this.frame);
    cancelAnimationFrame(this.frame);
    this.time.redraw();
  }

  /** Shows the step, and whether it plays. */
  show(): void {
    const [t, steps] = [this.time.t(), this.time.steps()];
    this.slider.max = `${steps}`;
    this.slider.value = `${t}`;
    this.slider.setAttribute("aria-valuetext", `step ${t} of ${steps}`);
    setText(this.count, `${`${t}`.padStart(`${steps}`.length, "\u2007")} / ${steps}`);
    const label = this.isPlaying ? "Pause" : "Play";
    if (this.play.title === label) return;
    this.play.title = label;
    this.play.setAttribute("aria-label", label);
    this.play.querySelector("path")?.setAttribute("d", icons[this.isPlaying ? "pause" : "play"]);
  }

  private stepTo(t: number): void {
    this.stop();
    this.time.set(t);
  }

  /** Waits for the next picture, or ends at the last step. */
  private scheduleNext(): void {
    if (this.time.t() >= this.time.steps()) this.stop();
    else if (this.calm.matches) this.frame = window.setTimeout(() => this.jump(), pause);
    else this.frame = requestAnimationFrame((now) => this.advance(now));
  }

  private advance(now: number): void {
    const { time } = this;
    const next = playOn(
      { t: time.t(), rest: this.rest },
      this.last === 0 ? 0 : now - this.last,
      Number(this.speed.value),
    );
    [this.last, this.rest] = [now, next.rest];
    if (next.t !== time.t()) time.set(next.t);
    this.scheduleNext();
  }

  private jump(): void {
    this.time.set(jumpOn(this.time.t(), this.time.steps()));
    this.scheduleNext();
  }
}

function iconButton(icon: keyof typeof icons, label: string, work: () => void): HTMLButtonElement {
  const path = s("path", { d: icons[icon] });
  const element = h(
    "button",
    { type: "button", title: label, attributes: { "aria-label": label } },
    s("svg", { viewBox: "0 0 16 16", width: 16, height: 16, "aria-hidden": "true" }, path),
  );
  element.addEventListener("click", work);
  return element;
}
