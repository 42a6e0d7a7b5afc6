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

export interface Transport {
  readonly element: HTMLElement;
  /** Shows the step, or that the step is still being computed. */
  show(): void;
  readonly isPlaying: boolean;
  playOrPause(): void;
  stop(): void;
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

export function transport(time: Timeline): Transport {
  let playing = false;
  let frame = 0;
  let [last, rest] = [0, 0];
  const calm = window.matchMedia("(prefers-reduced-motion: reduce)");

  const button = (icon: keyof typeof icons, label: string, work: () => void): HTMLButtonElement => {
    const path = s("path", { d: icons[icon] });
    const element = h(
      "button",
      { type: "button", title: label, attributes: { "aria-label": label } },
      s("svg", { viewBox: "0 0 16 16", width: 16, height: 16, "aria-hidden": "true" }, path),
    );
    element.addEventListener("click", work);
    return element;
  };
  const stepTo = (t: number) => (): void => {
    stop();
    time.set(t);
  };
  const first = button("first", "To the start", () => stepTo(0)());
  const back = button("back", "One step back", () => stepTo(time.t() - 1)());
  const play = button("play", "Play", () => playOrPause());
  const on = button("on", "One step on", () => stepTo(time.t() + 1)());
  const end = button("last", "To the last step", () => stepTo(time.steps())());
  play.classList.add("primary");
  const id = newId("step");
  const slider = h("input", { id, type: "range", min: "0", step: "1" });
  slider.addEventListener("input", () => stepTo(Number(slider.value))());
  const speedId = newId("speed");
  const speed = h(
    "select",
    { id: speedId },
    ...speeds.map((one) => h("option", { value: `${one}`, selected: one === usualSpeed }, `${one} steps/s`)),
  );
  const count = h("span", { className: "count" });
  const element = h(
    "div",
    { className: "transport", attributes: { role: "group", "aria-label": "Steps" } },
    h("div", { className: "buttons" }, first, back, play, on, end),
    h("div", { className: "speed" }, h("label", { htmlFor: speedId }, "Speed"), speed),
    h("div", { className: "scrub" }, h("label", { htmlFor: id }, "Step"), slider, count),
  );

  function playOrPause(): void {
    if (playing) {
      stop();
      return;
    }
    playing = true;
    [last, rest] = [0, 0];
    if (time.t() >= time.steps()) time.set(0);
    if (calm.matches) frame = window.setTimeout(jump, pause);
    else frame = requestAnimationFrame(advance);
    time.redraw();
  }

  function stop(): void {
    if (!playing) return;
    playing = false;
    clearTimeout(frame);
    cancelAnimationFrame(frame);
    time.redraw();
  }

  function advance(now: number): void {
    const next = playOn({ t: time.t(), rest }, last === 0 ? 0 : now - last, Number(speed.value));
    [last, rest] = [now, next.rest];
    if (next.t !== time.t()) time.set(next.t);
    if (time.t() < time.steps()) frame = requestAnimationFrame(advance);
    else stop();
  }

  function jump(): void {
    time.set(jumpOn(time.t(), time.steps()));
    if (time.t() < time.steps()) frame = window.setTimeout(jump, pause);
    else stop();
  }

  document.addEventListener("visibilitychange", () => document.hidden && stop());
  return {
    element,
    playOrPause,
    stop,
    get isPlaying() {
      return playing;
    },
    show() {
      const [t, steps] = [time.t(), time.steps()];
      slider.max = `${steps}`;
      slider.value = `${t}`;
      slider.setAttribute("aria-valuetext", `step ${t} of ${steps}`);
      setText(count, `${`${t}`.padStart(`${steps}`.length, "\u2007")} / ${steps}`);
      const label = playing ? "Pause" : "Play";
      if (play.title === label) return;
      play.title = label;
      play.setAttribute("aria-label", label);
      play.querySelector("path")?.setAttribute("d", icons[playing ? "pause" : "play"]);
    },
  };
}
