import type { Floats } from "../array/floats.ts";
import type { Shape } from "../array/shape.ts";
import {
  type Choices,
  type Chosen,
  type Hyper,
  type ParameterView,
  type Rule,
  readSettings,
  type Settings,
  type State,
  type Step,
} from "./rule.ts";
import type { Inner } from "./wrapper.ts";

interface Definition<H extends Record<string, number>, O extends Choices, S extends State> {
  name: string;
  /** Every hyperparameter with its default, or `required`. */
  hyper: H;
  options?: O;
  /** May refuse a parameter: nothing has changed then. */
  init?(theta: Floats, inner: State, options: Chosen<O>, shape: Shape, hyper: Record<keyof H, number>): S;
  /** The gradient for the inner rule: a new array, or `step.g` itself. */
  gradient?(step: Step, hyper: Record<keyof H, number>): Floats;
  /** What happens around the inner update; without it, that alone. */
  update?(step: Step, state: S, hyper: Record<keyof H, number>, options: Chosen<O>, inner: Inner): void;
  /** As for a rule; then the inner rule must have none. */
  beforeStep?(views: readonly ParameterView[], evaluate: () => number): void;
  average?: keyof S & string;
  elementwise?: false;
  /** It moves θ besides the inner rule, which then may not compute θ anew from its buffers. */
  movesTheta?: true;
  /** Throws if the wrapper cannot go around this rule. */
  checkInner?(inner: Rule): void;
}

/**
 * Turns a definition into the factory users call: `lookahead(adam(), { k: 5 })`.
 * The factory throws on unknown names, out-of-range values, and a rule that the wrapper cannot go around.
 */
/* @__NO_SIDE_EFFECTS__ */ export function defineWrapper<
  const H extends Record<string, number>,
  S extends State = State,
  const O extends Choices = Record<never, never>,
>(definition: Definition<H, O, S>): (inner: Rule, settings?: Settings<H, O>) => Rule {
  const general = definition as unknown as AnyDefinition;
  const { name, hyper: defaults, options: choices = {} } = general;
  return (inner, settings = {}) => {
    checkInner(general, inner);
    const { hyper, options } = readSettings(name, defaults, choices, settings);
    checkGiven(name, hyper);
    const before = (inner.prefixes ?? []).filter((taken) => taken.replace(/\d+$/, "") === name).length;
    const prefix = before === 0 ? name : `${name}${before + 1}`;
    const hyperNames = new Names(prefix, defaults, inner.hyper);
    const optionNames = new Names(prefix, choices, inner.options);
    return {
      ...inner,
      name: `${name}(${inner.name})`,
      prefixes: [...(inner.prefixes ?? []), prefix],
      hyper: { ...inner.hyper, ...hyperNames.outward(hyper) },
      options: { ...inner.options, ...optionNames.outward(options) },
      choices: { ...inner.choices, ...optionNames.outward(choices) },
      ...around(general, inner, { prefix, hyperNames, optionNames }),
    };
  };
}

type AnyDefinition = Definition<Record<string, number>, Choices, State>;

/** The rule's hooks: the wrapper's own see its own names, the inner rule's see theirs. */
function around(
  definition: AnyDefinition,
  inner: Rule,
  { prefix, hyperNames, optionNames }: { prefix: string; hyperNames: Names; optionNames: Names },
): Partial<Rule> & Pick<Rule, "init" | "update"> {
  const { average, beforeStep, gradient } = definition;
  const changed = (step: Step, hyper: Readonly<Record<string, number>>): Step =>
    gradient ? { ...step, g: gradient(step, hyperNames.inward(hyper)) } : step;
  return {
    init(theta, shape, options, hyper) {
      const state = inner.init(theta, shape, options, hyper);
      const own = definition.init?.(theta, state, optionNames.inward(options), shape, hyperNames.inward(hyper));
      return { ...state, ...withPrefix(prefix, own ?? {}) };
    },
    update(step, state, hyper, options) {
      const update = (): void => inner.update(changed(step, hyper), state, hyper, options);
      if (definition.update === undefined) return update();
      const own = withoutPrefix(prefix, state);
      const inside = { state, hyper, update };
      definition.update(step, own, hyperNames.inward(hyper), optionNames.inward(options), inside);
    },
    ...(inner.prepare && {
      prepare: (updates, options) =>
        inner.prepare?.(
          updates.map((one) => ({ ...one, step: changed(one.step, one.hyper) })),
          options,
        ),
    }),
    ...(beforeStep && {
      beforeStep: (views, evaluate) => {
        const own = views.map((view) => ({
          ...view,
          state: withoutPrefix(prefix, view.state),
          hyper: hyperNames.inward(view.hyper),
        }));
        beforeStep(own, evaluate);
      },
    }),
    ...(average !== undefined && { average: `${prefix}.${average}` }),
    elementwise: inner.elementwise && definition.elementwise !== false,
  };
}

/** What a wrapper's settings are called in the new rule. */
class Names {
  private readonly names: readonly (readonly [own: string, outer: string])[];

  constructor(prefix: string, own: object, taken: object) {
    this.names = Object.keys(own).map((key) => [key, Object.hasOwn(taken, key) ? `${prefix}.${key}` : key]);
  }

  outward<T>(values: Readonly<Record<string, T>>): Record<string, T> {
    return Object.fromEntries(this.names.map(([own, outer]) => [outer, values[own]]));
  }

  inward<T>(values: Readonly<Record<string, T>>): Record<string, T> {
    return Object.fromEntries(this.names.map(([own, outer]) => [own, values[outer]]));
  }
}

const withPrefix = (prefix: string, state: State): State =>
  Object.fromEntries(Object.entries(state).map(([key, values]) => [`${prefix}.${key}`, values]));

const withoutPrefix = (prefix: string, state: State): State =>
  Object.fromEntries(
    Object.entries(state)
      .filter(([key]) => key.startsWith(`${prefix}.`))
      .map(([key, values]) => [key.slice(prefix.length + 1), values]),
  );

function checkInner({ name, gradient, beforeStep, movesTheta, checkInner }: AnyDefinition, inner: Rule): void {
  if (typeof inner?.update !== "function")
    throw new TypeError(`${name}: the first argument needs to be a rule: ${name}(adam())`);
  if (movesTheta && inner.recomputesTheta)
    throw new TypeError(
      `${name}: ${inner.name} computes its weights anew from its own averages at every step, so what ${name} does to them ` +
        "would be lost; use the rule alone, with its own settings",
    );
  checkInner?.(inner);
  if (inner.beforeStep && gradient)
    throw new TypeError(
      `${name}: ${inner.name} evaluates the loss itself, and changed gradients would not be that loss's; ` +
        "wrap the rule inside it, or change the loss",
    );
  if (inner.beforeStep && beforeStep)
    throw new TypeError(`${name}: ${inner.name} evaluates the loss itself; only one rule of a step can`);
}

function checkGiven(name: string, hyper: Readonly<Record<string, Hyper>>): void {
  for (const [key, value] of Object.entries(hyper))
    if (Number.isNaN(value)) throw new RangeError(`${name}: ${key} is missing; give it as { ${key}: … }`);
}
