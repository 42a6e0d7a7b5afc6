import { h, newId } from "./elements.ts";

/** A labelled list of names to choose from. */
export function selectField(
  label: string,
  names: readonly string[],
  onChange: (name: string) => void,
): { element: HTMLElement; select: HTMLSelectElement } {
  const id = newId("choice");
  const select = h("select", { id }, ...names.map((name) => h("option", { value: name }, name)));
  select.addEventListener("change", () => onChange(select.value));
  return { element: h("div", { className: "field" }, h("label", { htmlFor: id }, label), select), select };
}
