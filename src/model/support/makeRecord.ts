import { checkOptions } from "../../check/checkOptions.ts";
import type { Module } from "../../nn/index.ts";
import { describeArchitecture } from "../describeArchitecture.ts";
import type { ModelNotes } from "../modelNotes.ts";
import type { ModelRecord } from "../modelRecord.ts";
import { readRecord } from "./readRecord.ts";
import { versions } from "./versions.ts";

/** Describes a model as plain JSON, without its weights. Throws if the parts do not fit each other. */
export function makeRecord(model: Module, notes: ModelNotes): ModelRecord {
  checkOptions("encodeModel", notes, ["inputShape", "classNames", "metrics", "command"]);
  const { inputShape, classNames = null, metrics = {}, command = null } = notes;
  const architecture = describeArchitecture(model);
  const parts = { architecture, inputShape, classNames, metrics, command, versions: versions() };
  return readRecord(JSON.parse(JSON.stringify(parts)), "encodeModel").record;
}
