import { h } from "./elements.ts";

/** A button that saves a text as a file. */
export function saveButton(label: string, name: string, type: string, make: () => string): HTMLButtonElement {
  const element = h("button", { type: "button" }, label);
  element.addEventListener("click", () => {
    const href = URL.createObjectURL(new Blob([make()], { type }));
    h("a", { href, download: name }).click();
    URL.revokeObjectURL(href);
  });
  return element;
}
