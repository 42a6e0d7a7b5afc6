import { slopeAt } from "../../../src/data/surfaces/slopeAt.ts";
import { type Point, type Surface, wide } from "../../../src/data/surfaces/surface.ts";
import { valuesOnGrid } from "../../../src/data/surfaces/valuesOnGrid.ts";
import { evaluateFormula } from "./evaluateFormula.ts";
import { parseFormula } from "./parseFormula.ts";

/** The name of the function whose formula the reader writes. */
export const customName = "custom";
export const firstFormula = "sin(3*x) + sin(3*y) + (x^2 + y^2)/4";

const half = 4;
const cells = 81;
/** Halvings of the grid's spacing around its lowest point. */
const halvings = 40;
const mostKept = 50;
const known = new Map<string, Surface>();

/** The surface of a formula. Equal texts give the same object. Throws a FormulaError. */
export function customSurface(formula: string): Surface {
  const found = known.get(formula);
  if (found !== undefined) return found;
  const node = parseFormula(formula);
  const plain: Surface = {
    name: customName,
    domain: wide(half),
    minima: [],
    minimum: 0,
    start: [3, 2],
    watchFor: "your own function; the cross marks the lowest point that a search of the frame found",
    f: (x, y) => evaluateFormula(node, x, y),
  };
  const lowest = lowestOf(plain);
  const surface = lowest === null ? plain : { ...plain, minima: [lowest.point], minimum: lowest.value };
  if (known.size >= mostKept) known.clear();
  known.set(formula, surface);
  return surface;
}

/** The lowest finite value on a grid, refined by steps along the axes; null if no value is finite. */
function lowestOf(surface: Surface): { point: Point; value: number } | null {
  const values = valuesOnGrid(surface, cells);
  const at = values.reduce(
    (best, value, i) => (Number.isFinite(value) && !(value >= values[best]) ? i : best),
    values.findIndex(Number.isFinite),
  );
  if (at < 0) return null;
  const place = (i: number): number => -half + (2 * half * i) / (cells - 1);
  let point: Point = [place(at % cells), place(Math.floor(at / cells))];
  let value = values[at];
  let step = (2 * half) / (cells - 1);
  for (let k = 0; k < halvings; ) {
    const next = neighbours(point, step)
      .map((one) => ({ point: one, value: slopeAt(surface, one).value }))
      .find((one) => one.value < value);
    if (next === undefined) {
      k++;
      step /= 2;
    } else ({ point, value } = next);
  }
  return { point, value };
}

const neighbours = ([x, y]: Point, step: number): Point[] =>
  [
    [x + step, y],
    [x - step, y],
    [x, y + step],
    [x, y - step],
  ].filter((point) => point.every((one) => Math.abs(one) <= half)) as unknown as Point[];
