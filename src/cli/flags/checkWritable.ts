import { existsSync, statSync } from "node:fs";
import { dirname } from "node:path";
import { UsageError } from "./usageError.ts";

/** Throws UsageError where a flag's file could not be written: better before the work than after. */
export function checkWritable(flag: string, file: string): void {
  if (!existsSync(dirname(file)))
    throw new UsageError(`--${flag} ${file}: the folder ${dirname(file)} does not exist; make it first`);
  if (statSync(file, { throwIfNoEntry: false })?.isDirectory())
    throw new UsageError(`--${flag} ${file}: it is a folder; give the name of a file in it`);
}
