import { checksOf } from "../find/grading.ts";
import { inspectedChoice } from "../inspection.ts";
import type { Lab } from "../lab.ts";
import { checkTable } from "./checkTable.ts";
import { h, setText } from "./elements.ts";

/** A button that runs the checks of `downhill/testing` on the inspected rule. Their result goes with that rule. */
export function ruleChecks(lab: Lab): { element: HTMLElement; show(): void } {
  let checked: unknown = null;
  const button = h("button", { type: "button" }, "Check this rule");
  const verdict = h("p", { attributes: { role: "status" } });
  const place = h("div");
  button.addEventListener("click", () => {
    const at = inspectedChoice(lab.state);
    if (at < 0) return;
    checked = lab.state.choices[at];
    const checks = checksOf(lab.state.choices[at]);
    const failed = checks.filter(({ passed }) => passed === false).length;
    const outcome = failed === 0 ? "passes all" : `fails ${failed} of`;
    setText(verdict, `${lab.run.names[at]} ${outcome} ${checks.length} checks.`);
    place.replaceChildren(checkTable(checks));
  });
  return {
    element: h("div", { className: "rule-checks" }, button, verdict, place),
    show() {
      if (checked === null || checked === lab.state.choices[inspectedChoice(lab.state)]) return;
      checked = null;
      setText(verdict, "");
      place.replaceChildren();
    },
  };
}
