/** @file The parts of an inspector, on functions and on networks: its lines, its buttons, and its reasons. */
import type { InspectedLine } from "../inspection.ts";
import { h } from "./elements.ts";
import { inspectedLine } from "./inspectedLine.ts";

/** Shows lines in a list, which keeps the focus. `choose` gets the rank of a line that was pressed. */
export function showLines(
  list: HTMLElement,
  lines: readonly InspectedLine[],
  current: number,
  choose: (rank: number) => void,
): void {
  const items = lines.map((line, i) => inspectedLine(line, i === current, () => choose(i)));
  // In a shadow tree, the document's active element is the host.
  const { activeElement } = list.getRootNode() as Document | ShadowRoot;
  const hadFocus = list.contains(activeElement);
  list.replaceChildren(...items);
  if (hadFocus) list.querySelector<HTMLElement>("[aria-current]")?.focus();
}

/** Buttons that move by one line. */
export function lineButtons(move: (by: 1 | -1) => void): HTMLElement {
  return h(
    "div",
    { className: "buttons" },
    lineButton("◀ line", "One line back", () => move(-1)),
    lineButton("line ▶", "One line on", () => move(1)),
  );
}

function lineButton(text: string, label: string, work: () => void): HTMLButtonElement {
  const button = h("button", { type: "button", attributes: { "aria-label": label } }, text);
  button.addEventListener("click", work);
  return button;
}

/** Sentences about the same step made otherwise are indented below the step. */
export const reasonItem = (reason: string): HTMLElement =>
  h("li", { className: reason.startsWith(" ") ? "otherwise" : "" }, reason.trim());
