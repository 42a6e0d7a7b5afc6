import type { Kind } from "../check/kinds.ts";
import * as programs from "../generated/programs/index.ts";
import type { Definition, Source } from "../optim/definition.ts";
import type { Hyper, Rule } from "../optim/rule.ts";
import { ownVariant } from "../optim/support/ownVariant.ts";
import * as wrappers from "../optim/wrappers/index.ts";
import { argumentText } from "../schedules/support/callText.ts";
import {
  type Assignment,
  type Expression,
  isLoop,
  type Program,
  type RulePrograms,
  type Step,
  type WrapperProgram,
  type WrapperPrograms,
} from "./program.ts";
import { type ScheduleFunction, scheduleFunctions } from "./scheduleFunctions.ts";
import { mapLine, renameIn } from "./support/walk.ts";
import { wrapSteps } from "./support/wrapSteps.ts";

/** A hyperparameter of an emitted rule. `name` is that of the rule: `weightDecay`, `agc.eps`. */
export interface Hyperparameter {
  readonly name: string;
  /** Its meaning, as in the source. */
  readonly meaning: string;
  readonly value: number;
  readonly kind: Kind<number>;
}

/** A buffer of an emitted rule, under the name that `optimizer.stateDict()` has: `m`, `lookahead.slow`. */
export interface Buffer {
  readonly name: string;
  readonly initial: Expression;
  /** True for one number; false for an array as long as θ. */
  readonly single: boolean;
}

/** A rule or a wrapper of the expression, with its equations. */
export interface Layer {
  readonly name: string;
  readonly variant: string;
  readonly source?: Source;
  readonly file: string;
  readonly equations: readonly string[];
  /** The settings that differ from the defaults. */
  readonly settings: Readonly<Record<string, number | string>>;
}

/** A whole rule, wrappers included, ready to be written in any language. */
export interface Recipe {
  /** `adam`, `lookahead(adam)`. */
  readonly name: string;
  /** The expression that makes the rule again: `ema(adam(variant=tensorflow), variant=pytorch)`. */
  readonly expression: string;
  /** Wrappers from the outside, then the rule. */
  readonly layers: readonly Layer[];
  readonly hyper: readonly Hyperparameter[];
  readonly state: readonly Buffer[];
  readonly steps: readonly Step[];
  /** The functions of the schedule of lr, if lr is one. */
  readonly schedule?: readonly ScheduleFunction[];
  /** The buffer with averaged weights; `when` is the condition under which it holds an average. */
  readonly average?: { readonly buffer: string; readonly when?: Expression | undefined };
}

const rulePrograms = programs as unknown as Readonly<Record<string, RulePrograms>>;
const wrapperPrograms = programs as unknown as Readonly<Record<string, WrapperPrograms>>;
const definitions: Readonly<Record<string, { definition: Definition }>> = wrappers;

/**
 * Joins the programs of a rule and its wrappers. Throws a RangeError with the reason if one of them has no program,
 * and if a hyperparameter is a schedule.
 */
export function recipeOf(rule: Rule): Recipe {
  const { name, hyper, kinds } = rule;
  const { meanings, ...parts } = partsOf(rule);
  const values = Object.entries(hyper).map(([key, given]): Hyperparameter => {
    if (typeof given !== "number" && key !== "lr")
      throw new RangeError(`emit: ${key} of ${name} must be a number, got a schedule; only lr may be one`);
    const value = typeof given === "number" ? given : given(1);
    return { name: key, meaning: meanings[key] ?? "", value, kind: kinds[key] };
  });
  const schedule = typeof hyper.lr === "function" ? { schedule: scheduleFunctions(hyper.lr) } : {};
  return { ...parts, name, expression: expressionOf(parts.layers), hyper: values, ...schedule };
}

type Parts = Omit<Recipe, "name" | "expression" | "hyper"> & { meanings: Readonly<Record<string, string>> };

function expressionOf([{ name, variant, settings, file }, ...inside]: readonly Layer[]): string {
  const rule = file.includes("/wrappers/") ? [expressionOf(inside)] : [];
  const own = Object.entries(settings).map(([key, value]) => `${key}=${value}`);
  const parts = [...rule, ...own, ...(variant === "" ? [] : [`variant=${variant}`])];
  return parts.length === 0 ? name : `${name}(${parts.join(", ")})`;
}

function partsOf(rule: Rule): Parts {
  if (rule.inner !== undefined) return wrappedParts(rule, rule.inner);
  const { name, variant, definition } = rule;
  const program = found(name, variant, rulePrograms[name]?.[variant]);
  return {
    layers: [layer("rules", name, variant, definition, program.equations, (key) => rule.hyper[key])],
    meanings: { ...defaultForm(rulePrograms[name][""])?.hyper, ...program.hyper },
    state: buffers(program, (key) => key),
    steps: program.steps.map((step) => noted(step, program.equations)),
    ...(program.average && { average: { buffer: program.average, when: program.hasAverage } }),
  };
}

/** The program of the default form, if it has one. */
const defaultForm = <P extends object>(program: P | string): P | undefined =>
  typeof program === "string" ? undefined : program;

function found<P extends Program | WrapperProgram>(name: string, variant: string, program: P | string | undefined): P {
  if (program === undefined)
    throw new RangeError(`emit: ${name} must be a rule of this package, whose source is known, got a custom one`);
  if (typeof program !== "string") return program;
  throw new RangeError(`emit: cannot write ${variant === "" ? name : `${name} ${variant}`}: ${program}`);
}

function layer(
  folder: string,
  name: string,
  variant: string,
  definition: Definition,
  equations: readonly string[],
  settingOf: (key: string) => Hyper,
): Layer {
  const form = variant === "" ? definition : definition.variants[variant];
  const given = Object.entries(form.hyper).map(([key, { fallback }]) => [key, settingOf(key), fallback] as const);
  const settings = given.flatMap(([key, value, fallback]) => (value === fallback ? [] : [[key, argumentText(value)]]));
  const { source } = form;
  const file = `src/optim/${folder}/${name}.ts`;
  return { name, variant, ...(source && { source }), file, equations, settings: Object.fromEntries(settings) };
}

const buffers = ({ state, single = [] }: Program | WrapperProgram, rename: (name: string) => string): Buffer[] =>
  Object.entries(state).map(([key, initial]) => ({ name: rename(key), initial, single: single.includes(key) }));

/** Replaces numbers of equations by their texts. */
function noted(step: Step, equations: readonly string[]): Step {
  if (!isLoop(step)) return withText(step, equations);
  return {
    each: step.each.map((line) =>
      mapLine(
        line,
        (one) => withText(one, equations),
        (when) => when,
      ),
    ),
  };
}

/** Indented lines below an equation continue it. */
function withText([target, operator, value, note]: Assignment, equations: readonly string[]): Assignment {
  if (typeof note !== "number") return [target, operator, value];
  let end = note + 1;
  while (equations[end]?.startsWith("     ")) end++;
  return [target, operator, value, equations.slice(note, end).join("\n")];
}

const notedWrapper = (program: WrapperProgram): WrapperProgram => ({
  ...program,
  before: program.before.map((step) => noted(step, program.equations)),
  after: program.after.map((step) => noted(step, program.equations)),
});

/** A rule composed of others, such as ranger, has their wrappers, and a definition with its name. */
function wrappedParts(rule: Rule, inner: Rule): Parts {
  const parts = partsOf(inner);
  const prefix = rule.prefixes?.at(-1) ?? "";
  const name = Object.hasOwn(definitions, prefix) ? prefix : prefix.replace(/\d+$/, "");
  const isComposed = rule.definition.name !== name;
  const variant = isComposed ? "" : ownVariant(rule.variant, inner.variant);
  const program = notedWrapper(found(name, variant, wrapperPrograms[name]?.[variant]));
  const { definition } = definitions[name];
  const kinds = variant === "" ? definition.hyper : definition.variants[variant].hyper;
  const names: Record<string, string> = {};
  for (const key of Object.keys(kinds)) names[key] = Object.hasOwn(inner.hyper, key) ? `${prefix}.${key}` : key;
  for (const key of Object.keys(program.state)) names[key] = `${prefix}.${key}`;
  const { hyper } = rule;
  const own = layer("wrappers", name, variant, definition, program.equations, (key) => hyper[names[key]]);
  const layers = [own, ...parts.layers];
  const meanings = Object.entries({ ...defaultForm(wrapperPrograms[name][""])?.hyper, ...program.hyper });
  const outward = Object.fromEntries(meanings.map(([key, text]) => [names[key], text]));
  if (isComposed) layers.unshift(layer("rules", rule.name, rule.variant, rule.definition, [], (key) => hyper[key]));
  const average = program.average
    ? { buffer: names[program.average], when: program.hasAverage && renameIn(program.hasAverage, names) }
    : parts.average;
  return {
    layers,
    meanings: { ...parts.meanings, ...outward },
    state: [...parts.state, ...buffers(program, (key) => names[key])],
    steps: wrapSteps(prefix, program, names, parts.steps),
    ...(average && { average }),
  };
}
