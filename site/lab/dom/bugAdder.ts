import { bugText, formOf, shownBugs, withBug } from "../bugs.ts";
import { mostChoices } from "../choice.ts";
import { formName } from "../forms.ts";
import type { Lab } from "../lab.ts";
import { h } from "./elements.ts";

/** Adds a rule with a bug that programs had, beside the correct one. */
export function bugAdder(lab: Lab): { element: HTMLElement; show(count: number): void } {
  const id = "add-bug";
  const options = shownBugs.map((bug) => h("option", { value: bug.name }, `${formName(formOf(bug))}: ${bugText(bug)}`));
  const select = h("select", { id }, ...options);
  const add = h("button", { type: "button", attributes: { "aria-label": "Add the wrong rule" } }, "Add");
  add.addEventListener("click", () => {
    const bug = shownBugs.find(({ name }) => name === select.value) ?? shownBugs[0];
    lab.set({ choices: withBug(lab.state.choices, bug).slice(0, mostChoices) }, true);
  });
  const label = h("label", { htmlFor: id }, "Add a known bug of real programs");
  return {
    element: h("div", { className: "field adder" }, label, h("div", { className: "row" }, select, add)),
    show(count) {
      // The correct rule comes along unless it is there.
      add.disabled = count > mostChoices - 2;
    },
  };
}
