import type { Rule } from "../optim/rule.ts";
import type { Driver } from "./driver.ts";
import { otherValues } from "./following.ts";
import type { RuleCheck } from "./ruleCheck.ts";
import { float32Precision, float64Precision } from "./support/agreement.ts";
import { deepEqual, fail } from "./support/assert.ts";
import { type Candidate, driverCandidate, type Form, numbersOf } from "./support/candidate.ts";
import { gradientStreams, streamShape, streamStart } from "./support/gradientStreams.ts";
import { type Beginning, runDriver } from "./support/runDriver.ts";
import { streamPath } from "./support/streamPaths.ts";

export interface Probed {
  /** Null if the driver does not run; then the checks say why. */
  readonly candidate: Candidate | null;
  readonly checks: RuleCheck[];
}

const [{ gradients }] = gradientStreams;
/** Ordinary gradients and small ones, on which ε has an effect. */
const probes = gradientStreams.slice(0, 2);

interface Trial {
  names: Set<string>;
  isFloat32: boolean;
  isInPlace: boolean;
}

/** Runs a driver for a few steps: whether it works, which hyperparameters it reads, and in which floats it computes. */
export function probeDriver(driver: Driver, form: Form): Probed {
  try {
    return found(driver, form, tryDriver(driver, form, Float64Array), Float64Array, null);
  } catch (error) {
    const { message } = error as Error;
    try {
      return found(driver, form, tryDriver(driver, form, Float32Array), Float32Array, message);
    } catch {
      return { candidate: null, checks: [row("takes 12 steps and gives finite weights", false, message)] };
    }
  }
}

function found(driver: Driver, form: Form, trial: Trial, floats: Beginning["floats"], problem: string | null): Probed {
  const { isFloat32, isInPlace } = trial;
  const precision = isFloat32 ? float32Precision : float64Precision;
  const read = driverCandidate(driver, form, { names: trial.names, precision, floats });
  const ignored = ignoredNames(read, form);
  const names = new Set([...trial.names].filter((name) => !ignored.includes(name)));
  const candidate = driverCandidate(driver, form, { names, precision, floats });
  const checks = [
    row("takes 12 steps and gives finite weights", true, null),
    ...(problem === null ? [] : [row(`needs Float32Arrays; with Float64Array ${problem}`, null, null)]),
    ...(ignored.length === 0
      ? []
      : [row(`reads ${ignored.join(", ")}, but its path does not depend on it`, null, null)]),
    ...(isFloat32 ? [row("keeps its weights in Float32, so that errors of Float32 pass", null, null)] : []),
    ...(isInPlace
      ? [row("changes the array that theta returns; copy it to keep the weights of a step", null, null)]
      : []),
  ];
  return { candidate, checks };
}

/**
 * Returns the hyperparameters that a driver reads without effect, as `{ ...hyper }` does, and on which the form's path
 * depends.
 */
function ignoredNames({ names, make }: Candidate, { rule, factory, variant }: Form): string[] {
  const given = numbersOf(rule);
  const path = (subject: Rule): string => JSON.stringify(probes.map((stream) => streamPath(subject, stream)));
  const reference = (hyper: Readonly<Record<string, number>>) => path(factory({ ...hyper, variant }));
  const [mine, theirs] = [path(make(given)), reference(given)];
  return [...names].filter((name) => {
    if (!(name in otherValues)) return false;
    const changed = { ...given, [name]: otherValues[name] };
    return path(make(changed)) === mine && reference(changed) !== theirs;
  });
}

const row = (name: string, passed: boolean | null, problem: string | null): RuleCheck => ({
  name,
  passed,
  measured: null,
  bound: null,
  problem,
});

/** Throws in words at the first call that fails, and at the first weight that is not finite. */
function tryDriver(driver: Driver, { rule }: Form, floats: Beginning["floats"]): Trial {
  const { hyper, names, unknown } = watchedHyper(numbersOf(rule));
  const running = runDriver(driver, { theta0: streamStart, hyper, shape: streamShape, floats });
  deepEqual([...running.theta()], [...streamStart], "the weights at the start must be those given: theta");
  const arrays = [driver.theta(running.instance)];
  let isFloat32 = true;
  for (const [i, gradient] of gradients.entries()) {
    running.step(floats.from(gradient));
    const theta = running.theta();
    const at = theta.findIndex((x) => !Number.isFinite(x));
    if (at >= 0)
      fail(
        `theta[${at}] is ${theta[at]} after step ${i + 1}, its gradient ${gradient[at]}${missing(unknown, rule.name)}`,
      );
    isFloat32 &&= theta.every((x) => Math.fround(x) === x);
    arrays.push(driver.theta(running.instance));
  }
  return { names, isFloat32, isInPlace: arrays.every((array) => array === arrays[0]) };
}

const missing = (names: ReadonlySet<string>, rule: string): string =>
  names.size === 0 ? "" : `; it reads ${[...names].join(", ")}, which ${rule} does not have`;

/** The hyperparameters, the names of those that were read, and the names read that do not exist. */
function watchedHyper(values: Readonly<Record<string, number>>) {
  const [names, unknown] = [new Set<string>(), new Set<string>()];
  const hyper = new Proxy(values, {
    get(target, name) {
      if (typeof name === "string") (Object.hasOwn(target, name) ? names : unknown).add(name);
      return Reflect.get(target, name);
    },
  });
  return { hyper, names, unknown };
}
