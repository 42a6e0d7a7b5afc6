import { describeValue } from "../../check/describeValue.ts";
import type { Parameter } from "../group.ts";
import type { Rule, State } from "../rule.ts";

/** A rule's buffers for a parameter before its first update. Throws if one is not an array, which could not be saved. */
export function newState(rule: Rule, { data, shape }: Parameter, hyper: Record<string, number>): State {
  const state = rule.init(data, shape, hyper, rule.options);
  for (const [name, buffer] of Object.entries(state)) {
    if (buffer instanceof Float32Array || buffer instanceof Float64Array) continue;
    throw new TypeError(
      `${rule.name}: ${name} of its state is ${describeValue(buffer)}; it needs zerosLike(theta), or new Float64Array(1) for one number`,
    );
  }
  return state;
}
