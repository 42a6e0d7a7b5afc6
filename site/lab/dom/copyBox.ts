import { h, setText } from "./elements.ts";

/** A button that copies a text, and shows it selected, since a browser may refuse to copy. */
export function copyBox(button: string, label: string, text: () => string): HTMLElement {
  const press = h("button", { type: "button" }, button);
  const area = h("textarea", { readOnly: true, rows: 8, hidden: true, attributes: { "aria-label": label } });
  const told = h("span", { className: "hint", attributes: { role: "status" } });
  press.addEventListener("click", async () => {
    area.hidden = false;
    area.value = text();
    area.focus();
    area.select();
    area.scrollTop = 0;
    setText(told, await copied(area.value));
  });
  return h("div", { className: "copy-box" }, h("div", { className: "row" }, press, told), area);
}

/** Copies a text and says whether that worked. */
export async function copied(text: string): Promise<string> {
  try {
    await navigator.clipboard.writeText(text);
    return "copied";
  } catch {
    return "press Ctrl+C to copy";
  }
}
