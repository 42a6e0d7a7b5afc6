import { moveLine } from "../inspection.ts";
import type { Lab } from "../lab.ts";
import { movedStart, startAt } from "../startInput.ts";
import type { StageKeys } from "./stage.ts";

/** Moves the start with a mouse or pen anywhere on the stage. A finger drags its handle, or taps; else it scrolls. */
export function followPointer(element: HTMLElement, handle: Element, lab: Lab): void {
  const move = (event: MouseEvent): void => {
    const { left, top, width, height } = element.getBoundingClientRect();
    lab.set({ start: startAt(lab.state, (event.clientX - left) / width, (event.clientY - top) / height) });
  };
  let dragging = -1;
  element.addEventListener("pointerdown", (event) => {
    if (event.button !== 0 || (event.pointerType === "touch" && !handle.contains(event.target as Node))) return;
    dragging = event.pointerId;
    element.setPointerCapture(dragging);
    move(event);
  });
  element.addEventListener("pointermove", (event) => {
    if (event.pointerId === dragging) move(event);
  });
  for (const end of ["pointerup", "pointercancel"] as const)
    element.addEventListener(end, (event) => {
      if (event.pointerId === dragging) dragging = -1;
    });
  element.addEventListener("click", (event) => {
    if ((event as PointerEvent).pointerType === "touch") move(event);
  });
}

/** The keys of the stage. They act only while it has the focus. */
export function followKeys(element: HTMLElement, lab: Lab, keys: StageKeys): void {
  element.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const start = movedStart(lab.state, event.key, event.shiftKey);
    if (start !== null) lab.set({ start });
    else if (event.key === "," || event.key === ".") lab.set(moveLine(lab.run, lab.state, event.key === "." ? 1 : -1));
    else if (event.key === " ") keys.playOrPause();
    else if (event.key === "Home") lab.set({ start: null });
    else if (event.key === "Escape") element.blur();
    else return;
    event.preventDefault();
  });
}
