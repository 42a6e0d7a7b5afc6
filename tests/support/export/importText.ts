import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { newFolder } from "../newFolder.ts";

/** The exports of a file that `toJavascript` wrote. */
export interface ExportedFile {
  predict(row: unknown): { label?: string; probabilities?: number[]; values?: number[] };
  forward(examples: unknown): Float32Array;
  trainStep(examples: unknown, truths: unknown): number;
  inputsOf(row: unknown): Float32Array;
  targetOf(value: number): number;
  classNames: string[];
  steps: number;
  parameters: { name: string; theta: Float32Array; state: Record<string, Float32Array | number> }[];
}

/** Writes a text as a module in a new folder, and imports it. */
export async function importText(text: string): Promise<ExportedFile> {
  const file = join(newFolder(), "model.mjs");
  writeFileSync(file, text);
  return import(pathToFileURL(file).href);
}
