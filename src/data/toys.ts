/** @file Small seeded data sets in the plane, to see at a glance what a model and an optimizer can do. */
import { needRandom, type Random } from "../autograd/random.ts";
import { cos, sin } from "../math/portable.ts";
import { type Dataset, dataset } from "./dataset.ts";
import { checkCount, noiseOf, type ToyOptions } from "./toyOptions.ts";

/** A point of a class: what each generator below draws n times. */
type Draw = (label: number, share: number) => [x: number, y: number];

/** Classes take turns; `share` runs evenly through [0, 1) within each class. */
function plane(who: string, random: Random, n: number, classes: number, noise: number, draw: Draw): Dataset {
  needRandom(who, random);
  checkCount(who, n);
  const values = new Float32Array(2 * n);
  const labels = Int32Array.from({ length: n }, (_, i) => i % classes);
  for (let i = 0; i < n; i++) {
    const [x, y] = draw(labels[i], Math.floor(i / classes) / Math.ceil(n / classes));
    values[2 * i] = x + random.normal(0, noise);
    values[2 * i + 1] = y + random.normal(0, noise);
  }
  return dataset(who, values, [n, 2], labels, classes);
}

/** Two half circles, each with its end inside the other. */
export const twoMoons = (random: Random, n: number, options: ToyOptions = {}): Dataset =>
  plane("twoMoons", random, n, 2, noiseOf("twoMoons", options, 0.1), (label, share) => {
    const angle = Math.PI * share;
    return label === 0 ? [cos(angle), sin(angle)] : [1 - cos(angle), 0.5 - sin(angle)];
  });

/** A circle of radius 1 around one of radius 0.5. */
export const circles = (random: Random, n: number, options: ToyOptions = {}): Dataset =>
  plane("circles", random, n, 2, noiseOf("circles", options, 0.05), (label, share) => {
    const radius = label === 0 ? 1 : 0.5;
    return [radius * cos(2 * Math.PI * share), radius * sin(2 * Math.PI * share)];
  });

/** `arms` arms that wind around the origin `turns` times, each arm a class. */
export function spiral(
  random: Random,
  n: number,
  options: ToyOptions & { arms?: number; turns?: number } = {},
): Dataset {
  const noise = noiseOf("spiral", options, 0.02, ["arms", "turns"]);
  const { arms = 2, turns = 1 } = options;
  checkCount("spiral", arms, "arms");
  return plane("spiral", random, n, arms, noise, (label, share) => {
    const angle = 2 * Math.PI * (turns * share + label / arms);
    return [share * cos(angle), share * sin(angle)];
  });
}

/** Four squares around the origin; a point's class tells whether its coordinates have the same sign. */
export const xor = (random: Random, n: number, options: ToyOptions = {}): Dataset =>
  plane("xor", random, n, 2, noiseOf("xor", options, 0), (label) => {
    const x = random.uniform(-1, 1);
    const y = random.uniform(0, 1);
    return [x, x > 0 === (label === 0) ? y : -y];
  });

/** Two round clouds, around (1, 1) and (−1, −1): what a straight line separates best. */
export const gauss = (random: Random, n: number, options: ToyOptions = {}): Dataset =>
  plane("gauss", random, n, 2, noiseOf("gauss", options, 0.5), (label) => (label === 0 ? [1, 1] : [-1, -1]));
