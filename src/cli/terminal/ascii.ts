import type { Stream } from "./terminal.ts";

/** The ASCII replacement of each sign. */
const signs: Readonly<Record<string, string>> = {
  ...{
    α: "alpha",
    β: "beta",
    γ: "gamma",
    Δ: "Delta",
    ε: "eps",
    η: "eta",
    θ: "theta",
    κ: "kappa",
    λ: "lambda",
    μ: "mu",
  },
  ...{ ρ: "rho", σ: "sigma", Σ: "Sum", τ: "tau", φ: "phi", π: "pi", ψ: "psi", "∂": "d", "∇": "grad ", "∞": "inf" },
  ...{ "−": "-", "·": "-", "×": "x", "÷": "/", "±": "+-", "√": "sqrt", "½": "1/2", "¼": "1/4", "⁄": "/", "‖": "||" },
  ...{ "≤": "<=", "≥": ">=", "≫": ">>", "≈": "~", "←": "<-", "→": "->", "↦": "|->", "⟨": "<", "⟩": ">", "′": "'" },
  ...{ "⌊": "floor(", "⌋": ")", "⌈": "ceil(", "⌉": ")", "–": "-", "—": "-", "…": "..." },
  ...{ "█": "#", "▀": "'", "▄": "." },
  ...{ "\u0302": "^", "\u0304": "_", "\u0303": "~", "\u0300": "", "\u0301": "", "\u0308": "" },
};

/** Signs above and below the line, by what they stand for. */
const above: Readonly<Record<string, string>> = { "⁺": "+", "⁻": "-", ᵃ: "a", ᵐ: "m", ˢ: "s", ᵗ: "t", ᵀ: "T", ˣ: "x" };
const below: Readonly<Record<string, string>> = { "₊": "+", "₋": "-", ᵢ: "i", ᵣ: "r", ₒ: "o", ₛ: "s", ₜ: "t" };
const digitsAbove = "⁰¹²³⁴⁵⁶⁷⁸⁹";
const digitsBelow = "₀₁₂₃₄₅₆₇₈₉";

const isAbove = (sign: string): boolean => sign in above || digitsAbove.includes(sign);
const isBelow = (sign: string): boolean => sign in below || digitsBelow.includes(sign);

/** Writes a text in ASCII: `θₜ₋₁²` as theta_t-1^2. A sign without a name here becomes a question mark. */
export function toAscii(text: string): string {
  let before = "";
  return [...text.normalize("NFD")]
    .map((sign) => {
      const script = isAbove(sign) && !isAbove(before) ? "^" : isBelow(sign) && !isBelow(before) ? "_" : "";
      before = sign;
      if (sign <= "\x7f") return sign;
      if (isAbove(sign)) return script + (above[sign] ?? digitsAbove.indexOf(sign));
      if (isBelow(sign)) return script + (below[sign] ?? digitsBelow.indexOf(sign));
      return signs[sign] ?? "?";
    })
    .join("");
}

/** The stream with all that is written to it in ASCII. */
export const asciiStream = (stream: Stream): Stream => ({
  write: (text) => stream.write(toAscii(text)),
  get isTTY() {
    return stream.isTTY;
  },
  get columns() {
    return stream.columns;
  },
});
