/** @file Checks the settings in a checkpoint, which may come from anywhere. */

import { count, countOrZero } from "../../check/kinds.ts";
import type { ExperimentSettings } from "./settings.ts";

/** The length limit of a path. Some texts are parsed with lookahead, so they must not be long. */
const isText = (value: unknown): boolean => typeof value === "string" && value.length <= 4096;
const isNumber = (value: unknown): boolean => typeof value === "number" && Number.isFinite(value);
const isSetting = (value: unknown): boolean => isText(value) || isNumber(value) || typeof value === "boolean";
const orNull =
  (holds: (value: unknown) => boolean) =>
  (value: unknown): boolean =>
    value === null || holds(value);

interface Kind {
  text: string;
  holds(value: unknown): boolean;
}

const oneOf = (...values: readonly unknown[]): Kind => ({
  text: values.map((value) => JSON.stringify(value)).join(" or "),
  holds: (value) => values.includes(value),
});

const textOrNull: Kind = { text: "text or null", holds: orNull(isText) };

const textsOrNull: Kind = {
  text: "a list of texts or null",
  holds: orNull((value) => Array.isArray(value) && value.every(isText)),
};

/** The type of every setting. */
const settingKinds: { readonly [name in keyof ExperimentSettings]: Kind } = {
  data: { text: "text", holds: isText },
  target: textOrNull,
  task: oneOf("classification", "regression", null),
  features: textsOrNull,
  ignore: textsOrNull,
  categorical: textsOrNull,
  separator: textOrNull,
  decimal: oneOf(".", ",", null),
  header: oneOf(true, false, null),
  missing: textsOrNull,
  imageSize: { text: `${count.text}, or null`, holds: orNull((value) => count.holds(value)) },
  imageFit: oneOf("crop", "stretch", null),
  model: textOrNull,
  batch: count,
  seed: countOrZero,
  clip: { text: "a number above 0, or null", holds: orNull((value) => isNumber(value) && (value as number) > 0) },
  nonFinite: oneOf("throw", "skip"),
  classWeight: oneOf("balanced", null),
  optimizer: { text: "text", holds: isText },
  lr: { text: "a number, text or null", holds: orNull((value) => isNumber(value) || isText(value)) },
  set: {
    text: "names with numbers, texts or booleans",
    holds: (value) =>
      typeof value === "object" &&
      value !== null &&
      !Array.isArray(value) &&
      !ArrayBuffer.isView(value) &&
      Object.entries(value).every(([name, setting]) => isText(name) && isSetting(setting)),
  },
  epochs: { text: `${count.text}, or null`, holds: orNull((value) => count.holds(value)) },
};

/** The first setting that is missing, unknown or of another type; null if all are right. */
export function wrongSetting(settings: Readonly<Record<string, unknown>>) {
  for (const [name, { text, holds }] of Object.entries(settingKinds))
    if (!Object.hasOwn(settings, name) || !holds(settings[name])) return { name, text, value: settings[name] };
  const extra = Object.keys(settings).find((name) => !Object.hasOwn(settingKinds, name));
  return extra === undefined ? null : { name: extra, text: "no such setting", value: settings[extra] };
}
