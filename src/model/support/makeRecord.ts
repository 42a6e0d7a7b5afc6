import { checkOptions } from "../../check/checkOptions.ts";
import { describeValue } from "../../check/describeValue.ts";
import { Preprocessing } from "../../data/preprocessing/preprocessing.ts";
import type { Module } from "../../nn/index.ts";
import { describeArchitecture } from "../describeArchitecture.ts";
import type { ModelNotes } from "../modelNotes.ts";
import type { ModelRecord } from "../modelRecord.ts";
import { readRecord } from "./readRecord.ts";
import { versions } from "./versions.ts";

/** Describes a model as plain JSON, without its weights. Throws if the parts do not fit each other. */
export function makeRecord(model: Module, notes: ModelNotes): ModelRecord {
  checkOptions("encodeModel", notes, ["preprocessing", "inputShape", "classNames", "imageFit", "metrics", "command"]);
  const { preprocessing = null, imageFit = null, metrics = {}, command = null } = notes;
  if (preprocessing !== null && !(preprocessing instanceof Preprocessing))
    throw new TypeError(
      `encodeModel: preprocessing must be a Preprocessing or null, got ${describeValue(preprocessing)}`,
    );
  const { inputShape = preprocessing && [preprocessing.inputNames.length] } = notes;
  const { classNames = preprocessing?.classNames ?? null } = notes;
  const architecture = describeArchitecture(model);
  const parts = {
    architecture,
    inputShape,
    classNames,
    preprocessing,
    imageFit,
    metrics,
    command,
    versions: versions(),
  };
  checkLength(parts);
  return readRecord(JSON.parse(JSON.stringify(parts)), "encodeModel").record;
}

/** Within the limits of both files: with it a header has 8 MiB, and a checkpoint's text 4 Mi characters. */
const longestRecord = 3 * 2 ** 20;

/** Throws RangeError if the record is too long for a file. The text is quoted once more there. */
function checkLength(parts: object): void {
  const { length } = new TextEncoder().encode(JSON.stringify(JSON.stringify(parts)));
  if (length > longestRecord)
    throw new RangeError(
      `encodeModel: layers, columns and classes must be at most ${longestRecord} bytes as text, got ${length}; use fewer columns or classes`,
    );
}
