/** @file The update rule that the flags describe. */

import type { Hyper, Rule } from "../../optim/index.ts";
import type { Schedule } from "../../schedules/schedule.ts";
import { type Flags, numberFlag, textFlag, toNumber, type Values } from "../flags/flags.ts";
import { UsageError, unknownName } from "../flags/usageError.ts";
import { terse } from "../terminal/numbers.ts";
import { readSchedule } from "./readSchedule.ts";
import { innermost, ownSettings, ruleFactory } from "./ruleExpression.ts";

export type Settings = Record<string, number | string | boolean | Schedule>;

/** Learning rates that suit small networks, for rules whose own default is meant for something else. */
const suited: Readonly<Record<string, number>> = {
  sgd: 0.1,
  momentum: 0.02,
  nesterov: 0.02,
  adam: 2e-3,
  lion: 2e-3,
  lars: 3,
  asgd: 0.2,
  radam: 5e-3,
};

export const ruleFlags: Flags = {
  lr: {
    type: "string",
    value: "NUMBER",
    help: "learning rate; default: one that suits the optimizer, for adam on images half a cosine from 4e-3",
  },
  schedule: { type: "string", value: "CALL", help: 'learning rate over the steps, "warmup(100, cosine(1e-3, 2000))"' },
  set: { type: "string", value: "NAME=VALUE", multiple: true, help: "a hyperparameter or form of the optimizer" },
};

/** The rule's learning rate where no flag says: the one written in it, at the first step; else one that suits it. */
export function defaultLr(name: string): number {
  const inside = innermost(name);
  const { lr } = ruleFactory(name)().hyper;
  if (hasOwnLr(name) && typeof lr === "function") return lr(1);
  return (hasOwnLr(name) ? undefined : suited[inside]) ?? (typeof lr === "number" ? lr : Number.NaN);
}

/** Whether a learning rate is written in the optimizer's own parenthesis, as in "adam(lr=0.5)". */
export const hasOwnLr = (name: string): boolean => ownSettings(name).includes("lr");

/**
 * The rule with the settings of --lr, --schedule and --set. Where none of them sets the learning rate, it is the one written
 * in the optimizer, or else `lr`. Throws UsageError where two set the same.
 */
export function readRule(name: string, values: Values, lr: Hyper = defaultLr(name)): Rule {
  const [rate, settings] = [readRate(values), readSettings(name, values)];
  const flag = values.lr === undefined ? "--schedule" : "--lr";
  if (rate !== null && "lr" in settings) throw new UsageError(`${flag} and --set lr both set lr; give one of them`);
  const given = { ...(rate !== null && { lr: rate }), ...settings };
  const twice = ownSettings(name).find((key) => key in given);
  if (twice !== undefined)
    throw new UsageError(
      `${name} sets ${twice}, and so does ${twice in settings ? `--set ${twice}` : flag}; give one of them`,
    );
  return ruleFactory(name)({ ...(!hasOwnLr(name) && { lr }), ...given });
}

/** The learning rate of --lr or --schedule; null where neither is given. */
function readRate(values: Values): Hyper | null {
  const schedule = textFlag(values, "schedule");
  if (schedule !== null && values.lr !== undefined)
    throw new UsageError("--lr and --schedule both set the learning rate; give one of them");
  if (schedule !== null) return readSchedule("--schedule", schedule);
  return values.lr === undefined ? null : numberFlag(values, "lr", 0, { low: 0 });
}

/** The settings of --set for the rule inside all wrappers, each a number, a schedule, or one of the forms of an option. */
export function readSettings(name: string, values: Values): Settings {
  const settings: Settings = {};
  for (const given of (values.set ?? []) as string[]) {
    const at = given.indexOf("=");
    if (at < 1) throw new UsageError(`--set ${given}: it needs a name and a value, such as --set beta2=0.99`);
    const key = given.slice(0, at);
    settings[key] = readSetting(innermost(name), key, given.slice(at + 1));
  }
  return settings;
}

function readSetting(name: string, key: string, text: string): Settings[string] {
  const { hyper, choices } = ruleFactory(name)();
  if (Object.hasOwn(choices, key)) {
    const chosen = choices[key].find((choice) => `${choice}` === text);
    if (chosen === undefined) throw unknownName(`value of ${name}'s ${key}`, text, choices[key].map(String));
    return chosen;
  }
  if (!Object.hasOwn(hyper, key))
    throw unknownName(`setting of ${name}`, key, [...Object.keys(hyper), ...Object.keys(choices)]);
  const number = toNumber(text);
  return Number.isNaN(number) ? readSchedule(`--set ${key}`, text) : number;
}

/** `adam lr 0.002 beta1 0.9 …`: the name with every setting. */
export const describeRule = (rule: Rule): string => [rule.name, ...Object.entries(settingsOf(rule)).flat()].join(" ");

/** Every hyperparameter, and the forms that are not the default. */
export function settingsOf({ hyper, options, choices }: Rule): Record<string, string> {
  const numbers = Object.entries(hyper).map(([key, value]) => [
    key,
    typeof value === "number" ? terse(value) : showSchedule(value),
  ]);
  // Only forms that can be chosen: a rule made from others, such as Ranger, has settled some of theirs.
  const forms = Object.keys(choices).filter((key) => options[key] !== choices[key][0]);
  return Object.fromEntries([...numbers, ...forms.map((key) => [key, `${options[key]}`])]);
}

/** The call that makes a schedule; as TypeScript, its words in quotes. */
export function showSchedule({ name, madeBy }: Schedule, asCode = false): string {
  if (!madeBy) return name;
  const args = Object.values(madeBy.args).map((value) => {
    if (typeof value === "function") return showSchedule(value, asCode);
    if (typeof value === "number") return asCode ? `${value}` : terse(value);
    if (typeof value === "string") return asCode ? JSON.stringify(value) : value;
    return `[${value.map(asCode ? String : terse).join(", ")}]`;
  });
  return `${madeBy.name}(${args.join(", ")})`;
}
