/** @file The sizes of a convolution or pooling, worked out once from shapes and options, with every misfit named. */
import { type Shape, showShape } from "../array/shape.ts";
import { checkOptions } from "../check/checkOptions.ts";
import { describeValue } from "../check/describeValue.ts";

/** One number for both directions, or [vertical, horizontal]. */
export type Pair = number | readonly [number, number];

type Two = readonly [number, number];

export interface Conv2dGeometry {
  readonly batch: number;
  readonly inChannels: number;
  readonly inHeight: number;
  readonly inWidth: number;
  readonly outChannels: number;
  readonly kernelHeight: number;
  readonly kernelWidth: number;
  readonly outHeight: number;
  readonly outWidth: number;
  readonly stride: Two;
  readonly padding: Two;
  readonly dilation: Two;
  readonly groups: number;
}

export interface Conv2dOptions {
  /** Distance between windows: an integer >= 1, or [vertical, horizontal]. Default: 1. */
  readonly stride?: Pair;
  /** Rows and columns of zeros on each side: an integer >= 0, or [vertical, horizontal]. Default: 0. */
  readonly padding?: Pair;
  /** Distance between the taps of a kernel: an integer >= 1, or [vertical, horizontal]. Default: 1. */
  readonly dilation?: Pair;
  /** Groups of channels that are convolved separately: a divisor of both counts of channels. Default: 1. */
  readonly groups?: number;
}

export interface Pool2dGeometry {
  readonly batch: number;
  readonly channels: number;
  readonly inHeight: number;
  readonly inWidth: number;
  readonly kernelHeight: number;
  readonly kernelWidth: number;
  readonly outHeight: number;
  readonly outWidth: number;
  readonly stride: Two;
  readonly padding: Two;
  readonly countPadding: boolean;
}

export interface Pool2dOptions {
  readonly kernelSize: Pair;
  /** Defaults to the kernel size: windows side by side. */
  readonly stride?: Pair;
  readonly padding?: Pair;
  /** True if an average counts the padding's zeros as members of the window, as PyTorch does unless told otherwise. */
  readonly countPadding?: boolean;
}

/**
 * x: [batch, inChannels, inHeight, inWidth]   weight: [outChannels, inChannels / groups, kernelHeight, kernelWidth]
 *
 *     out = ⌊(in + 2 padding − dilation (kernel − 1) − 1) / stride⌋ + 1
 *
 * Throws if the shapes do not fit each other, the groups or the options.
 *
 * @example conv2dGeometry("conv2d", [1, 1, 28, 28], [8, 1, 3, 3], { padding: 1 }).outHeight // 28
 */
export function conv2dGeometry(who: string, x: Shape, weight: Shape, options: Conv2dOptions = {}): Conv2dGeometry {
  checkOptions(who, options, ["stride", "padding", "dilation", "groups"]);
  needFourAxes(who, "input", x, "[batch,channels,height,width]");
  needFourAxes(who, "weight", weight, "[outChannels,channels/groups,kernelHeight,kernelWidth]");
  const [batch, inChannels, inHeight, inWidth] = x;
  const [outChannels, groupChannels, kernelHeight, kernelWidth] = weight;
  const { groups = 1 } = options;
  if (!Number.isInteger(groups) || groups < 1) {
    throw new RangeError(`${who}: groups must be a whole number, 1 or more, got ${groups}`);
  }
  if (inChannels !== groupChannels * groups) {
    const needed = `${groupChannels} × ${groups} group${groups === 1 ? "" : "s"} = ${groupChannels * groups}`;
    throw new RangeError(
      `${who}: input ${showShape(x)} has ${inChannels} channels, weight ${showShape(weight)} needs ${needed}`,
    );
  }
  if (outChannels % groups !== 0) {
    throw new RangeError(`${who}: ${outChannels} output channels do not divide into ${groups} groups`);
  }
  const stride = pair(who, "stride", options.stride ?? 1, 1);
  const padding = pair(who, "padding", options.padding ?? 0, 0);
  const dilation = pair(who, "dilation", options.dilation ?? 1, 1);
  const span: Two = [dilation[0] * (kernelHeight - 1) + 1, dilation[1] * (kernelWidth - 1) + 1];
  const [outHeight, outWidth] = outSize(who, x, span, stride, padding);
  return {
    batch,
    inChannels,
    inHeight,
    inWidth,
    outChannels,
    kernelHeight,
    kernelWidth,
    outHeight,
    outWidth,
    stride,
    padding,
    dilation,
    groups,
  };
}

/**
 * x: [batch, channels, height, width], windows of `kernelSize`, sizes as in `conv2dGeometry` without dilation.
 * Throws if a window does not fit, or if padding exceeds half a window: then a window could contain only padding.
 *
 * @example pool2dGeometry("maxPool2d", [1, 8, 26, 26], { kernelSize: 2 }).outWidth // 13
 */
export function pool2dGeometry(who: string, x: Shape, options: Pool2dOptions): Pool2dGeometry {
  needFourAxes(who, "input", x, "[batch,channels,height,width]");
  const [batch, channels, inHeight, inWidth] = x;
  const kernel = pair(who, "kernelSize", options.kernelSize, 1);
  const stride = pair(who, "stride", options.stride ?? options.kernelSize, 1);
  const padding = pair(who, "padding", options.padding ?? 0, 0);
  if (padding[0] * 2 > kernel[0] || padding[1] * 2 > kernel[1]) {
    throw new RangeError(
      `${who}: padding must be at most half the kernel size ${showPair(kernel)}, got ${showPair(padding)}`,
    );
  }
  const [outHeight, outWidth] = outSize(who, x, kernel, stride, padding);
  const [kernelHeight, kernelWidth] = kernel;
  return {
    batch,
    channels,
    inHeight,
    inWidth,
    kernelHeight,
    kernelWidth,
    outHeight,
    outWidth,
    stride,
    padding,
    countPadding: options.countPadding ?? true,
  };
}

function needFourAxes(who: string, role: string, shape: Shape, names: string): void {
  if (shape.length !== 4) throw new RangeError(`${who}: ${role} ${showShape(shape)} needs 4 axes, ${names}`);
}

export const showPair = ([vertical, horizontal]: Two): string => `${vertical}×${horizontal}`;

/** One number for both directions as two. Throws unless they are whole numbers, `least` or more. */
export function pair(who: string, name: string, given: Pair, least: number): Two {
  const both = typeof given === "number" ? [given, given] : Array.from(given ?? []);
  if (both.length !== 2 || both.some((n) => !Number.isInteger(n) || n < least)) {
    throw new RangeError(
      `${who}: ${name} must be a whole number, ${least} or more, or two of them, got ${describeValue(given)}`,
    );
  }
  return [both[0], both[1]];
}

function outSize(who: string, x: Shape, span: Two, stride: Two, padding: Two): Two {
  const height = Math.floor((x[2] + 2 * padding[0] - span[0]) / stride[0]) + 1;
  const width = Math.floor((x[3] + 2 * padding[1] - span[1]) / stride[1]) + 1;
  if (height < 1 || width < 1 || x[2] < 1 || x[3] < 1 || span[0] < 1 || span[1] < 1) {
    throw new RangeError(
      `${who}: a window of ${showPair(span)} does not fit into input ${showShape(x)} with padding ${showPair(padding)}`,
    );
  }
  return [height, width];
}
