import type { Lab, View } from "../lab.ts";
import { pinnedOf, pinOf, pinWords } from "../pin.ts";
import { h } from "./elements.ts";

/** Pins the run as faint paths, and lists what differs from it. */
export function pinBox(lab: Lab): View & { element: HTMLElement } {
  const button = h("button", { type: "button" });
  const list = h("ul", { className: "reasons" });
  button.addEventListener("click", () => lab.set({ pin: lab.state.pin === "" ? pinOf(lab.state) : "" }, true));
  let shown: readonly unknown[] = [];
  return {
    element: h("div", { className: "field" }, h("div", { className: "row" }, button), list),
    render({ state, run }) {
      const now = [state.pin, run, state.t];
      if (now.every((part, i) => part === shown[i])) return;
      shown = now;
      const pinned = pinnedOf(state);
      button.textContent = pinned === null ? "Pin this run" : "Unpin the run";
      const words = pinned === null ? [] : pinWords(pinned, state, run);
      list.replaceChildren(...words.map((text) => h("li", null, `${text}.`)));
    },
  };
}
