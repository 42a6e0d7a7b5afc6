/** @file The equations in a rule's own comment, found by what they define. */

export interface RuleComment {
  /** "Adam — Kingma & Ba, …": the first paragraph. */
  title: string;
  /** Equations by the name that the code gives to their left side: `m`, `vHat`, `theta`. */
  equations: ReadonlyMap<string, readonly string[]>;
}

/** Reads the comment right before `defineRule`. */
export function readComment(source: string): RuleComment {
  const before = source.slice(0, source.search(/^export const \w+ = /m));
  const comment = before.slice(before.lastIndexOf("/**"));
  const lines = comment.split("\n").map((line) => line.replace(/^\s*(\/\*\*|\*\/|\*) ?/, ""));
  const text = lines.filter((line, i) => i > 0 && line !== "/");
  const end = text.findIndex((line) => line.trim() === "");
  const equations = new Map<string, string[]>();
  for (const line of text) {
    const left = /^ {4,}(\S+) = /.exec(line)?.[1];
    if (left === undefined) continue;
    const name = codeName(left);
    equations.set(name, [...(equations.get(name) ?? []), line.trim()]);
  }
  return { title: text.slice(0, end).join(" "), equations };
}

const greek: Readonly<Record<string, string>> = {
  α: "alpha",
  β: "beta",
  γ: "gamma",
  Δ: "delta",
  η: "rate",
  θ: "theta",
  μ: "mu",
  ρ: "rho",
};

/** `m̂ₜ` → mHat, `ρ∞` → rhoInf, `θₜ` → theta. */
function codeName(left: string): string {
  return [...left.normalize("NFD")].map((sign) => greek[sign] ?? marks[sign] ?? sign).join("");
}

const marks: Readonly<Record<string, string>> = { "\u0302": "Hat", "\u0304": "Bar", "∞": "Inf", ₜ: "" };
