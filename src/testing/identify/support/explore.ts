import { Random } from "../../../autograd/random.ts";
import type { HyperValues } from "../../../optim/rule.ts";
import { type Axis, isComplement, isLogarithmic } from "./axes.ts";
import { type Fitted, refineLong, type Work, withRate } from "./fit.ts";
import type { Form } from "./forms.ts";
import type { Run } from "./run.ts";
import { type Target, targetOf } from "./target.ts";

/** Samples of the first generation and of each later one, how many survive, and how many generations there are. */
const [first, later, elite, generations] = [120, 48, 8, 6];
const shortSteps = 16;
/** Forms whose best sample has a larger error are given up. */
const promising = 0.45;

/**
 * Fits a form by sampling, where least squares found nothing. That is at local minima, and for rules such as Lion that
 * see only signs: small changes of β change nothing there. Every generation samples around the best of the one before,
 * closer each time. The samples are the same in every run.
 */
export function explore({ form, hyper }: Fitted, run: Run, work: Work): Fitted {
  const short = targetOf(form.rule, run, shortSteps);
  const samples = evolve(form, hyper, short, work, first);
  if (samples[0].error > promising) return samples[0];
  const fits = samples.slice(0, 2).map((sample) => refineLong(form, sample.hyper, run, work));
  const best = fits.sort((a, b) => a.error - b.error)[0];
  if (best.error < 0.01 || run.steps <= shortSteps) return best;
  // Signs of many steps bound β closely: sample again, on all of them.
  const long = targetOf(form.rule, run, 100);
  const again = evolve(form, best.error < samples[0].error ? best.hyper : samples[0].hyper, long, work, later);
  const final = refineLong(form, again[0].hyper, run, work);
  return [best, again[0], final].sort((a, b) => a.error - b.error)[0];
}

function evolve(form: Form, center: HyperValues, target: Target, work: Work, count: number): Fitted[] {
  const random = new Random(1);
  const axes = form.axes.filter(({ name }) => name !== "lr");
  const draw = (pick: (axis: Axis) => number): Fitted => {
    const values = Object.fromEntries(axes.map((axis) => [axis.name, pick(axis)]));
    return withRate(form, { ...center, ...values }, target, work);
  };
  const at = withRate(form, center, target, work);
  let best = [at, ...Array.from({ length: count }, () => draw((axis) => anywhere(axis, center[axis.name], random)))];
  for (let generation = 1; generation <= generations; generation++) {
    best.sort((a, b) => a.error - b.error);
    best = best.slice(0, elite);
    const reach = 0.5 ** generation;
    const next = Array.from({ length: later }, () => {
      const { hyper } = best[random.integer(best.length)];
      return draw((axis) => near(axis, hyper[axis.name], reach, random));
    });
    best.push(...next);
  }
  return best.sort((a, b) => a.error - b.error);
}

/** A value anywhere in the usual range of an axis. */
function anywhere(axis: Axis, value: number, random: Random): number {
  if (axis.discrete || random.uniform() < 0.3) return axis.usual[random.integer(axis.usual.length)];
  if (isComplement(axis)) return axis.scale.toValue(random.uniform(0, 8));
  if (isLogarithmic(axis)) return value * Math.exp(random.normal());
  if (axis.name.endsWith("warmupSteps")) return random.uniform(0, 100);
  if (axis.scale.upper <= 100) return random.uniform(axis.scale.lower, Math.min(axis.scale.upper, 2));
  return 10 ** random.uniform(-9, 0);
}

/** A value near another one. `reach` is 1 for the whole range. */
function near(axis: Axis, value: number, reach: number, random: Random): number {
  if (axis.discrete || random.uniform() < 0.3) return value;
  const { scale } = axis;
  const moved =
    isComplement(axis) || isLogarithmic(axis)
      ? scale.toCoordinate(value) + 2 * reach * random.normal()
      : scale.toCoordinate(value) * Math.exp(2 * reach * random.normal());
  return scale.toValue(Math.min(Math.max(moved, scale.lower), scale.upper));
}
