/** @file The update rule that the flags describe. */
import type { Hyper, Rule } from "../optim/index.ts";
import type { Schedule } from "../schedules/schedule.ts";
import { type Flags, numberFlag, textFlag, toNumber, type Values } from "./flags.ts";
import { terse } from "./numbers.ts";
import { readSchedule } from "./readSchedule.ts";
import { innermost, ruleFactory } from "./ruleExpression.ts";
import { UsageError, unknownName } from "./usageError.ts";

export type Settings = Record<string, number | string | boolean | Schedule>;

/** Learning rates that suit small networks, for rules whose own default is meant for something else. */
const suited: Readonly<Record<string, number>> = { sgd: 0.1, momentum: 0.02, nesterov: 0.02, adam: 2e-3 };

export const ruleFlags: Flags = {
  lr: {
    type: "string",
    value: "NUMBER",
    help: "learning rate; default: one that suits the optimizer, for adam on images half a cosine from 4e-3",
  },
  schedule: { type: "string", value: "CALL", help: 'learning rate over the steps, "warmup(100, cosine(1e-3, 2000))"' },
  set: { type: "string", value: "NAME=VALUE", multiple: true, help: "a hyperparameter or form of the optimizer" },
};

/** What a rule's learning rate is when nobody says. */
export function defaultLr(name: string): number {
  const inside = innermost(name);
  const { lr } = ruleFactory(inside)().hyper;
  return suited[inside] ?? (typeof lr === "number" ? lr : Number.NaN);
}

/** The rule with the settings of --lr, --schedule and --set; `lr` where neither of the first two is given. */
export function readRule(name: string, values: Values, lr: Hyper = defaultLr(name)): Rule {
  const schedule = textFlag(values, "schedule");
  if (schedule !== null && values.lr !== undefined)
    throw new UsageError("--lr and --schedule both set the learning rate; give one of them");
  const given = values.lr === undefined ? lr : numberFlag(values, "lr", 0, { low: 0 });
  const rate = schedule === null ? given : readSchedule("--schedule", schedule);
  return ruleFactory(name)({ ...(hasLr(name) && { lr: rate }), ...readSettings(name, values) });
}

const hasLr = (name: string): boolean => "lr" in ruleFactory(innermost(name))().hyper;

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

/** `adam lr 0.002 beta1 0.9 …`: the name with every hyperparameter, and the forms that are not the default. */
export function describeRule({ name, hyper, options, choices }: Rule): string {
  const numbers = Object.entries(hyper).map(
    ([key, value]) => `${key} ${typeof value === "number" ? terse(value) : showSchedule(value)}`,
  );
  // Only forms that can be chosen: a rule made from others, such as Ranger, has settled some of theirs.
  const forms = Object.keys(choices).filter((key) => options[key] !== choices[key][0]);
  return [name, ...numbers, ...forms.map((key) => `${key} ${options[key]}`)].join(" ");
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
