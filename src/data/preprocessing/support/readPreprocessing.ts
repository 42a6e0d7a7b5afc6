import { describeValue } from "../../../check/describeValue.ts";
import { isRecord } from "../../../check/isRecord.ts";
import { boolean, finite, type Kind, kind, nonNegative, oneOf, positive } from "../../../check/kinds.ts";
import { DataFileError } from "../../dataFileError.ts";
import { columnKinds } from "../../tables/table.ts";
import type { PreprocessingJson } from "../preprocessing.ts";

const text = kind<string>("text", (value: unknown) => typeof value === "string");
const texts = kind<readonly string[]>(
  "a list of different texts",
  (value: unknown) =>
    Array.isArray(value) && value.every((one) => typeof one === "string") && new Set(value).size === value.length,
);
const classes = kind<readonly string[]>(
  "2 or more different texts",
  (value: unknown) => texts.holds(value) && value.length > 1,
);
const columnKind = oneOf(...columnKinds);
const numberKind = oneOf(...columnKinds.filter((one) => one !== "text"));

type Fields = Readonly<Record<string, Kind>>;

const numberFields: Fields = { name: text, kind: numberKind, mean: finite, deviation: nonNegative, indicator: boolean };
const textFields: Fields = {
  name: text,
  kind: oneOf("text"),
  levels: texts,
  mode: text,
  other: boolean,
  indicator: boolean,
};
const classFields: Fields = { name: text, kind: columnKind, task: oneOf("classification"), classNames: classes };
const targetFields: Fields = {
  name: text,
  kind: numberKind,
  task: oneOf("regression"),
  mean: finite,
  deviation: positive,
};
const ignoredFields: Fields = { name: text, reason: text };

/** Checks the JSON of a preprocessing, which may come from anywhere. Returns a copy of its known fields. */
export function readPreprocessing(json: unknown, file: string): PreprocessingJson {
  const { features, target, ignored } = record(json, "", file);
  const one = list(features, "features", file).map((feature, at) => {
    const fields = isRecord(feature) && feature.kind === "text" ? textFields : numberFields;
    return checked(feature, fields, `features[${at}]`, file);
  });
  if (one.length === 0) throw new DataFileError(`${file}: features`, "1 or more columns", "none");
  const isClass = isRecord(target) && target.task === "classification";
  return {
    features: one,
    target: checked(target, isClass ? classFields : targetFields, "target", file),
    ignored: list(ignored, "ignored", file).map((column, at) => checked(column, ignoredFields, `ignored[${at}]`, file)),
  } as unknown as PreprocessingJson;
}

function checked(value: unknown, fields: Fields, place: string, file: string): Record<string, unknown> {
  const found = record(value, place, file);
  return Object.fromEntries(
    Object.entries(fields).map(([name, { text: needed, holds }]) => {
      const field = Object.hasOwn(found, name) ? found[name] : undefined;
      if (!holds(field)) throw new DataFileError(`${file}: ${place}.${name}`, needed, describeValue(field));
      return [name, Array.isArray(field) ? [...field] : field];
    }),
  );
}

function record(value: unknown, place: string, file: string): Record<string, unknown> {
  if (isRecord(value)) return value;
  throw new DataFileError(place === "" ? file : `${file}: ${place}`, "an object", describeValue(value));
}

function list(value: unknown, place: string, file: string): readonly unknown[] {
  if (Array.isArray(value)) return value;
  throw new DataFileError(`${file}: ${place}`, "a list", describeValue(value));
}
