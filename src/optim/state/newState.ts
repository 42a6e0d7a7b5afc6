import { isFloats } from "../../array/isFloats.ts";
import { describeValue } from "../../check/describeValue.ts";
import type { Parameter } from "../group.ts";
import type { Rule, State } from "../rule.ts";

/** Returns a rule's buffers for a parameter before its first update. Throws unless all are arrays, as saving needs. */
export function newState(rule: Rule, { data, shape }: Parameter, hyper: Record<string, number>): State {
  const state = rule.init(data, shape, hyper);
  for (const [name, buffer] of Object.entries(state)) {
    if (isFloats(buffer)) continue;
    throw new TypeError(
      `${rule.name}: buffer ${name} must be a Float32Array or Float64Array, got ${describeValue(buffer)}; ` +
        "use zerosLike(theta), or new Float64Array(1) for one number",
    );
  }
  return state;
}
