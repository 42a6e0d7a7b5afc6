import { type Shape, sizeOf } from "../array/shape.ts";
import type { Rule } from "./rule.ts";

/**
 * Bytes of state that a rule keeps for one parameter of this shape.
 *
 * @example stateBytes(adam(), [10, 20]) // 1600
 */
export function stateBytes(
  rule: Rule,
  shape: Shape,
  floats: Float32ArrayConstructor | Float64ArrayConstructor = Float32Array,
): number {
  const hyper = Object.entries(rule.hyper).map(([name, value]) => [name, typeof value === "number" ? value : value(1)]);
  const state = rule.init(new floats(sizeOf(shape)), shape, Object.fromEntries(hyper));
  return Object.values(state).reduce((sum, { byteLength }) => sum + byteLength, 0);
}
