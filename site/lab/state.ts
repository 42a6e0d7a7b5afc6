import { thousands } from "../../src/check/counted.ts";
import { countOrZero, type Kind, kind, nonNegative } from "../../src/check/kinds.ts";
import { quadratic } from "../../src/data/surfaces/quadratic.ts";
import type { Point, Surface } from "../../src/data/surfaces/surface.ts";
import { surfaces } from "../../src/data/surfaces/surfaces.ts";
import { type Choice, plainChoices } from "./choice.ts";
import { customName, customSurface, firstFormula } from "./formula/customSurface.ts";
import { firstNet, type NetState } from "./network/netState.ts";
import type { Tuning } from "./tuning.ts";

/** Paths on test functions, networks that train, or exercises. */
export const modes = ["surface", "network", "find"] as const;
export type Mode = (typeof modes)[number];

/** The parts of the page that a teacher's page may leave out. */
export const pageParts = ["header", "controls", "side", "charts"] as const;
export type PagePart = (typeof pageParts)[number];

/** Everything that a share link holds. */
export interface LabState {
  readonly mode: Mode;
  /** The parts that are not shown. All of them: the link says `ui=min`. */
  readonly hidden: readonly PagePart[];
  readonly net: NetState;
  /** The rank of the exercise. */
  readonly exercise: number;
  /** The name of the function; "custom" for that of `formula`. */
  readonly surface: string;
  /** The formula of the custom function. */
  readonly formula: string;
  /** κ, the ratio of the curvatures of "quadratic"; other functions have none. */
  readonly condition: number;
  /** Degrees that the function is turned by. */
  readonly rotation: number;
  /** On the function before it is turned; null for its usual start. */
  readonly start: Point | null;
  /** The link of a pinned run, which stays in sight; "" without one. */
  readonly pin: string;
  readonly noise: number;
  /** The largest norm of a gradient; 0 does not clip. */
  readonly clip: number;
  /** λ of L2 weight decay. */
  readonly decay: number;
  readonly seed: number;
  readonly steps: number;
  /** The step shown. */
  readonly t: number;
  readonly choices: readonly Choice[];
  readonly tuning: Tuning;
  /** The rank of the inspected rule among the choices; the last one where there are fewer. */
  readonly inspected: number;
  /** The coordinate whose statements are shown, 0 for x. */
  readonly axis: 0 | 1;
  /** The rank of the current statement among those shown. */
  readonly line: number;
}

const between = (low: number, high: number): Kind<number> =>
  kind(`in [${low}, ${thousands(high)}]`, (value: unknown) => {
    const x = value as number;
    return Number.isFinite(x) && x >= low && x <= high;
  });
/** The integers from one to another, with words for them. */
export const wholeBetween = (low: number, high: number): Kind<number> =>
  kind(`an integer in [${low}, ${thousands(high)}]`, (value: unknown) => {
    const x = value as number;
    return Number.isSafeInteger(x) && x >= low && x <= high;
  });

/** The ranges of the numbers in a state. */
export const ranges = {
  condition: between(1, 1000),
  rotation: between(0, 90),
  coordinate: between(-100, 100),
  noise: between(0, 100),
  clip: between(0, 1000),
  decay: between(0, 100),
  seed: countOrZero,
  steps: wholeBetween(1, 2000),
  step: countOrZero,
  rate: nonNegative,
  batch: wholeBetween(1, 600),
  lambda: between(0, 10),
  target: between(0, 10),
  smoothing: between(0, 0.99),
} as const;

/** The rules of a lab that was opened without a link. */
const firstRules: readonly string[] = ["sgd", "momentum", "adagrad", "rmsprop", "adam", "lion"];

export const firstState: LabState = {
  mode: "surface",
  hidden: [],
  net: firstNet,
  exercise: 0,
  surface: "Rosenbrock",
  formula: firstFormula,
  condition: 20,
  rotation: 0,
  start: null,
  pin: "",
  noise: 0,
  clip: 0,
  decay: 0,
  seed: 0,
  steps: 300,
  t: 300,
  choices: plainChoices(firstRules),
  tuning: "best",
  inspected: firstRules.indexOf("adam"),
  axis: 0,
  line: 0,
};

const quadratics = new Map<number, Surface>();

/** The function of a state before it is turned. Equal states give the same object. */
export function surfaceOf({
  surface,
  condition,
  formula,
}: Pick<LabState, "surface" | "condition" | "formula">): Surface {
  if (surface === customName) return customSurface(formula);
  if (surface !== "quadratic") return surfaces.find(({ name }) => name === surface) ?? surfaces[0];
  const found = quadratics.get(condition) ?? quadratic({ condition });
  quadratics.set(condition, found);
  return found;
}

/** The function of a state in words: its name, or its formula. */
export const surfaceText = ({ surface, formula }: Pick<LabState, "surface" | "formula">): string =>
  surface === customName ? `f = ${formula}` : surface;

/** The start of a state on the function before it is turned. */
export const startOf = (state: LabState): Point => state.start ?? surfaceOf(state).start;
