import type { Case } from "../../testing/golden.ts";
import { readSource } from "../packageFiles.ts";

/** The package ships a part of the golden trajectories, its repository holds them all. */
const file = import.meta.url.endsWith(".ts") ? "tests/golden/trajectories.json" : "dist/trajectories.json";

/**
 * Reads the golden trajectories. Weights and gradients are Float32 numbers, which the package writes with few digits.
 */
export const readTrajectories = (): Case[] =>
  (JSON.parse(readSource(file)) as Case[]).map((one) => ({
    ...one,
    theta0: one.theta0.map(Math.fround),
    gradients: one.gradients.map((step) => step.map(Math.fround)),
  }));
