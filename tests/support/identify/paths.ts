/** @file The paths on which `identify` is measured, and what its answer must be. */
import type { Candidate, Identification } from "../../../src/testing/index.ts";
import { forms, type Made, made } from "./made.ts";

/** Seeds of the three paths of every published form; a known bug has one path. */
const seeds = [6, 7, 8];
const wrappers = ["l2", "decoupledDecay", "maximize", "clipByNorm", "clipByValue", "lookahead", "centralize", "agc"];

/** Makes the paths one by one: of every published form, every known bug, and each wrapper around a rule. */
export const paths: readonly (() => Made)[] = [
  ...forms.flatMap((form, i) =>
    (form.bug === null ? seeds : seeds.slice(0, 1)).map((seed) => () => made(form, 1000 * seed + i)),
  ),
  ...wrappers.map(
    (name, i) => () => made({ rule: i % 2 === 0 ? "momentum" : "adam", variant: "", bug: null }, 300 + i, name),
  ),
];

export type Outcome = "named" | "missed" | "wrong";

/**
 * Returns `named` if the form that made the path is the answer, or listed among those that fit as well. A confident
 * answer that does not list it is `wrong`.
 */
export function outcome({ rule, variant, bug, wrappers: around }: Made, answer: Identification): Outcome {
  const isIt = (one: Candidate): boolean =>
    one.rule === rule && one.variant === variant && one.bug === bug && String(one.wrappers) === String(around);
  if (answer.verdict.startsWith("identified") && answer.candidates.some(isIt)) return "named";
  return answer.verdict === "identified" ? "wrong" : "missed";
}
