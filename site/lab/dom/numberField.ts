import type { Kind } from "../../../src/check/kinds.ts";
import { toNumber } from "../../../src/check/toNumber.ts";
import { terse } from "../../../src/cli/terminal/numbers.ts";
import { h, newId, setText } from "./elements.ts";

export interface NumberFieldOptions {
  readonly label: string;
  readonly kind: Kind<number>;
  /** The value that the reset button brings back, and its words if it is not a number. */
  readonly usual: number | { readonly text: string };
  /** The ends of a slider beside the field; without it there is only the field. */
  readonly slider?: { readonly low: number; readonly high: number; readonly step?: number; readonly isLog?: boolean };
  readonly unit?: string;
  /** Gets a valid number, or null for the usual value. */
  onChange(value: number | null): void;
}

export interface NumberField {
  readonly element: HTMLElement;
  /** Shows a value. A usual one has no reset button, but a note behind its label. */
  show(value: number, isUsual: boolean, note?: string): void;
}

/** A labelled number: typed, such as 3e-4, or by a slider. A wrong number is said, and changes nothing. */
export function numberField({ label, kind, usual, slider, unit = "", onChange }: NumberFieldOptions): NumberField {
  const id = newId("number");
  const input = h("input", { id, type: "text", autocomplete: "off", spellcheck: false, inputMode: "text" });
  const usualText = typeof usual === "number" ? terse(usual) : usual.text;
  const reset = h("button", { type: "button", className: "quiet reset", title: `Back to ${usualText}` }, "↺");
  reset.setAttribute("aria-label", `${label}: back to ${usualText}`);
  const { problem, say } = problemOf(input);
  const range = slider && rangeOf(label, slider, onChange);
  const remark = h("span", { className: "unit" });
  const name = h("label", { htmlFor: id }, label, unit && h("span", { className: "unit" }, ` ${unit}`), remark);
  const row = h("div", { className: "number-row" }, range?.element ?? null, input, reset);
  const element = h("div", { className: slider ? "number with-slider" : "number" }, name, row, problem);
  input.addEventListener("change", () => {
    const value = toNumber(input.value);
    if (!kind.holds(value)) return say(`must be ${kind.text}`);
    say("");
    onChange(value);
  });
  reset.addEventListener("click", () => {
    say("");
    onChange(null);
    input.focus();
  });
  return {
    element,
    show(value, isUsual, note = "") {
      const text = Number.isNaN(value) ? "" : terse(value);
      if (document.activeElement !== input || problem.hidden) {
        if (input.value !== text) input.value = text;
        say("");
      }
      setText(remark, isUsual && note !== "" ? ` · ${note}` : "");
      reset.classList.toggle("unused", isUsual);
      reset.tabIndex = isUsual ? -1 : 0;
      reset.setAttribute("aria-hidden", `${isUsual}`);
      range?.show(value);
    },
  };
}

/** A line below a field that says why its text is wrong; without a text it is hidden. */
function problemOf(input: HTMLInputElement): { problem: HTMLElement; say(text: string): void } {
  const problem = h("p", { className: "problem", id: `${input.id}-problem`, hidden: true });
  return {
    problem,
    say(text) {
      setText(problem, text);
      problem.hidden = text === "";
      input.setAttribute("aria-invalid", `${text !== ""}`);
      if (text === "") input.removeAttribute("aria-describedby");
      else input.setAttribute("aria-describedby", problem.id);
    },
  };
}

function rangeOf(
  label: string,
  { low, high, step = 1, isLog = false }: NonNullable<NumberFieldOptions["slider"]>,
  onChange: (value: number) => void,
): { element: HTMLInputElement; show(value: number): void } {
  const [from, to] = isLog ? [Math.log10(low), Math.log10(high)] : [low, high];
  const element = h("input", { type: "range", min: `${from}`, max: `${to}`, step: `${isLog ? 0.02 : step}` });
  element.setAttribute("aria-label", `${label}, slider`);
  element.addEventListener("input", () => {
    const at = Number(element.value);
    onChange(isLog ? Number((10 ** at).toPrecision(2)) : at);
  });
  return {
    element,
    show(value) {
      const at = isLog ? Math.log10(value) : value;
      const bounded = `${Math.min(Math.max(at, from), to)}`;
      if (document.activeElement !== element || Math.abs(Number(element.value) - at) > 0.02) element.value = bounded;
      element.setAttribute("aria-valuetext", terse(value));
    },
  };
}
