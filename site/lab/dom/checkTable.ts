import { short } from "../../../src/cli/terminal/numbers.ts";
import type { RuleCheck } from "../../../src/testing/ruleCheck.ts";
import { h, scroller } from "./elements.ts";

/** Checks with their verdicts, the measured error, and the largest that passes. Failed ones come first. */
export function checkTable(checks: readonly RuleCheck[]): HTMLElement {
  const sorted = [...checks].sort((a, b) => Number(a.passed ?? true) - Number(b.passed ?? true));
  const rows = sorted.map(({ name, passed, measured, bound }) =>
    h(
      "tr",
      { className: passed === false ? "failed" : "" },
      h("th", { scope: "row" }, `${passed === null ? "·" : passed ? "✓" : "✗"} ${name}`),
      h("td", null, measured === null ? "" : short(measured)),
      h("td", null, bound === null ? "" : short(bound)),
    ),
  );
  const head = ["Check", "Measured", "Bound"].map((text) => h("th", { scope: "col" }, text));
  const table = h(
    "table",
    { className: "checks" },
    h("thead", null, h("tr", null, ...head)),
    h("tbody", null, ...rows),
  );
  return scroller("Checks", table);
}
