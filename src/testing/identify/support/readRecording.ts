/** @file Reads what callers recorded: weights and gradients in any of the layouts of `identify`. */
import { NdArray } from "../../../array/ndArray.ts";
import type { Shape } from "../../../array/shape.ts";
import { checkOptions } from "../../../check/checkOptions.ts";
import { describeValue } from "../../../check/describeValue.ts";
import { showName } from "../../../check/excerpt.ts";
import { precisionOf } from "./precision.ts";
import { type Run, type TensorPlace, weightName } from "./run.ts";

/** The numbers of one tensor: nested lists have a shape, flat ones are vectors. */
export type Values = number | ArrayLike<number> | readonly Values[] | { data: ArrayLike<number>; shape: Shape };

/** All tensors at one step: one tensor, or several by name. */
export type Snapshot = Values | Readonly<Record<string, Values>>;

export interface Recording {
  /** θ₀ … θ_T: the weights before the first step and after every step. */
  theta: readonly Snapshot[];
  /** g₁ … g_T: the gradient that each step used. One fewer than weights. */
  gradients: readonly Snapshot[];
}

interface Tensor {
  readonly data: ArrayLike<number>;
  readonly shape: Shape;
}

/** Reads a recording. Throws a TypeError or RangeError that says what must be true, and how to mend it. */
export function readRecording(recording: Recording): Run {
  checkOptions("identify", recording, ["theta", "gradients"]);
  const { theta, gradients } = recording;
  for (const [name, list] of Object.entries({ theta, gradients }))
    if (!isList(list))
      throw new TypeError(
        `identify: ${name} must be a list with one entry a step, got ${describeValue(list)}; pass { theta: [θ₀, …, θ_T], gradients: [g₁, …, g_T] }`,
      );
  checkCounts(theta.length, gradients.length);
  const weights = theta.map((snapshot, t) => tensorsOf(snapshot, `theta[${t}]`));
  const slopes = gradients.map((snapshot, t) => tensorsOf(snapshot, `gradients[${t}]`));
  const tensors = placesOf(weights[0]);
  if (tensors.length === 0 || tensors.every(({ length }) => length === 0))
    throw new RangeError("identify: theta must hold at least 1 weight, got none");
  const flatTheta = weights.map((all, t) => flatten(all, tensors, `theta[${t}]`));
  const flatGradients = slopes.map((all, t) => flatten(all, tensors, `gradients[${t}]`));
  const run = { tensors, steps: gradients.length, weights: flatTheta[0].length };
  checkMoves(flatTheta, flatGradients);
  return { ...run, theta: flatTheta, gradients: flatGradients, precision: precisionOf(flatTheta, flatGradients) };
}

const isList = (value: unknown): value is ArrayLike<unknown> => Array.isArray(value) || isNumbers(value);

const isNumbers = (value: unknown): value is ArrayLike<number> =>
  ArrayBuffer.isView(value) && !(value instanceof DataView);

function checkCounts(weights: number, gradients: number): void {
  if (gradients === 0) throw new RangeError("identify: gradients must hold at least 1 step, got none");
  if (weights === gradients + 1) return;
  const fix =
    weights === gradients
      ? "put the weights before the first step in front, or drop the last gradient"
      : "theta has the weights before the first step and after every step";
  throw new RangeError(
    `identify: theta must have one entry more than gradients, got ${weights} and ${gradients}; ${fix}`,
  );
}

/** The tensors of a snapshot by name; "" for a single one. */
function tensorsOf(snapshot: Snapshot, where: string): Map<string, Tensor> {
  if (isTensor(snapshot)) return new Map([["", tensorOf(snapshot, where)]]);
  if (typeof snapshot !== "object" || snapshot === null)
    throw new TypeError(`identify: ${where} must be numbers or an object of tensors, got ${describeValue(snapshot)}`);
  const named = Object.entries(snapshot as Record<string, Values>);
  return new Map(named.map(([name, values]) => [name, tensorOf(values, `${where}.${showName(name)}`)]));
}

const isTensor = (value: unknown): value is Values =>
  typeof value === "number" ||
  isList(value) ||
  value instanceof NdArray ||
  (typeof value === "object" && value !== null && "data" in value && "shape" in value);

function tensorOf(values: Values, where: string): Tensor {
  if (typeof values === "number") return { data: [values], shape: [] };
  if (isNumbers(values)) return { data: values, shape: [values.length] };
  if (isList(values)) return nested(values as readonly Values[], where);
  if (typeof values === "object" && values !== null && "data" in values && Array.isArray(values.shape)) return values;
  throw new TypeError(
    `identify: ${where} must be numbers, nested lists or { data, shape }, got ${describeValue(values)}`,
  );
}

function nested(values: readonly Values[], where: string): Tensor {
  if (values.every((value) => typeof value === "number"))
    return { data: values as readonly number[], shape: [values.length] };
  const rows = values.map((value, i) => tensorOf(value, `${where}[${i}]`));
  const [{ shape }] = rows;
  const odd = rows.findIndex((row) => String(row.shape) !== String(shape));
  if (odd >= 0)
    throw new RangeError(
      `identify: ${where}[${odd}] must have shape [${shape}] as ${where}[0] has, got [${rows[odd].shape}]; give several tensors by name, as { weight: …, bias: … }`,
    );
  return { data: rows.flatMap(({ data }) => Array.from(data)), shape: [rows.length, ...shape] };
}

function placesOf(tensors: ReadonlyMap<string, Tensor>): TensorPlace[] {
  let start = 0;
  return [...tensors].map(([name, { data, shape }]) => {
    const place = { name, shape, start, length: data.length };
    start += data.length;
    return place;
  });
}

/** Joins the tensors of a snapshot in the order of the first one. Throws unless all have its names and sizes. */
function flatten(tensors: ReadonlyMap<string, Tensor>, places: readonly TensorPlace[], where: string): Float64Array {
  const names = [...tensors.keys()].filter((name) => !places.some((place) => place.name === name));
  if (names.length > 0)
    throw new RangeError(`identify: ${where} must have the tensors of theta[0], got ${showName(names[0])} besides`);
  const total = places.reduce((sum, { length }) => sum + length, 0);
  const flat = new Float64Array(total);
  for (const { name, start, length, shape } of places) {
    const tensor = tensors.get(name);
    const label = name === "" ? where : `${where}.${showName(name)}`;
    if (tensor === undefined) throw new RangeError(`identify: ${label} must be a tensor as in theta[0], got none`);
    if (tensor.data.length !== length)
      throw new RangeError(
        `identify: ${label} must have ${length} values as in theta[0] of shape [${shape}], got ${tensor.data.length}`,
      );
    for (let i = 0; i < length; i++) flat[start + i] = readNumber(tensor.data[i], places, start + i, where);
  }
  return flat;
}

function readNumber(value: unknown, tensors: readonly TensorPlace[], index: number, where: string): number {
  if (typeof value === "number" && Number.isFinite(value)) return value;
  const name = weightName({ tensors }, index).replace(/^theta/, "");
  const at = name.startsWith("[") || name === "" ? `${where}${name}` : `${where}.${name}`;
  const fix = typeof value === "number" ? "; cut the recording before the first step that is not finite" : "";
  throw new RangeError(`identify: ${at} must be a finite number, got ${describeValue(value)}${fix}`);
}

/** Throws where nothing can be learned: no weight moves, or all gradients are 0. */
function checkMoves(theta: readonly Float64Array[], gradients: readonly Float64Array[]): void {
  const moves = theta.some((row, t) => t > 0 && row.some((x, i) => x !== theta[t - 1][i]));
  if (!moves) throw new RangeError("identify: at least one weight must change, got the same weights at every step");
  if (gradients.every((g) => g.every((x) => x === 0)))
    throw new RangeError("identify: at least one gradient must differ from 0, got zeros only; record real gradients");
}
