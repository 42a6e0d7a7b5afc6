/** @file Reads the settings that users give a rule or wrapper, by its definition. */
import { checkOptions } from "../../check/checkOptions.ts";
import { describeValue } from "../../check/describeValue.ts";
import { finite, type Kind } from "../../check/kinds.ts";
import { mapValues } from "../../check/mapValues.ts";
import { unknownName } from "../../check/unknownName.ts";
import type { RuleKernel } from "../../kernels/ruleKernel.ts";
import type { Definition, Difference, Source } from "../definition.ts";
import type { Hyper, Rule } from "../rule.ts";

/** A hyperparameter in a definition: its kind and default, `fraction.or(0.9)`, or a default of any finite value. */
export type GivenKind = number | Kind<number>;

interface Given {
  name: string;
  source?: Source;
  hyper: Readonly<Record<string, GivenKind>>;
  variants?: Readonly<Record<string, { source: Source; hyper?: Readonly<Record<string, GivenKind | undefined>> }>>;
  differsFrom?: readonly Difference[];
  beforeStep?: unknown;
  kernel?: RuleKernel;
}

/** Returns the part of a definition that is data. Throws on a hyperparameter whose name objects have themselves. */
export function definitionData({
  name,
  source,
  hyper,
  variants = {},
  differsFrom = [],
  beforeStep,
  kernel,
}: Given): Definition {
  return {
    name,
    source,
    hyper: readKinds(name, hyper),
    variants: mapValues(variants, (form) => ({
      source: form.source,
      hyper: readKinds(name, { ...hyper, ...form.hyper }),
    })),
    differsFrom,
    needsClosure: beforeStep !== undefined,
    kernel,
  };
}

function readKinds(who: string, hyper: Readonly<Record<string, GivenKind | undefined>>): Record<string, Kind<number>> {
  if (Object.getPrototypeOf(hyper) !== Object.prototype) throw reserved(who, "__proto__");
  const kinds: Record<string, Kind<number>> = {};
  for (const [key, given] of Object.entries(hyper)) {
    if (key === "variant" || key in Object.prototype) throw reserved(who, key);
    if (given === undefined) continue;
    const kind = typeof given === "number" ? finite.or(given) : given;
    if (typeof kind?.holds !== "function")
      throw new TypeError(`${who}: hyperparameter ${key} must be a number or a kind, got ${describeValue(given)}`);
    kinds[key] = kind;
  }
  return kinds;
}

const reserved = (who: string, key: string): RangeError =>
  new RangeError(
    `${who}: a hyperparameter must not be named "${key}", which means something else in settings; rename it`,
  );

/**
 * Returns the chosen variant and its hyperparameters, with defaults filled in. Throws on unknown names and bad values.
 */
export function readSettings(
  definition: Definition,
  settings: object,
): { variant: string; kinds: Definition["hyper"]; hyper: Record<string, Hyper> } {
  const { name, variants } = definition;
  const given: Readonly<Record<string, unknown>> = Object(settings);
  const { variant = "" } = given;
  const names = Object.keys(variants);
  if (typeof variant !== "string")
    throw new TypeError(`${name}: variant must be a name, got ${describeValue(variant)}`);
  if (variant !== "" && !names.includes(variant)) throw new RangeError(unknownName(name, "variant", variant, names));
  const { hyper: kinds } = variant === "" ? definition : variants[variant];
  const hasVariants = names.length > 0 || given.variant === "";
  checkOptions(name, settings, [...Object.keys(kinds), ...(hasVariants ? ["variant"] : [])], insteadOf);
  const hyper = mapValues(kinds, (kind, key) => {
    const { [key]: value = kind.fallback } = given;
    return checkHyper(name, key, value as Hyper, kind);
  });
  return { variant, kinds, hyper };
}

/** Returns where to find a hyperparameter that the rule does not have. */
export const insteadOf = (key: string): string =>
  key === "weightDecay" ? "; adamw and sgdw have it, decoupledDecay and l2 add it to any rule" : "";

/** Returns a hyperparameter at a step, of a schedule its value there. Throws if it is out of range. */
export const hyperAt = ({ name, kinds }: Rule, key: string, value: Hyper, step: number): number =>
  checkHyper(name, key, typeof value === "number" ? value : value(step), kinds[key]) as number;

/** Checks a number. A schedule passes; its numbers are checked at the step that uses them. */
export function checkHyper(who: string, key: string, value: Hyper, kind: Kind<number>): Hyper {
  // A factory such as `cosine` is not a schedule before it is called; neither is a reducer, which needs a metric.
  if (typeof value === "function" && !("parameters" in value || "initial" in value)) return value;
  if (kind.holds(value)) return value;
  if (value === undefined) throw new RangeError(`${who}: ${key} is missing; give it as { ${key}: … }`);
  const isFactory = typeof value === "function";
  const hint = !isFactory ? "" : "initial" in value ? "; follow(…) makes a schedule of it" : "; call it";
  throw new RangeError(`${who}: ${key} must be ${kind.text}, got ${describeValue(value)}${hint}`);
}
