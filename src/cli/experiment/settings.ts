/** @file The settings of an experiment, read from the flags once. Plain JSON: workers and checkpoints carry it. */

import { choiceFlag, numberFlag, textFlag, type Values } from "../flags/flags.ts";
import { UsageError } from "../flags/usageError.ts";
import { type ImageSettings, readImageSettings } from "./imageSettings.ts";
import { type RuleSettings, readRuleSettings } from "./rules.ts";
import { readTableSettings, type TableSettings } from "./tableSettings.ts";

/** The settings of data, model and batches. */
export interface DataSettings extends TableSettings, ImageSettings {
  /** The name of a built-in data set, or a path. */
  data: string;
  /** null for the default of the data. */
  model: string | null;
  batch: number;
  seed: number;
  /** The maximum of the global gradient norm; null for no clipping. */
  clip: number | null;
  nonFinite: "throw" | "skip";
  /** "balanced": all classes count the same in the loss; null: all examples do. */
  classWeight: "balanced" | null;
}

/** The settings of one training run. */
export interface ExperimentSettings extends DataSettings, RuleSettings {
  /** null for a default that depends on the number of batches. */
  epochs: number | null;
}

export function readDataSettings(values: Values, data = "digits"): DataSettings {
  const clip = values.clip === undefined ? null : numberFlag(values, "clip", 0, { low: 0 });
  if (clip === 0) throw new UsageError("--clip must be above 0, got 0; 0 would leave no gradient");
  return {
    data: textFlag(values, "data") ?? data,
    ...readTableSettings(values),
    ...readImageSettings(values),
    model: textFlag(values, "model"),
    batch: numberFlag(values, "batch", 64, { low: 1, whole: true }),
    seed: numberFlag(values, "seed", 7, { low: 0, high: Number.MAX_SAFE_INTEGER, whole: true }),
    clip,
    classWeight:
      values["class-weight"] === undefined
        ? null
        : choiceFlag<"balanced">(values, "class-weight", "balanced", ["balanced"]),
    nonFinite: choiceFlag<"throw" | "skip">(values, "non-finite", "throw", ["throw", "skip"]),
  };
}

export const readEpochs = (values: Values): number | null =>
  values.epochs === undefined ? null : numberFlag(values, "epochs", 0, { low: 1, whole: true });

export function readExperimentSettings(values: Values): ExperimentSettings {
  const rule = readRuleSettings(textFlag(values, "optimizer") ?? "adam", values);
  return { ...readDataSettings(values), ...rule, epochs: readEpochs(values) };
}
