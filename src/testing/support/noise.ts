import { Random } from "../../autograd/random.ts";
import { upTo } from "./numbers.ts";

/** n standard normal numbers. */
export const gaussians = (random: Random, n: number): number[] => upTo(n).map(() => random.normal());

/** Returns n standard normal numbers, the same ones for the same seed. */
export const noise = (seed: number, n: number): number[] => gaussians(new Random(seed), n);
