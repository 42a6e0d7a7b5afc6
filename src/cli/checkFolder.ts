import { existsSync } from "node:fs";
import { dirname } from "node:path";
import { UsageError } from "./usageError.ts";

/** Throws UsageError where a flag's file could not be written for want of its folder: better before the work than after. */
export function checkFolder(flag: string, file: string): void {
  if (!existsSync(dirname(file)))
    throw new UsageError(`--${flag} ${file}: the folder ${dirname(file)} does not exist; make it first`);
}
