/** @file The record of a model as the texts of a safetensors file's `__metadata__`: one text a part, in JSON. */

import { FileFormatError } from "../../checkpoint/formats/fileFormatError.ts";
import type { ModelRecord } from "../modelRecord.ts";
import { recordParts } from "./readRecord.ts";

/** Enough for 65,536 levels of a column. A hostile text would take many times its length in memory. */
const longestText = 2 ** 22;

/** Returns each part as JSON. */
export const recordTexts = (record: ModelRecord): Map<string, string> =>
  new Map(recordParts.map((name) => [name, JSON.stringify(record[name])]));

/** Returns the text that the file's checksum covers. */
export const checkedText = (texts: ReadonlyMap<string, string>): string =>
  JSON.stringify(recordParts.map((name) => texts.get(name)));

/** Parses each part. Throws FileFormatError for a missing part, and for text that is not JSON. */
export function parseTexts(metadata: ReadonlyMap<string, string>, file: string): Record<string, unknown> {
  const parse = (name: string): unknown => {
    const text = metadata.get(name);
    if (text === undefined) throw new FileFormatError(file, name, "a text in __metadata__", "none");
    if (text.length > longestText)
      throw new FileFormatError(file, name, `at most ${longestText} characters`, `${text.length}`);
    try {
      return JSON.parse(text);
    } catch (error) {
      throw new FileFormatError(file, name, "JSON", (error as Error).message);
    }
  };
  return Object.fromEntries(recordParts.map((name) => [name, parse(name)]));
}
