/**
 * @file Gradient clipping between `backward` and `step`. A clipped gradient is a new array: the arrays that `backward`
 * returned never change. The wrappers clipByValue, clipByNorm and agc clip each parameter separately.
 */
import type { Floats } from "../../array/floats.ts";
import { makeZeros } from "../../array/makeZeros.ts";
import type { Shape } from "../../array/shape.ts";
import { describeValue } from "../../check/describeValue.ts";
import { allFinite } from "../../kernels/allFinite.ts";
import { gradientOf, listOf, type Parameter } from "../group.ts";
import { NonFiniteError } from "../nonFiniteError.ts";
import { describeNonFinite } from "./nonFinite.ts";
import { norm } from "./norm.ts";

export const scaled = (g: Floats, factor: number): Floats => g.map((x) => factor * x);

export const clamped = (g: Floats, limit: number): Floats => g.map((x) => Math.min(Math.max(x, -limit), limit));

/** Returns g · c / ‖g‖ where ‖g‖ > c, else g itself. */
export function clippedNorm(g: Floats, maxNorm: number): Floats {
  const size = norm(g);
  return size > maxNorm ? scaled(g, maxNorm / size) : g;
}

/**
 * Adaptive gradient clipping — Brock et al., "High-Performance Large-Scale Image Recognition Without Normalization",
 * ICML 2021, equation 3. https://arxiv.org/abs/2102.06171
 *
 *     cᵢ = λ max(‖θᵢ‖, ε)
 *     ‖gᵢ‖ > cᵢ:   gᵢ ← (cᵢ / ‖gᵢ‖) gᵢ
 *
 * A unit i is a row along the first axis: one output of a layer. A vector or a single number is one unit.
 */
export function clipUnits(g: Floats, theta: Floats, shape: Shape, clip: number, eps: number): Floats {
  const length = shape.length < 2 ? g.length : g.length / shape[0];
  const out = makeZeros(g);
  for (let start = 0; start < g.length; start += length) {
    const end = start + length;
    const most = clip * Math.max(norm(theta.subarray(start, end)), eps);
    out.set(clippedNorm(g.subarray(start, end), most), start);
  }
  return out;
}

/** Returns the parameters that have a gradient, each with it. Throws a NonFiniteError if one is not finite. */
export function withGradient(who: string, params: Iterable<Parameter>): [Parameter, Floats][] {
  const given: [Parameter, Floats][] = [];
  for (const param of listOf(who, params)) {
    const g = gradientOf(param);
    if (g === null) continue;
    if (allFinite(g) === null)
      throw new NonFiniteError(`${who}: ${describeNonFinite(g, param.name || `${given.length}`)}; nothing was clipped`);
    given.push([param, g]);
  }
  return given;
}

export function checkBound(who: string, name: string, value: number): void {
  if (!(value >= 0)) throw new RangeError(`${who}: ${name} must be a number >= 0, got ${describeValue(value)}`);
}
