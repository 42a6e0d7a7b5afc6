import type { RuleCheck } from "./ruleCheck.ts";
import { agreement } from "./support/agreement.ts";
import { type Candidate, type Form, numbersOf } from "./support/candidate.ts";
import { gradientStreams, type Stream } from "./support/gradientStreams.ts";
import { NotTested } from "./support/notTested.ts";
import { streamPath } from "./support/streamPaths.ts";

/** A comparison with the library's rule, and the settings in which it was made. */
export interface Following {
  readonly check: RuleCheck;
  readonly settings: Readonly<Record<string, number>>;
}

/** Other values of the hyperparameters, in range for every rule. Those not listed keep their values. */
export const otherValues: Readonly<Record<string, number>> = {
  lr: 0.03,
  beta1: 0.8,
  beta2: 0.95,
  beta3: 0.99,
  beta: 0.8,
  rho: 0.8,
  mu: 0.7,
  dampening: 0.3,
  eps: 0.02,
  epsRoot: 0.01,
  initial: 0.5,
  lrDecay: 0.2,
  weightDecay: 0.1,
  momentumDecay: 0.1,
  lambd: 0.2,
  alpha: 0.8,
  warmupSteps: 3,
  etaPlus: 1.3,
  etaMinus: 0.6,
};

/**
 * Compares a subject with the library's rule, which its 25-digit trajectories hold, on every stream of gradients. Takes
 * the hyperparameters of the check, then other values of those that the subject takes.
 */
export function following(candidate: Candidate, form: Form): Following[] {
  const given = numbersOf(form.rule);
  const changed = Object.keys(given).filter((name) => candidate.names.has(name) && name in otherValues);
  const settings = [given, { ...given, ...Object.fromEntries(changed.map((name) => [name, otherValues[name]])) }];
  const used = changed.length === 0 ? settings.slice(0, 1) : settings;
  return used.flatMap((values, i) =>
    gradientStreams.map((stream) => {
      const where = i === 0 ? stream.name : `${stream.name}, ${showValues(values, changed)}`;
      return { check: follow(candidate, form, values, stream, where), settings: values };
    }),
  );
}

const showValues = (values: Readonly<Record<string, number>>, names: readonly string[]): string =>
  names.map((name) => `${name} ${values[name]}`).join(", ");

function follow(
  candidate: Candidate,
  { name, variant, factory }: Form,
  values: Readonly<Record<string, number>>,
  stream: Stream,
  where: string,
): RuleCheck {
  const { precision } = candidate;
  const check = { name: `follows ${name} on ${where}`, measured: null, bound: precision.relative };
  const reference = streamPath(factory({ ...values, ...(variant !== "" && { variant }) }), stream);
  try {
    const path = streamPath(candidate.make(values), stream);
    const { measured, departure } = agreement(path, reference, precision);
    if (departure === null) return { ...check, passed: true, measured, problem: null };
    const { t, weight } = departure;
    const [mine, theirs] = [path, reference].map((theta) => theta[t][weight] - theta[t - 1][weight]);
    const g = stream.gradients[t - 1][weight];
    return { ...check, passed: false, measured, problem: departureText({ t, weight, g, mine, theirs, name }) };
  } catch (error) {
    if (error instanceof NotTested) throw error;
    return { ...check, passed: false, problem: (error as Error).message };
  }
}

interface Departed {
  t: number;
  weight: number;
  g: number;
  mine: number;
  theirs: number;
  name: string;
}

function departureText({ t, weight, g, mine, theirs, name }: Departed): string {
  const ratio = Number((mine / theirs).toPrecision(4));
  const times = Number.isFinite(ratio) && ratio !== 0 && ratio !== 1 ? `, ${ratio} times that` : "";
  const digits = ratio === 1 ? 15 : 6;
  const [moved, wanted] = [mine, theirs].map((x) => `${Number(x.toPrecision(digits))}`);
  const gradient = Number(g.toPrecision(6));
  return `at step ${t} weight ${weight}, gradient ${gradient}, moves by ${moved}; ${name} moves it by ${wanted}${times}`;
}
