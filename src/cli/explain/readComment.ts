/** The parts of a rule's comment. */
export interface RuleComment {
  /** "Adam — Kingma & Ba, …": the first paragraph. */
  title: string;
  /** Equations by the name that the code gives to their left side: `m`, `vHat`, `theta`. Each case is one line. */
  equations: ReadonlyMap<string, readonly string[]>;
  /** Every indented line, in order, for rules that are more than one equation a statement. */
  lines: readonly string[];
  /** The paragraph that names the programs which compute something else. */
  differs: string;
}

/**
 * Reads the last comment with an equation above a line of a rule's file. It is that of the rule, or of a variant whose
 * `update` begins there. Comments after code, those of hyperparameters, do not count. Equations in the paragraph
 * "Differs from …" are those of other programs, and left out.
 */
export function readComment(source: string, line = Infinity): RuleComment {
  const above = source.split("\n").slice(0, line).join("\n");
  const comments = [...above.matchAll(/^ *\/\*\*(?:(?!\*\/)[\s\S])*\*\/$/gm)].map(([comment]) => textOf(comment));
  const withEquation = comments.filter((text) => text.some((one) => isEquation(one)));
  const text = withEquation[withEquation.length - 1] ?? comments[comments.length - 1] ?? [];
  const end = text.findIndex((one) => one.trim() === "");
  const start = text.findIndex((one) => one.startsWith("Differs from"));
  const own = start < 0 ? text : text.slice(0, start);
  return {
    title: text.slice(0, end < 0 ? text.length : end).join(" "),
    equations: equationsIn(own),
    lines: own.filter((one) => one.startsWith("    ")).map((one) => one.slice(4)),
    differs: start < 0 ? "" : paragraph(text.slice(start)),
  };
}

const textOf = (comment: string): string[] =>
  comment
    .split("\n")
    .map((line) => line.replace(/^\s*(\/\*\*|\*\/|\*) ?/, "").replace(/\s*\*\/$/, ""))
    .filter((line, i, all) => line !== "" || (i > 0 && i < all.length - 1));

const isEquation = (line: string): boolean => /^ {4,}\S+ = /.test(line);

/** Indented lines that begin no equation are further cases of the one above. */
function equationsIn(text: readonly string[]): Map<string, string[]> {
  const equations = new Map<string, string[]>();
  let name: string | null = null;
  for (const line of text) {
    const left = /^ {4,}(\S+) = /.exec(line)?.[1];
    if (left !== undefined) name = codeName(left);
    else if (!line.startsWith("     ")) name = null;
    if (name !== null) equations.set(name, [...(equations.get(name) ?? []), line.slice(4)]);
  }
  return equations;
}

const paragraph = (text: readonly string[]): string => {
  const end = text.findIndex((line) => line.trim() === "");
  return text
    .slice(0, end < 0 ? text.length : end)
    .join(" ")
    .replace(/:$/, ".");
};

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
