import { escapeHtml } from "../../../src/cli/report/svg.ts";
import { emit } from "../../../src/emit/index.ts";
import type { Rule } from "../../../src/optim/index.ts";
import { equation } from "../equation.ts";

/** The update of a rule as numbered equations in MathML, derived from its statements. Null for a rule without them. */
export function algorithm(rule: Rule): string | null {
  const tex = latexOf(rule);
  if (tex === null) return null;
  const body = tex.slice(tex.indexOf("\\For{"), tex.indexOf("\\EndFor"));
  const items = body.split("\n").flatMap((line) => {
    const [, indent, command, math] = /^( *)\\(State|If\{)\s*\$(.+)\$\}?$/.exec(line) ?? [];
    if (math === undefined) return [];
    const depth = Math.max(0, (indent.length - 6) / 2);
    const shown = command === "State" ? equation(math, true) : `if ${equation(math, false)}`;
    return [`<li style="--depth:${depth}">${shown}</li>`];
  });
  const quotient = tex.includes("\\Statex") ? "<p>A quotient whose divisor is 0 is 0.</p>" : "";
  return `<div class="algorithm" tabindex="0" role="region" aria-label="Equations"><p>For every step ${equation("t = 1, 2, \\dots", false)}</p><ol>${items.join("")}</ol>${quotient}</div>`;
}

function latexOf(rule: Rule): string | null {
  try {
    return emit(rule, { to: "latex" }).files[0]?.text ?? null;
  } catch (error) {
    if (error instanceof RangeError) return null;
    throw error;
  }
}

/** The equations of a comment as they stand, for a rule that has no statements of single weights. */
export const equationLines = (lines: readonly string[]): string =>
  `<pre class="equations" v-pre>${lines.map(escapeHtml).join("\n")}</pre>`;
