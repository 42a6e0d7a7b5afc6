/**
 * @file Convolution is one sum of products over "taps": triples (output element, weight, input element) that meet.
 *
 *     y[n,o,i,j] = Σ weight[o,c,p,q] · x[n, c, i·stride + p·dilation − padding, j·stride + q·dilation − padding]
 *
 * The result and both gradients visit the same taps and differ only in which of the three is summed.
 */
import type { Floats } from "../../array/floats.ts";
import type { Conv2dGeometry } from "../geometry.ts";

/** Taps that share a weight: output elements out, out + 1, … meet input elements at, at + strideX, … */
type Visit = (out: number, at: number, w: number, length: number) => void;

/** y = bias + Σ weight · x over the taps of each output element; outside the image x is 0. */
export function conv2d(
  x: Floats,
  weight: Floats,
  y: Floats,
  geometry: Conv2dGeometry,
  bias: Floats | null = null,
): void {
  const plane = geometry.outHeight * geometry.outWidth;
  const sum = new Float64Array(y.length);
  if (bias !== null) for (let i = 0; i < sum.length; i++) sum[i] = bias[Math.floor(i / plane) % bias.length];
  const strideX = geometry.stride[1];
  eachRow(geometry, (out, at, w, length) => {
    for (let j = 0; j < length; j++) sum[out + j] += x[at + j * strideX] * weight[w];
  });
  y.set(sum);
}

/** dx = Σ weight · dy over the taps of each input element. */
export function conv2dInputGradient(dy: Floats, weight: Floats, dx: Floats, geometry: Conv2dGeometry): void {
  const sum = new Float64Array(dx.length);
  const strideX = geometry.stride[1];
  eachRow(geometry, (out, at, w, length) => {
    for (let j = 0; j < length; j++) sum[at + j * strideX] += dy[out + j] * weight[w];
  });
  dx.set(sum);
}

/** dWeight = Σ x · dy over the taps of each weight. */
export function conv2dWeightGradient(x: Floats, dy: Floats, dWeight: Floats, geometry: Conv2dGeometry): void {
  const sum = new Float64Array(dWeight.length);
  const strideX = geometry.stride[1];
  eachRow(geometry, (out, at, w, length) => {
    for (let j = 0; j < length; j++) sum[w] += x[at + j * strideX] * dy[out + j];
  });
  dWeight.set(sum);
}

/** Visits all taps, a row at a time: every image, output channel and input channel of its group. */
function eachRow(geometry: Conv2dGeometry, visit: Visit): void {
  const { batch, inChannels, outChannels, groups, kernelHeight, kernelWidth } = geometry;
  const channelsPerGroup = inChannels / groups;
  for (let image = 0; image < batch; image++) {
    for (let o = 0; o < outChannels; o++) {
      const firstChannel = Math.floor(o / (outChannels / groups)) * channelsPerGroup;
      for (let c = 0; c < channelsPerGroup; c++) {
        const inPlane = image * inChannels + firstChannel + c;
        const kernel = (o * channelsPerGroup + c) * kernelHeight * kernelWidth;
        eachRowOfPlane(geometry, image * outChannels + o, inPlane, kernel, visit);
      }
    }
  }
}

/** Visits the taps between two planes: for every weight of the kernel, the rows of outputs that it reaches. */
function eachRowOfPlane(g: Conv2dGeometry, outPlane: number, inPlane: number, kernel: number, visit: Visit): void {
  for (let q = 0; q < g.kernelWidth; q++) {
    const [from, to] = inside(q * g.dilation[1] - g.padding[1], g.stride[1], g.inWidth, g.outWidth);
    if (from >= to) continue;
    const inX = from * g.stride[1] + q * g.dilation[1] - g.padding[1];
    for (let p = 0; p < g.kernelHeight; p++) {
      const [top, bottom] = inside(p * g.dilation[0] - g.padding[0], g.stride[0], g.inHeight, g.outHeight);
      for (let i = top; i < bottom; i++) {
        const inY = i * g.stride[0] + p * g.dilation[0] - g.padding[0];
        const out = (outPlane * g.outHeight + i) * g.outWidth + from;
        visit(out, (inPlane * g.inHeight + inY) * g.inWidth + inX, kernel + p * g.kernelWidth + q, to - from);
      }
    }
  }
}

/** The outputs i in [from, to) whose input i · stride + offset lies inside the image. */
function inside(offset: number, stride: number, inSize: number, outSize: number): [from: number, to: number] {
  const from = Math.max(0, Math.ceil(-offset / stride));
  const to = Math.min(outSize, Math.ceil((inSize - offset) / stride));
  return [from, to];
}
