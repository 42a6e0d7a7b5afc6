/** @file Files that a command writes: checked before the work, and never replacing a foreign file silently. */

import { realpathSync, statSync } from "node:fs";
import { basename, dirname, join, resolve, sep } from "node:path";
import { fileKind } from "../../check/fileKind.ts";
import { SaveError } from "../../checkpoint/files/saveError.ts";
import { checkWritable } from "../../checkpoint/files/support/checkWritable.ts";
import { writeFile } from "../../checkpoint/files/support/writeFile.ts";
import { UsageError } from "./usageError.ts";

export interface OutputRules {
  /** --overwrite: replace any regular file. */
  overwrite: boolean;
  /** Files and folders that the command reads, with their flags. */
  inputs?: Readonly<Record<string, string>>;
  /** True if the existing file belongs to this run, so that it can be replaced. */
  isOwn?(file: string): boolean;
}

/** Throws UsageError if the file cannot be written, is an input, or holds something else. Leaves nothing behind. */
export function checkOutput(flag: string, file: string, { overwrite, inputs = {}, isOwn }: OutputRules): void {
  const refuse = (problem: string): never => {
    throw new UsageError(`--${flag} ${file}: ${problem}`);
  };
  const stat = statSync(file, { throwIfNoEntry: false });
  if (stat?.isDirectory()) refuse("must be a file, got a folder; give the name of a file in it");
  if (stat && !stat.isFile()) refuse(`must be a regular file, got ${fileKind(stat)}`);
  const path = realPath(file);
  const input = Object.entries(inputs).find(([, name]) => isReadFrom(realPath(name), path));
  if (input !== undefined)
    refuse(`must not be a file of ${input[0] === "MODEL" ? "" : "--"}${input[0]}; give another name`);
  if (stat && !overwrite && !isOwn?.(file))
    refuse("exists and does not belong to this run; give another name, or --overwrite to replace it");
  try {
    checkWritable(file);
  } catch (error) {
    throw error instanceof SaveError ? new UsageError(`--${flag}: ${error.message}`) : error;
  }
}

/** Throws UsageError if two flags name the same file, also by a link. `files`: the file of each flag; null for none. */
export function checkDistinct(files: Readonly<Record<string, string | null>>): void {
  const flagOf = new Map<string, string>();
  for (const [flag, file] of Object.entries(files)) {
    if (file === null) continue;
    const path = realPath(file);
    const other = flagOf.get(path);
    if (other !== undefined)
      throw new UsageError(`--${flag}: must be another file than that of --${other}, got ${file}; give another name`);
    flagOf.set(path, flag);
  }
}

/** Writes a file as a whole. Throws SaveError and keeps the old file if that fails. */
export const writeOutput = (file: string, content: string | Uint8Array): void => writeFile(file, () => content);

/** Returns whether the file at `path` is the input, or a table, IDX file or image of the input folder. */
const isReadFrom = (input: string, path: string): boolean =>
  path === input || (path.startsWith(input + sep) && /\.[ct]sv(\.gz)?$|ubyte(\.gz)?$|\.(png|jpe?g)$/i.test(path));

/** The path without links; for a file that does not exist yet, that of its folder. */
function realPath(file: string): string {
  try {
    return realpathSync(file);
  } catch {
    const path = resolve(file);
    const folder = dirname(path);
    return folder === path ? path : join(realPath(folder), basename(path));
  }
}
