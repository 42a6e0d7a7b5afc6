/**
 * @file Keeps gradients within bounds, between `backward` and `step`. A clipped gradient is a new array: what
 * `backward` handed out is never changed. Each of these is also a wrapper of rules, where it clips every parameter alone:
 * clipByValue, clipByNorm, agc.
 */
import { type Floats, type Shape, zerosLike } from "../kernels/array.ts";
import { listOf, type Parameter } from "./group.ts";
import { describeNonFinite } from "./nonFinite.ts";
import { NonFiniteError } from "./nonFiniteError.ts";
import { norm } from "./norm.ts";

/**
 * Clips the norm of all gradients together — Pascanu, Mikolov & Bengio, "On the difficulty of training recurrent neural
 * networks", ICML 2013, Algorithm 1. Returns the norm as it was before.
 *
 *     ‖g‖ > c:   g ← (c / ‖g‖) g
 *
 * Differs from PyTorch, which divides by ‖g‖ + 10⁻⁶: here the norm becomes c and not less.
 * Throws, before anything changed, if c is negative or, a NonFiniteError, if a gradient holds NaN or Infinity.
 *
 *     const size = clipGradNorm(model.parameters(), 1);
 */
export function clipGradNorm(params: Iterable<Parameter>, maxNorm: number): number {
  checkBound("clipGradNorm", "maxNorm", maxNorm);
  const given = withGradient("clipGradNorm", params);
  const size = norm(...given.map(({ grad }) => grad));
  if (size > maxNorm) for (const param of given) param.grad = scaled(param.grad, maxNorm / size);
  return size;
}

/** Clips every element of every gradient into [−limit, limit]. Throws, as clipGradNorm does. */
export function clipGradValue(params: Iterable<Parameter>, limit: number): void {
  checkBound("clipGradValue", "limit", limit);
  for (const param of withGradient("clipGradValue", params)) param.grad = clamped(param.grad, limit);
}

/** Adaptive clipping: every output unit's gradient is at most `clip` times as long as its weights; see `clipUnits`. */
export function clipGradAdaptive(params: Iterable<Parameter>, clip = 0.01, eps = 1e-3): void {
  checkBound("clipGradAdaptive", "clip", clip);
  checkBound("clipGradAdaptive", "eps", eps);
  for (const param of withGradient("clipGradAdaptive", params))
    param.grad = clipUnits(param.grad, param.data, param.shape, clip, eps);
}

export const scaled = (g: Floats, factor: number): Floats => g.map((x) => factor * x);

export const clamped = (g: Floats, limit: number): Floats => g.map((x) => Math.min(Math.max(x, -limit), limit));

/** g · c / ‖g‖ where ‖g‖ > c, else g itself. */
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
 * A unit i is a row along the first axis, the outputs of a layer here; a vector or a single number is one unit.
 */
export function clipUnits(g: Floats, theta: Floats, shape: Shape, clip: number, eps: number): Floats {
  const length = shape.length < 2 ? g.length : g.length / shape[0];
  const out = zerosLike(g);
  for (let start = 0; start < g.length; start += length) {
    const end = start + length;
    const most = clip * Math.max(norm(theta.subarray(start, end)), eps);
    out.set(clippedNorm(g.subarray(start, end), most), start);
  }
  return out;
}

function withGradient(who: string, params: Iterable<Parameter>): (Parameter & { grad: Floats })[] {
  const given = listOf(who, params).filter((param): param is Parameter & { grad: Floats } => param.grad !== null);
  for (const [i, { grad, name }] of given.entries()) {
    const broken = describeNonFinite(grad, name || `${i}`);
    if (broken !== null) throw new NonFiniteError(`${who}: ${broken}; nothing was clipped`);
  }
  return given;
}

function checkBound(who: string, name: string, value: number): void {
  if (!(value >= 0)) throw new RangeError(`${who}: ${name} is ${value}; it needs to be 0 or more`);
}
