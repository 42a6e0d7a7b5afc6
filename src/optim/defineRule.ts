import type { Floats } from "../array/floats.ts";
import type { Shape } from "../array/shape.ts";
import { describeValue } from "../check/describeValue.ts";
import { compiledUpdate } from "../kernels/compiledUpdate.ts";
import type { RuleKernel } from "../kernels/ruleKernel.ts";
import type { Definition, Difference, Source } from "./definition.ts";
import type { Hyper, HyperValues, ParameterView, Rule, State, Step } from "./rule.ts";
import { definitionData, type GivenKind, readSettings } from "./support/settings.ts";

type Kinds = Readonly<Record<string, GivenKind>>;
type Values<H> = { readonly [K in keyof H]: number };

/** Another published form of a rule, with its own equation. */
export interface Variant<H> {
  source: Source;
  /** The hyperparameters that differ from the default form's; undefined where this form has none. */
  hyper?: H & Readonly<Record<string, GivenKind | undefined>>;
  init?(theta: Floats, shape: Shape, hyper: HyperValues): State;
  update(step: Step, state: State, hyper: HyperValues): void;
}

export interface RuleParts<H extends Kinds, S extends State, V> {
  name: string;
  source?: Source;
  /**
   * Every hyperparameter with its default and range: `lr: nonNegative.or(1e-3)`. A number alone may be any finite one.
   */
  hyper: H;
  init(theta: Floats, shape: Shape, hyper: Values<H>): S;
  prepare?(updates: readonly { step: Step; state: S; hyper: Values<H> }[]): void;
  beforeStep?(views: readonly ParameterView[], evaluate: () => number, loss: number): void;
  update(step: Step, state: S, hyper: Values<H>): void;
  variants?: { readonly [K in keyof V]: Variant<V[K]> };
  differsFrom?: readonly (Difference & { variant?: "" | keyof V })[];
  average?: keyof S & string;
  hasAverage?(t: number, hyper: Values<H>): boolean;
  elementwise?: false;
  recomputesTheta?: true;
  /** The compiled forms of this very update, from src/generated/kernels. Without it the loops run. */
  kernel?: RuleKernel;
}

/** The hyperparameters of all variants. Mapped one by one, so that each property keeps its comment. */
type VariantHyper<V> = Everything<{ [N in keyof V]: { [K in keyof V[N]]?: Hyper } }[keyof V]>;

/** The intersection of the members of a union; {} for none. */
type Everything<U> = [U] extends [never]
  ? unknown
  : (U extends unknown ? (member: U) => void : never) extends (all: infer I) => void
    ? I
    : never;

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
>(parts: RuleParts<H, S, V>): RuleFactory<RuleSettings<H, V>> {
  const { name, kernel } = parts;
  if (typeof parts.init !== "function")
    throw new TypeError(`${name}: init must return the buffers, () => ({}) for none, got ${describeValue(parts.init)}`);
  const definition = definitionData(parts as unknown as Parameters<typeof definitionData>[0]);
  const variants: Readonly<Record<string, Partial<Rule> | undefined>> = { ...parts.variants };
  function create(settings: object = {}): Rule {
    const { variant, kinds, hyper } = readSettings(definition, settings);
    const { init = parts.init, update: loop = parts.update } = variants[variant] ?? {};
    const update = kernel ? compiledUpdate(kernel, variant, loop as Rule["update"]) : loop;
    return {
      ...parts,
      init,
      elementwise: parts.elementwise ?? true,
      variant,
      definition,
      kinds,
      hyper,
      update,
    } as Rule;
  }
  return Object.assign(create, { definition });
}
