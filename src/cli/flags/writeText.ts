import { writeFileSync } from "node:fs";
import { UsageError } from "./usageError.ts";

/** Writes a flag's file. Throws UsageError where the disk refuses, a full one for instance. */
export function writeText(flag: string, file: string, text: string): void {
  try {
    writeFileSync(file, text);
  } catch (error) {
    throw new UsageError(`--${flag} ${file}: it cannot be written: ${(error as Error).message}`);
  }
}
