/** @file Symbols of LaTeX from the Unicode symbols of the rules' comments. */

const greek: Readonly<Record<string, string>> = {
  α: "alpha",
  β: "beta",
  γ: "gamma",
  δ: "delta",
  Δ: "Delta",
  ε: "varepsilon",
  η: "eta",
  θ: "theta",
  λ: "lambda",
  μ: "mu",
  ρ: "rho",
  τ: "tau",
  φ: "varphi",
  ψ: "psi",
};
const subscripts = "₀₁₂₃₄₅₆₇₈₉ₜᵣ₊₋∞";
const plain = "0123456789tr+-";
const superscripts: Readonly<Record<string, string>> = { "⁺": "+", "⁻": "-", ᵐ: "m", ᵃ: "a", ˣ: "x" };
const accents: Readonly<Record<string, string>> = { "\u0302": "hat", "\u0304": "bar", "\u0303": "tilde" };

/** Writes a symbol such as m̂ₜ, β₁ or η⁺. Returns null for anything else. */
export function latexSymbol(text: string): string | null {
  const [base = "", ...rest] = [...text.normalize("NFD")];
  if (!/^[A-Za-zα-ωΔ]$/.test(base)) return null;
  let symbol = base in greek ? `\\${greek[base]}` : base;
  let [below, above] = ["", ""];
  for (const sign of rest) {
    if (sign in accents) symbol = `\\${accents[sign]}{${symbol}}`;
    else if (sign === "∞") below += "\\infty";
    else if (subscripts.includes(sign)) below += plain[subscripts.indexOf(sign)];
    else if (sign in superscripts) above += superscripts[sign];
    else return null;
  }
  return `${symbol}${below && `_{${below}}`}${above && `^{${above}}`}`;
}

/** Finds the first symbol of a sentence, such as that of "Decay rate β₁ of m". A symbol with ₜ is not a constant. */
export function symbolIn(text: string): string | null {
  const [found] = /[α-ω](?![₀-₉ᵣ₊₋]*ₜ)[₀-₉ᵣ₊₋]*[⁺⁻]?/u.exec(text) ?? [];
  return found === undefined ? null : latexSymbol(found);
}

/** Writes a name of the code: `correction1` is $\mathrm{correction}_1$, `mHat` is $\hat{m}$. */
export function latexName(name: string): string {
  const own = name.split(".").at(-1) ?? name;
  const [, base, mark = ""] = /^(.+?)(Hat|Bar|Max|Now|Next|Inf)?$/.exec(own) ?? [own, own];
  const letter = Object.entries(greek).find(([, word]) => word === base)?.[0] ?? base;
  const [, word, digits] = /^(.*?)(\d*)$/.exec(letter) ?? [letter, letter, ""];
  const symbol = latexSymbol(word) ?? (word.length === 1 ? word : `\\mathrm{${word}}`);
  const marked: Readonly<Record<string, string>> = {
    Hat: `\\hat{${symbol}}`,
    Bar: `\\bar{${symbol}}`,
    Max: `${symbol}^{\\max}`,
  };
  const text = marked[mark] ?? (mark === "" ? symbol : `${symbol}^{\\mathrm{${mark.toLowerCase()}}}`);
  return digits === "" ? text : `${text}_{${digits}}`;
}

/** Escapes text outside of formulas. */
export const latexText = (text: string): string =>
  text
    .replace(/[\\{}$&#%_^~]/g, (sign) =>
      sign === "\\" ? "\\textbackslash{}" : `\\${sign}${"^~".includes(sign) ? "{}" : ""}`,
    )
    .replace(/[α-ωΔ][₀-₉ᵣₜ₊₋∞]*[⁺⁻]?|[A-Za-z][₀-₉ᵣₜ₊₋∞]+/gu, (found) => {
      const symbol = latexSymbol(found);
      return symbol === null ? found : `$${symbol}$`;
    })
    .replace(/[^\x20-\x7e]/g, (sign) => signs[sign] ?? sign);

const signs: Readonly<Record<string, string>> = {
  "−": "$-$",
  "‖": "$\\|$",
  "·": "$\\cdot$",
  "√": "$\\surd$",
  "…": "\\dots{}",
  "²": "$^{2}$",
  "≥": "$\\ge$",
};
