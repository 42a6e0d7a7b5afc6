import type { Point, Surface } from "../../src/data/surfaces/surface.ts";
import { choiceNames, ruleOf } from "./choice.ts";
import { descend, type Path } from "./descend.ts";
import { type LabState, startOf, surfaceOf } from "./state.ts";
import { ratesOf } from "./tuning.ts";
import { turned, turnOf } from "./turned.ts";

/** The paths of a state, up to its last step. */
export interface Run {
  /** Turned as the state says. */
  readonly surface: Surface;
  /** In the frame. */
  readonly start: Point;
  readonly names: readonly string[];
  readonly rates: readonly number[];
  readonly paths: readonly Path[];
}

/** Computes the paths of a state. The same state gives the same bits in Node and in every browser. */
export function runOf(state: LabState): Run {
  const own = surfaceOf(state);
  const surface = turned(own, state.rotation);
  const start = turnOf(own, state.rotation).toFrame(startOf(state));
  const rates = ratesOf(own, state.choices, state.tuning);
  const rules = state.choices.map((choice, i) => ruleOf(choice, rates[i]));
  const paths = descend(surface, start, rules, state);
  return { surface, start, names: choiceNames(state.choices), rates, paths };
}
