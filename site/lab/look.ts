import { lookOf as reportLook } from "../../src/cli/report/palette.ts";
import type { Rule } from "../../src/optim/index.ts";
import { statementsOf } from "../../src/testing/statementsOf.ts";
import { traceOf } from "../../src/testing/traceOf.ts";
import { type Form, formName, makeRule } from "./forms.ts";

export interface Look {
  /** A hue that contrasts at least 3.8 : 1 with the page, light and dark. */
  colour: string;
  /** Lengths of line and gap in pixels, by the family of the rule. */
  dash: readonly number[];
  /** An outline around (0, 0), about 7 pixels wide. */
  marker: string;
}

const families = {
  gradient: { dash: [], words: "solid: moves by the gradient or its average" },
  adaptive: { dash: [7, 3], words: "dashed: divides by a root of squared gradients" },
  sign: { dash: [2, 3], words: "dotted: uses only the gradient's sign" },
  wrong: { dash: [2.5, 4.5], words: "far dots: wrong on purpose" },
} as const;

type Family = keyof typeof families;

const known = new Map<string, Family>();

/** The family of a form, read off its statements. */
export function familyOf(form: Form & { bug?: string }): Family {
  if (form.bug !== undefined) return "wrong";
  const name = formName(form);
  const family = known.get(name) ?? derivedFamily(form);
  known.set(name, family);
  return family;
}

function derivedFamily(form: Form): Family {
  const traced = traceOf(innermost(makeRule(form)));
  const texts = traced === undefined ? [] : statementsOf(traced).map(({ text }) => text);
  if (texts.some((text) => /\bsqrt\(|\bmax\(.*uMax/.test(text))) return "adaptive";
  return texts.some((text) => /\bsign\(/.test(text)) ? "sign" : "gradient";
}

const innermost = (rule: Rule): Rule => (rule.inner === undefined ? rule : innermost(rule.inner));

/** The meaning of the dashes, for the legend. */
export const familyWords: readonly string[] = Object.values(families).map(({ words }) => words);

/** Colours repeat after eight; the ninth look pairs the first colour with another marker. */
export function lookOf(form: Form & { bug?: string }, rank: number): Look {
  const { colour } = reportLook(rank);
  const { marker } = reportLook(rank + 3 * Math.floor(rank / 8));
  return { colour, marker, dash: families[familyOf(form)].dash };
}

/** A dash as SVG writes it. */
export const dashText = (dash: Look["dash"]): string => dash.join(" ") || "none";
