import { type Shape, sameShape, showShape, sizeOf } from "../../array/shape.ts";
import { describeValue } from "../../check/describeValue.ts";
import { isRecord } from "../../check/isRecord.ts";
import { count, oneOf } from "../../check/kinds.ts";
import { FileFormatError } from "../../checkpoint/formats/fileFormatError.ts";
import { fits } from "../../data/images/support/resize.ts";
import { Preprocessing } from "../../data/preprocessing/preprocessing.ts";
import type { ModelRecord } from "../modelRecord.ts";
import { type PlacedLayer, placeLayers } from "./placeLayers.ts";

const isText = (value: unknown): boolean => typeof value === "string";
const isTextOrNull = (value: unknown): boolean => value === null || isText(value);

const isShape = (value: unknown): boolean =>
  Array.isArray(value) && value.length >= 1 && value.length <= 8 && value.every((n) => count.holds(n) && n <= 2 ** 24);

/** The kind of each part besides the architecture. */
const kinds = {
  inputShape: { text: "1 to 8 sizes, each an integer from 1 to 16777216", holds: isShape },
  classNames: {
    text: "a list of texts, or null",
    holds: (value: unknown) => value === null || (Array.isArray(value) && value.every(isText)),
  },
  preprocessing: { text: "an object or null", holds: (value: unknown) => value === null || isRecord(value) },
  imageFit: {
    text: `${oneOf(...fits).text}, or null`,
    holds: (value: unknown) => value === null || oneOf(...fits).holds(value),
  },
  metrics: { text: "an object", holds: isRecord },
  command: { text: "text or null", holds: isTextOrNull },
  versions: {
    text: "texts by program",
    holds: (value: unknown) => isRecord(value) && Object.values(value).every(isText),
  },
};

/** The names of all parts. */
export const recordParts = ["architecture", ...Object.keys(kinds)] as (keyof ModelRecord)[];

export interface ReadRecord {
  record: ModelRecord;
  /** The layers with their shapes. */
  layers: PlacedLayer[];
  preprocessing: Preprocessing | null;
}

/** Checks a record, which may come from anywhere. Throws FileFormatError, or DataFileError for the preprocessing. */
export function readRecord(given: unknown, file: string): ReadRecord {
  const wrong = (field: string, expected: string, found: string): never => {
    throw new FileFormatError(file, field, expected, found);
  };
  if (!isRecord(given)) return wrong("model", "the record of a model", describeValue(given));
  for (const [name, { text, holds }] of Object.entries(kinds))
    if (!holds(given[name])) wrong(name, text, describeValue(given[name]));
  const record = Object.fromEntries(recordParts.map((name) => [name, given[name]])) as unknown as ModelRecord;
  const { architecture, inputShape, classNames } = record;
  const layers = placeLayers(architecture, inputShape, file);
  const outputs = layers.at(-1)?.output ?? inputShape;
  if (classNames !== null && (outputs.length !== 1 || outputs[0] !== classNames.length))
    wrong("classNames", `a name for each of the outputs ${showShape(outputs)}`, `${classNames.length}`);
  if (sizeOf(inputShape) > 2 ** 28) wrong("inputShape", "at most 268435456 numbers", showShape(inputShape));
  const preprocessing = record.preprocessing && Preprocessing.fromJSON(record.preprocessing, `${file}: preprocessing`);
  if (preprocessing !== null) checkFit(preprocessing, record, outputs, wrong);
  return { record: { ...record, preprocessing: preprocessing?.toJSON() ?? null }, layers, preprocessing };
}

/** Throws unless the preprocessing makes the inputs of the model, and its target is the outputs. */
function checkFit(
  { inputNames, classNames }: Preprocessing,
  record: ModelRecord,
  outputs: Shape,
  wrong: (field: string, expected: string, found: string) => never,
): void {
  const { inputShape } = record;
  if (!sameShape(inputShape, [inputNames.length]))
    wrong("inputShape", `the ${inputNames.length} inputs of the preprocessing`, showShape(inputShape));
  if (JSON.stringify(classNames) !== JSON.stringify(record.classNames))
    wrong("classNames", "the classes of the preprocessing", describeValue(record.classNames));
  if (classNames === null && !sameShape(outputs, [1])) wrong("architecture", "one output", showShape(outputs));
}
