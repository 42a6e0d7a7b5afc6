import { firstFormula } from "../formula/customSurface.ts";
import { FormulaError, functions, parseFormula } from "../formula/parseFormula.ts";
import type { Lab } from "../lab.ts";
import { h, newId, setText } from "./elements.ts";

/** The formula of the custom function. An error points at its column, and changes nothing. */
export function formulaField(lab: Lab): { element: HTMLElement; show(formula: string): void } {
  const id = newId("formula");
  const input = h("input", { id, type: "text", autocomplete: "off", spellcheck: false });
  const problem = h("p", { className: "problem", id: `${id}-problem`, hidden: true, attributes: { role: "alert" } });
  const grammar = `Numbers, x, y, pi, e, + − * / ^ and ${Object.keys(functions).join(", ")}.`;
  const hint = h("p", { className: "hint", id: `${id}-hint` }, grammar);
  input.setAttribute("aria-describedby", `${problem.id} ${hint.id}`);
  const say = (text: string): void => {
    setText(problem, text);
    problem.hidden = text === "";
    input.setAttribute("aria-invalid", `${text !== ""}`);
  };
  input.addEventListener("change", () => {
    const formula = input.value.trim() || firstFormula;
    try {
      parseFormula(formula);
    } catch (error) {
      if (!(error instanceof FormulaError)) throw error;
      say(error.message);
      // The character that does not fit is selected; at the end, the cursor stands there.
      input.value = formula;
      input.focus();
      input.setSelectionRange(error.column - 1, error.column);
      return;
    }
    say("");
    lab.set({ formula, start: null }, true);
  });
  return {
    element: h("div", { className: "field" }, h("label", { htmlFor: id }, "f(x, y)"), input, problem, hint),
    show(formula) {
      if (document.activeElement === input && !problem.hidden) return;
      if (input.value !== formula) input.value = formula;
      say("");
    },
  };
}
