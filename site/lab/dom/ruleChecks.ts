import { checksOf } from "../find/grading.ts";
import { inspectedChoice } from "../inspection.ts";
import type { Lab } from "../lab.ts";
import { checkTable } from "./checkTable.ts";
import { h, setText } from "./elements.ts";

/** A button that runs the checks of `downhill/testing` on the inspected rule. */
export function ruleChecks(lab: Lab): HTMLElement {
  const button = h("button", { type: "button" }, "Check this rule");
  const verdict = h("p", { attributes: { role: "status" } });
  const place = h("div");
  button.addEventListener("click", () => {
    const at = inspectedChoice(lab.state);
    if (at < 0) return;
    const checks = checksOf(lab.state.choices[at]);
    const failed = checks.filter(({ passed }) => passed === false).length;
    const outcome = failed === 0 ? "passes all" : `fails ${failed} of`;
    setText(verdict, `${lab.run.names[at]} ${outcome} ${checks.length} checks.`);
    place.replaceChildren(checkTable(checks));
  });
  return h("div", { className: "rule-checks" }, button, verdict, place);
}
