/** @file Data sets from files. Needs Node, so index.ts leaves it out; everything else in this folder runs in browsers. */
import { readFileSync } from "node:fs";
import { DataFileError } from "../dataFileError.ts";
import type { Dataset } from "../dataset.ts";

export function readBytes(file: string): Buffer {
  try {
    return readFileSync(file);
  } catch (error) {
    throw new DataFileError(file, "a readable file", (error as Error).message);
  }
}

/** Not with a mark for every byte that is no UTF-8: two names that differ in those would be one class. */
export function readText(file: string): string {
  const bytes = readBytes(file);
  try {
    return new TextDecoder("utf-8", { fatal: true }).decode(bytes);
  } catch {
    const [before] = new TextDecoder().decode(bytes).split("\uFFFD", 1);
    const line = before.split("\n").length;
    throw new DataFileError(`${file}, line ${line}`, "text in UTF-8", "other bytes; save it as UTF-8");
  }
}

export interface Mnist {
  train: Dataset | null;
  test: Dataset | null;
}
