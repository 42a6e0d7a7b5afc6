/** @file The test functions as formulas. A test holds them to the functions. */
import { cos, sin } from "../../src/math/portable.ts";
import { customName } from "./formula/customSurface.ts";
import type { LabState } from "./state.ts";

const formulas: Readonly<Record<string, string>> = {
  Rosenbrock: "(1 - x)^2 + 100 * (y - x^2)^2",
  Beale: "(1.5 - x + x*y)^2 + (2.25 - x + x*y^2)^2 + (2.625 - x + x*y^3)^2",
  Himmelblau: "(x^2 + y - 11)^2 + (x + y^2 - 7)^2",
  "two-Gaussian bowl": "x^2 + y^2 - 2 * exp(-5 * ((x - 1)^2 + y^2)) - 3 * exp(-5 * ((x + 1)^2 + y^2))",
  saddle: "0.5 * (x^2 - y^2) + 0.25 * y^4",
  "monkey saddle": "x^3 - 3 * x * y^2 + 0.25 * (x^2 + y^2)^2",
  plateau: "1 - exp(-0.5 * (x^2 + y^2))",
  cliff: "0.1 * (x + 2)^2 + 0.5 * y^2 + 5 / (1 + exp(-20 * (x - 1)))",
  Ackley: "-20 * exp(-0.2 * sqrt(0.5 * (x^2 + y^2))) - exp(0.5 * (cos(2*pi*x) + cos(2*pi*y))) + 20 + e",
  Rastrigin: "x^2 - 10 * cos(2*pi*x) + y^2 - 10 * cos(2*pi*y) + 20",
};

const angle = Math.PI / 6;

/** The function of a state before it is turned, in the grammar of `parseFormula`. */
export function formulaOf({
  surface,
  condition,
  formula,
}: Pick<LabState, "surface" | "condition" | "formula">): string {
  if (surface === customName) return formula;
  if (surface === "quadratic") return `0.5 * (x^2 + ${condition} * y^2)`;
  if (surface !== "rotated quadratic") return formulas[surface];
  const [c, s] = [cos(angle), sin(angle)];
  return `0.5 * ((${c} * x + ${s} * y)^2 + 20 * (${c} * y - ${s} * x)^2)`;
}
