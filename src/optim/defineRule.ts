import type { Floats } from "../array/floats.ts";
import type { Shape } from "../array/shape.ts";
import { describeValue } from "../check/describeValue.ts";
import { updateRule } from "../kernels/updateRule.ts";
import {
  type Choices,
  type Chosen,
  checkHyper,
  type ParameterView,
  type Rule,
  readSettings,
  type Settings,
  type State,
  type Step,
} from "./rule.ts";

interface Definition<H extends Record<string, number>, O extends Choices, S extends State> {
  name: string;
  /** Every hyperparameter with its default. */
  hyper: H;
  /** Every option with its allowed values, the default first. */
  options?: O;
  init(theta: Floats, shape: Shape, options: Chosen<O>, hyper: Record<keyof H, number>): S;
  prepare?(updates: readonly { step: Step; state: S; hyper: Record<keyof H, number> }[], options: Chosen<O>): void;
  beforeStep?(views: readonly ParameterView[], evaluate: () => number, loss: number, options: Chosen<O>): void;
  update(step: Step, state: S, hyper: Record<keyof H, number>, options: Chosen<O>): void;
  average?: keyof S & string;
  elementwise?: false;
  recomputesTheta?: true;
}

/**
 * Turns a definition into the factory users call: `adam({ lr: 1e-2 })`.
 * The factory throws on unknown names and out-of-range values, listing what would do. A hyperparameter's name decides
 * its range, defaults included: beta1, beta2, mu and rho are below 1, k and every are counts; a new name is 0 or more.
 */
/* @__NO_SIDE_EFFECTS__ */ export function defineRule<
  const H extends Record<string, number>,
  S extends State,
  const O extends Choices = Record<never, never>,
>(definition: Definition<H, O, S>): (settings?: Settings<H, O>) => Rule {
  const { name } = definition;
  const choices: Choices = definition.options ?? {};
  if (typeof definition.init !== "function")
    throw new TypeError(
      `${name}: init is ${describeValue(definition.init)}; it needs to make the state, () => ({}) for none`,
    );
  for (const [key, value] of Object.entries(definition.hyper)) checkHyper(name, key, value);
  const loop = definition.update as unknown as Rule["update"];
  const update: Rule["update"] = (step, state, hyper, options) => {
    if (!built.has(create) || !updateRule(name, step, state, hyper, options)) loop(step, state, hyper, options);
  };
  function create(settings: Settings<H, O> = {}): Rule {
    const chosen = readSettings(name, definition.hyper, choices, settings);
    return { elementwise: true, ...definition, update, ...chosen, choices } as unknown as Rule;
  }
  return create;
}

/** The factories whose rules run by the kernels compiled from their loops, where there is one. */
const built = new WeakSet<object>();

/**
 * Declares that this factory's loop is the one from which `npm run kernels` made the kernel of its name. Only the
 * registry (index.ts) does: another rule, or an altered copy, may have the same name and always runs its own loop.
 */
export const runsCompiled = (factory: object): void => void built.add(factory);
