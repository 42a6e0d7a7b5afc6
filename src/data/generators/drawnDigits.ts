import { checkRandom } from "../../autograd/checkRandom.ts";
import type { Random } from "../../autograd/random.ts";
import { cos, sin } from "../../math/portable.ts";
import { type Dataset, dataset } from "../dataset.ts";
import { glyphs, type Stroke } from "./support/glyphs.ts";
import { checkCount } from "./support/toyOptions.ts";

const size = 28;

/**
 * Draws digits stroke by stroke, in the format of MNIST. Each digit has several ways of writing; each drawing is bent,
 * slanted, turned, stretched and shifted. Pens have many widths, and the paper is noisy.
 *
 * inputs: [n, 1, 28, 28] in [0, 1]   labels: the digits, in turn 0 … 9
 *
 * Trained on 6,000 digits, a linear model stays near 90 % on held-out digits, since no pixel has a fixed meaning.
 * A small convolutional network reaches 98 %, since every digit stays readable.
 *
 * @example drawnDigits(6000, { random: new Random(7) }).inputs.shape // [6000, 1, 28, 28]
 */
export function drawnDigits(n: number, options: { random: Random }): Dataset {
  checkRandom("drawnDigits", options);
  const { random } = options;
  checkCount("drawnDigits", n, "digits");
  const values = new Float32Array(n * size * size);
  const labels = Int32Array.from({ length: n }, (_, i) => i % 10);
  for (let i = 0; i < n; i++) drawDigit(random, labels[i], values.subarray(i * size * size, (i + 1) * size * size));
  return dataset("drawnDigits", values, [n, 1, size, size], labels, 10);
}

function drawDigit(random: Random, digit: number, pixels: Float32Array): void {
  const variants = glyphs[digit];
  const place = randomAffine(random);
  const pen: Pen = { width: random.uniform(0.8, 1.7), blur: random.uniform(1, 1.8), ink: random.uniform(0.7, 1) };
  for (const stroke of variants[random.integer(variants.length)]) {
    const points = bend(random, stroke).map(place);
    for (let k = 1; k < points.length; k++) drawSegment(pixels, points[k - 1], points[k], pen);
  }
  if (random.uniform() < 0.2) drawSpeck(random, pixels, pen);
  const grain = random.uniform(0.02, 0.1);
  for (let k = 0; k < pixels.length; k++) {
    pixels[k] = Math.min(1, Math.max(0, pixels[k] + random.uniform(-grain, grain)));
  }
}

interface Pen {
  /** Half the width of its line, in pixels. */
  width: number;
  /** The width over which the edge of its line fades, in pixels. */
  blur: number;
  /** The darkness of its line, up to 1. */
  ink: number;
}

type Point = readonly [x: number, y: number];

/** Shifts every point a little, and neighbours by similar amounts, as an unsteady hand does. */
function bend(random: Random, stroke: Stroke): Point[] {
  let [driftX, driftY] = [random.normal(0, 0.02), random.normal(0, 0.02)];
  return stroke.map(([x, y]): Point => {
    driftX = 0.8 * driftX + random.normal(0, 0.012);
    driftY = 0.8 * driftY + random.normal(0, 0.012);
    return [x + driftX, y + driftY];
  });
}

/** Turn, slant, stretch and shift: from the unit square to pixels. */
function randomAffine(random: Random): (point: Point) => Point {
  const angle = random.uniform(-0.23, 0.23);
  const slant = random.uniform(-0.32, 0.32);
  const scaleX = size * random.uniform(0.58, 0.85);
  const scaleY = size * random.uniform(0.64, 0.85);
  const shiftX = size / 2 + random.uniform(-2.6, 2.6);
  const shiftY = size / 2 + random.uniform(-2.6, 2.6);
  const [c, s] = [cos(angle), sin(angle)];
  return ([x, y]) => {
    const u = scaleX * (x - 0.5 - slant * (y - 0.5));
    const v = scaleY * (y - 0.5);
    return [shiftX + c * u - s * v, shiftY + s * u + c * v];
  };
}

/** Darkens the pixels near the line from a to b: fully within the pen's width, fading over its blur. */
function drawSegment(pixels: Float32Array, [ax, ay]: Point, [bx, by]: Point, { width, blur, ink }: Pen): void {
  const reach = width + blur / 2;
  const [dx, dy] = [bx - ax, by - ay];
  const squared = dx * dx + dy * dy;
  const first = (a: number, b: number) => Math.max(0, Math.ceil(Math.min(a, b) - reach));
  const last = (a: number, b: number) => Math.min(size - 1, Math.floor(Math.max(a, b) + reach));
  const [left, right, bottom] = [first(ax, bx), last(ax, bx), last(ay, by)];
  for (let y = first(ay, by); y <= bottom; y++) {
    for (let x = left; x <= right; x++) {
      const along = squared === 0 ? 0 : ((x - ax) * dx + (y - ay) * dy) / squared;
      const nearest = Math.min(1, Math.max(0, along));
      const u = x - ax - nearest * dx;
      const v = y - ay - nearest * dy;
      const distance = Math.sqrt(u * u + v * v);
      if (distance >= reach) continue;
      const k = y * size + x;
      pixels[k] = Math.max(pixels[k], ink * Math.min(1, (reach - distance) / blur));
    }
  }
}

/** Draws a short stray stroke at a random place. A model must learn to ignore it. */
function drawSpeck(random: Random, pixels: Float32Array, { blur, ink }: Pen): void {
  const from: Point = [random.uniform(0, size), random.uniform(0, size)];
  const to: Point = [from[0] + random.uniform(-3, 3), from[1] + random.uniform(-3, 3)];
  drawSegment(pixels, from, to, { width: 0.5, blur, ink: 0.7 * ink });
}
