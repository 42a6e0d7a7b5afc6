import type { Floats } from "../array/floats.ts";
import type { Shape } from "../array/shape.ts";
import { describeValue } from "../check/describeValue.ts";
import { oneOf } from "../check/kinds.ts";
import { updateRule } from "../kernels/updateRule.ts";
import type { Definition, Difference, Source } from "./definition.ts";
import type { Choices, Hyper, HyperValues, ParameterView, Rule, State, Step } from "./rule.ts";
import { formName } from "./support/formName.ts";
import { definitionData, type GivenKind, readSettings } from "./support/settings.ts";

type Kinds = Readonly<Record<string, GivenKind>>;
type Values<H> = { readonly [K in keyof H]: number };
type Chosen<O extends Choices> = { [K in keyof O]: O[K][number] };

/** Another published form of a rule, with its own equation. */
export interface Variant<H> {
  source: Source;
  /** The hyperparameters that differ from the default form's; undefined where this form has none. */
  hyper?: H & Readonly<Record<string, GivenKind | undefined>>;
  init?(theta: Floats, shape: Shape, hyper: HyperValues): State;
  update(step: Step, state: State, hyper: HyperValues): void;
}

export interface RuleParts<H extends Kinds, S extends State, V, O extends Choices> {
  name: string;
  source?: Source;
  /** Every hyperparameter with its default and range: `lr: nonNegative.or(1e-3)`. A number alone may be any finite one. */
  hyper: H;
  options?: O;
  init(theta: Floats, shape: Shape, hyper: Values<H>, options: Chosen<O>): S;
  prepare?(updates: readonly { step: Step; state: S; hyper: Values<H> }[], options: Chosen<O>): void;
  beforeStep?(views: readonly ParameterView[], evaluate: () => number, loss: number, options: Chosen<O>): void;
  update(step: Step, state: S, hyper: Values<H>, options: Chosen<O>): void;
  variants?: { readonly [K in keyof V]: Variant<V[K]> };
  differsFrom?: readonly (Difference & { variant?: "" | keyof V })[];
  average?: keyof S & string;
  hasAverage?(t: number, hyper: Values<H>): boolean;
  elementwise?: false;
  recomputesTheta?: true;
}

type VariantHyper<V> = { [K in { [N in keyof V]: keyof V[N] }[keyof V]]?: Hyper };

/** The settings of a rule: numbers or schedules, and the name of a variant. */
export type RuleSettings<H, V> = { variant?: "" | keyof V } & { [K in keyof H]?: Hyper } & VariantHyper<V>;

/** Makes a rule from settings: `adam({ lr: 1e-2 })`. Carries the rule's definition as data. */
export type RuleFactory<S = AnySettings> = MakeRule<S> & { readonly definition: Definition };

/** Makes a rule from settings. Declared as a method, so that factories with different settings share this type. */
export type MakeRule<S = AnySettings> = { make(settings?: S): Rule }["make"];

export type AnySettings = Record<string, Hyper | string | boolean | undefined>;

/**
 * Turns a definition into the factory that users call: `adam({ lr: 1e-2 })`, `adam({ variant: "keras" })`.
 * The factory throws on unknown names and out-of-range values, and lists the valid ones.
 */
/* @__NO_SIDE_EFFECTS__ */ export function defineRule<
  const H extends Kinds,
  S extends State,
  const V = Record<never, never>,
  const O extends Choices = Record<never, never>,
>(parts: RuleParts<H, S, V, O>): RuleFactory<RuleSettings<H, V> & { [K in keyof O]?: O[K][number] }> {
  const {
    name,
    init,
    prepare,
    beforeStep,
    update,
    average,
    hasAverage,
    recomputesTheta,
    options: choices = {},
  } = parts;
  if (typeof init !== "function")
    throw new TypeError(`${name}: init must return the buffers, () => ({}) for none, got ${describeValue(init)}`);
  const definition = definitionData(parts as unknown as Parameters<typeof definitionData>[0]);
  const variants = new Map(Object.entries(parts.variants ?? {}) as [string, Partial<Rule>][]);
  function create(settings: object = {}): Rule {
    const { variant, kinds, hyper } = readSettings(definition, settings, Object.keys(choices));
    const form = variants.get(variant);
    const rule = {
      ...{ name, variant, definition, kinds, hyper, options: readChoices(name, choices, settings), choices },
      ...{
        init: form?.init ?? init,
        prepare,
        beforeStep,
        update: form?.update ?? update,
        average,
        hasAverage,
        recomputesTheta,
      },
      elementwise: parts.elementwise ?? true,
    } as Rule;
    return built.has(create) ? { ...rule, update: compiled(rule) } : rule;
  }
  return Object.assign(create, { definition });
}

function compiled({ name, variant, update: loop }: Rule): Rule["update"] {
  const full = formName({ name, variant });
  return (step, state, hyper, options) => {
    if (!updateRule(full, step, state, hyper, options)) loop(step, state, hyper, options);
  };
}

function readChoices(name: string, choices: Choices, settings: object): Record<string, string | boolean> {
  const given = settings as Readonly<Record<string, unknown>>;
  return Object.fromEntries(
    Object.entries(choices).map(([key, values]) => {
      const value = given[key] ?? values[0];
      if (!values.includes(value as string))
        throw new RangeError(`${name}: ${key} must be ${oneOf(...values).text}, got ${describeValue(value)}`);
      return [key, value as string];
    }),
  );
}

const built = new WeakSet<object>();
export const runsCompiled = (factory: object): void => void built.add(factory);
