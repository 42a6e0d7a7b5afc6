import type { RuleFactory, RuleSettings } from "./defineRule.ts";
import type { Difference, Source } from "./definition.ts";
import type { Hyper, Rule } from "./rule.ts";
import { definitionData, type GivenKind, readSettings } from "./support/settings.ts";

type Compose = (hyper: Readonly<Record<string, Hyper>>) => Rule;

export interface CompositionParts<H extends Readonly<Record<string, GivenKind>>, V> {
  name: string;
  source: Source;
  hyper: H;
  /** Returns the rule, made of other rules and wrappers. Its hyperparameters keep their names. */
  compose(hyper: { readonly [K in keyof H]: Hyper }): Rule;
  variants?: { readonly [K in keyof V]: { source: Source; hyper?: V[K]; compose: Compose } };
  differsFrom?: readonly (Difference & { variant?: keyof V })[];
}

/** As `defineRule`, for a rule that consists of other rules and wrappers. */
/* @__NO_SIDE_EFFECTS__ */ export function composeRule<
  const H extends Readonly<Record<string, GivenKind>>,
  const V = Record<never, never>,
>(parts: CompositionParts<H, V>): RuleFactory<RuleSettings<H, V>> {
  const definition = definitionData(parts as unknown as Parameters<typeof definitionData>[0]);
  const variants = (parts.variants ?? {}) as Readonly<Record<string, { compose: Compose }>>;
  function create(settings: object = {}): Rule {
    const { variant, hyper } = readSettings(definition, settings);
    const { compose } = variant === "" ? (parts as unknown as { compose: Compose }) : variants[variant];
    return { ...compose(hyper), name: parts.name, variant, definition };
  }
  return Object.assign(create, { definition });
}
