import { digits } from "../../../src/cli/explain/statementText.ts";
import { terse } from "../../../src/cli/terminal/numbers.ts";
import type { InspectedLine } from "../inspection.ts";
import { symbolsOf } from "../symbolText.ts";
import { h } from "./elements.ts";

/** A line of code with its result and its equation; the current one with its operands too. */
export function inspectedLine(line: InspectedLine, isCurrent: boolean, choose: () => void): HTMLElement {
  const button = h(
    "button",
    { type: "button", className: "line" },
    h("span", { className: "line-number" }, `${line.line}`),
    h("code", null, ...symbolSpans(line)),
    h("span", { className: "value" }, terse(line.after)),
  );
  if (isCurrent) button.setAttribute("aria-current", "step");
  button.addEventListener("click", choose);
  return h("li", { className: isCurrent ? "current" : "" }, button, equationOf(line), isCurrent ? details(line) : null);
}

/** The code with every symbol in an element of its name. */
function symbolSpans(line: InspectedLine): (HTMLElement | string)[] {
  const names = new Set(symbolsOf(line));
  return line.text
    .split(/([A-Za-z_]\w*)/)
    .map((part) => (names.has(part) ? h("span", { attributes: { "data-s": part } }, part) : part));
}

/** The equation as MathML. The page's build derived it; it holds nothing of a link. */
function equationOf({ mathml }: InspectedLine): HTMLElement | null {
  if (mathml === "") return null;
  const equation = h("div", { className: "math" });
  equation.innerHTML = mathml;
  return equation;
}

function details(line: InspectedLine): HTMLElement {
  const { file, equations, mathml, reason, operands, target, before, after } = line;
  const changed = before === null ? `${target} = ${digits(after)}` : `${target}: ${digits(before)} → ${digits(after)}`;
  const written = mathml === "" ? equations : [];
  return h(
    "div",
    { className: "line-details" },
    ...written.map((equation) => h("p", { className: "equation" }, equation)),
    h("p", { className: "operands" }, `${target} = ${operands}`),
    h("p", { className: "operands change" }, changed),
    h("p", { className: "hint" }, reason),
    h("p", { className: "hint" }, `${file}:${line.line}`),
  );
}
