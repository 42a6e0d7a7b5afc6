/** @file Paths made by every rule, variant and wrapper with random hyperparameters, and what `identify` must say. */
import { Random } from "../../../src/autograd/random.ts";
import * as optim from "../../../src/optim/index.ts";
import { knownBugs, type Recording } from "../../../src/testing/index.ts";
import { record } from "./record.ts";

export interface Made {
  /** The form with its numbers, for messages. */
  readonly title: string;
  readonly rule: string;
  readonly variant: string;
  readonly wrappers: readonly string[];
  readonly bug: string | null;
  readonly recording: Recording;
}

type Factory = (settings: object) => optim.Rule;
type Wrapper = (inner: optim.Rule, settings: object) => optim.Rule;

/** Numbers that random rules keep at their defaults, because nothing determines them. */
const kept = new Set(["baseLr", "threshold", "trust", "t0", "outputAxis", "epsRoot", "stepMin", "stepMax"]);

/** A random value of a hyperparameter, near those that programs use. */
function drawn(name: string, fallback: number | undefined, random: Random): number | undefined {
  const scaled = (low: number, high: number): number => low * (high / low) ** random.uniform();
  if (kept.has(name)) return fallback;
  if (name === "lr") return (fallback ?? 0.01) * scaled(0.3, (fallback ?? 0) >= 1 ? 2 : 10);
  if (/^(beta2|beta3|decay)$/.test(name)) return 1 - scaled(0.0005, 0.1);
  if (/^(beta1|beta|mu|rho)$/.test(name)) return random.uniform(0.5, 0.97);
  if (name.startsWith("eps")) return random.uniform() < 0.5 ? fallback : scaled(1e-8, 1e-2);
  if (/^(weightDecay|l2)$/.test(name)) return scaled(0.005, 0.2);
  if (/^(maxNorm|limit)$/.test(name)) return scaled(0.5, 1.5);
  if (name === "dampening") return random.uniform(0.1, 0.6);
  if (name === "k") return 3 + random.integer(6);
  if (name === "warmupSteps") return 5 + random.integer(20);
  if (name === "clip") return scaled(0.1, 0.3);
  if (fallback === undefined || fallback === 0) return fallback;
  if (fallback >= 1) return fallback * random.uniform(1, 1.3);
  return fallback * random.uniform(0.7, 1.1);
}

function settingsOf(kinds: Readonly<Record<string, { fallback?: number }>>, random: Random): Record<string, number> {
  const entries = Object.entries(kinds).map(([name, { fallback }]) => [name, drawn(name, fallback, random)] as const);
  return Object.fromEntries(entries.filter(([, value]) => value !== undefined)) as Record<string, number>;
}

/** Every published form of every rule that needs gradients only. */
export const forms: readonly { rule: string; variant: string; bug: string | null }[] = [
  ...Object.values(optim.rules).flatMap(({ definition: { name, variants, needsClosure } }) =>
    needsClosure ? [] : ["", ...Object.keys(variants)].map((variant) => ({ rule: name, variant, bug: null })),
  ),
  ...knownBugs.map(({ name, rule, variant = "" }) => ({ rule, variant, bug: name })),
];

/** The path number `seed` of a form, alone or inside a wrapper: Float64 or Float32, of 20 to 200 steps. */
export function made(form: (typeof forms)[number], seed: number, wrapper?: string): Made {
  const random = new Random(seed);
  const make = Reflect.get(optim, form.rule) as Factory & { definition: optim.Definition };
  const { definition } = make;
  const kinds = form.variant === "" ? definition.hyper : definition.variants[form.variant].hyper;
  const settings = settingsOf(kinds, random);
  // Dividing by the mean square before the first gradient divides by ε alone.
  if ("eps" in settings && /stale(Square)?$/.test(form.bug ?? "")) settings.eps = 0.05;
  const own = make({ ...settings, ...(form.variant !== "" && { variant: form.variant }) });
  const bug = knownBugs.find(({ name }) => name === form.bug);
  let rule: optim.Rule = { ...own, ...bug?.form };
  let title = `${form.bug ?? form.rule} ${form.variant} ${JSON.stringify(settings)}`;
  if (wrapper !== undefined) {
    const wrap = Reflect.get(optim, wrapper) as Wrapper & { definition: optim.Definition };
    const around = { ...settingsOf(wrap.definition.hyper, random), ...(wrapper === "centralize" && { outputAxis: 0 }) };
    rule = wrap(rule, around);
    title = `${wrapper}(${title}) ${JSON.stringify(around)}`;
  }
  const steps = Math.round(20 * 10 ** random.uniform());
  const floats = random.uniform() < 0.5 ? Float32Array : Float64Array;
  const recording = record(rule, { steps, floats, shape: [3, 2], seed });
  const wrappers = wrapper === undefined ? [] : [wrapper];
  return { title: `${title} ${steps} steps ${floats.name} seed ${seed}`, ...form, wrappers, recording };
}
