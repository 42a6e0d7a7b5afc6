import type { Floats } from "../array/floats.ts";
import type { Shape } from "../array/shape.ts";
import { describeValue } from "../check/describeValue.ts";
import type { AnySettings } from "./defineRule.ts";
import type { Definition, Difference, Source } from "./definition.ts";
import type { Hyper, HyperValues, ParameterView, Rule, State, Step } from "./rule.ts";
import { definitionData, type GivenKind, readSettings } from "./support/settings.ts";
import type { Inner } from "./wrapper.ts";

type Kinds = Readonly<Record<string, GivenKind>>;
type Values<H> = { readonly [K in keyof H]: number };

interface WrapperForm<H, S extends State> {
  /** Returns the wrapper's buffers. May refuse a parameter, before anything has changed. */
  init?(theta: Floats, inner: State, shape: Shape, hyper: Values<H>): S;
  /** Updates around the inner update. Without it the inner rule alone updates. */
  update?(step: Step, state: S, hyper: Values<H>, inner: Inner): void;
}

export interface WrapperParts<H extends Kinds, S extends State, V> extends WrapperForm<H, S> {
  name: string;
  source?: Source;
  /** Every hyperparameter with its range and default. A kind without default is required. */
  hyper: H;
  variants?: { readonly [K in keyof V]: { source: Source; hyper?: V[K] } & WrapperForm<Record<string, number>, State> };
  differsFrom?: readonly (Difference & { variant?: "" | keyof V })[];
  /** Returns the gradient for the inner rule: a new array, or `step.g` itself, valid during the update only. */
  gradient?(step: Step, hyper: Values<H>): Floats;
  /** As for a rule. The inner rule must not have it. */
  beforeStep?(views: readonly ParameterView[], evaluate: () => number): void;
  average?: keyof S & string;
  /** False as long as that buffer holds the current weights. */
  hasAverage?(t: number, hyper: Values<H>): boolean;
  elementwise?: false;
  /** True if it moves θ besides the inner rule, which then may not recompute θ from its buffers. */
  movesTheta?: true;
  /** Throws if the wrapper cannot be applied to this rule. */
  checkInner?(inner: Rule): void;
}

/** The settings of a wrapper: numbers or schedules, and the name of a variant. */
export type WrapperSettings<H, V> = { variant?: "" | keyof V } & { [K in keyof H]?: Hyper };

/** Makes a rule from a rule: `lookahead(adam(), { k: 5 })`. Carries the wrapper's definition as data. */
export type WrapperFactory<S = AnySettings> = {
  create(inner: Rule, settings?: S): Rule;
}["create"] & { readonly definition: Definition };

/**
 * Turns a definition into the factory that users call: `lookahead(adam(), { k: 5 })`.
 * The factory throws on unknown names, out-of-range values, and a rule that it cannot wrap.
 */
/* @__NO_SIDE_EFFECTS__ */ export function defineWrapper<
  const H extends Kinds,
  S extends State = State,
  const V = Record<never, never>,
>(parts: WrapperParts<H, S, V>): WrapperFactory<WrapperSettings<H, V>> {
  const general = parts as unknown as AnyParts;
  const definition = definitionData(parts as unknown as Parameters<typeof definitionData>[0]);
  const { name } = general;
  function create(inner: Rule, settings: object = {}): Rule {
    checkInner(general, inner);
    const { variant, kinds, hyper } = readSettings(definition, settings);
    const form = { ...general, ...general.variants?.[variant], hyper: general.hyper };
    const taken = inner.prefixes ?? [];
    const prefix = freePrefix(name, taken);
    const names = new Names(prefix, kinds, inner.hyper);
    return {
      ...inner,
      name: `${name}(${inner.name})`,
      variant: inner.variant === "" ? variant : `${variant}(${inner.variant})`,
      definition,
      inner,
      prefixes: [...taken, prefix],
      kinds: { ...inner.kinds, ...names.outward(kinds) },
      hyper: { ...inner.hyper, ...names.outward(hyper) },
      ...around(form, inner, prefix, names),
    };
  }
  return Object.assign(create, { definition });
}

/** The name, or the name with the first number from 2 that no wrapper inside has. */
function freePrefix(name: string, taken: readonly string[]): string {
  let prefix = name;
  for (let number = 2; taken.includes(prefix); number++) prefix = `${name}${number}`;
  return prefix;
}

type AnyParts = WrapperParts<Record<string, GivenKind>, State, Record<string, undefined>>;

/** The rule's functions. The wrapper's own see its names, the inner rule's see theirs. */
function around(
  form: AnyParts,
  inner: Rule,
  prefix: string,
  names: Names,
): Partial<Rule> & Pick<Rule, "init" | "update"> {
  const { average, hasAverage, beforeStep, gradient } = form;
  const changed = (step: Step, hyper: HyperValues): Step =>
    gradient ? { ...step, g: gradient(step, names.inward(hyper)) } : step;
  return {
    init(theta, shape, hyper) {
      const state = inner.init(theta, shape, hyper);
      const own = form.init?.(theta, state, shape, names.inward(hyper));
      return { ...state, ...withPrefix(prefix, own ?? {}) };
    },
    update(step, state, hyper) {
      const update = (): void => inner.update(changed(step, hyper), state, hyper);
      if (form.update === undefined) return update();
      form.update(step, withoutPrefix(prefix, state), names.inward(hyper), { state, hyper, update });
    },
    ...(inner.prepare && {
      prepare: (updates) => inner.prepare?.(updates.map((one) => ({ ...one, step: changed(one.step, one.hyper) }))),
    }),
    ...(beforeStep && {
      beforeStep: (views, evaluate) => {
        const own = views.map((view) => ({
          ...view,
          state: withoutPrefix(prefix, view.state),
          hyper: names.inward(view.hyper),
        }));
        beforeStep(own, evaluate);
      },
    }),
    ...(average !== undefined && {
      average: `${prefix}.${average}`,
      hasAverage: (t, hyper) => hasAverage?.(t, names.inward(hyper)) ?? true,
    }),
    elementwise: inner.elementwise && form.elementwise !== false,
  };
}

/** The names of a wrapper's hyperparameters in the new rule. */
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

function checkInner({ name, gradient, beforeStep, movesTheta, checkInner }: AnyParts, inner: Rule): void {
  if (typeof inner?.update !== "function")
    throw new TypeError(
      `${name}: the first argument must be a rule, as in ${name}(adam()), got ${describeValue(inner)}`,
    );
  if (movesTheta && inner.recomputesTheta)
    throw new TypeError(
      `${name}: ${inner.name} recomputes its weights from its own averages at every step, so changes by ${name} ` +
        "would be lost; use the rule alone, with its own settings",
    );
  checkInner?.(inner);
  if (inner.beforeStep && gradient)
    throw new TypeError(
      `${name}: ${inner.name} evaluates the loss itself, and changed gradients would not be those of that loss; ` +
        `put ${name} inside it, or change the loss`,
    );
  if (inner.beforeStep && beforeStep)
    throw new TypeError(`${name}: ${inner.name} evaluates the loss itself; only one rule of a step can`);
}
