/** @file Files that a command writes: checked before the work, and never replacing a foreign file silently. */

import { randomUUID } from "node:crypto";
import {
  chmodSync,
  closeSync,
  openSync,
  realpathSync,
  renameSync,
  rmSync,
  type Stats,
  statSync,
  writeFileSync,
} from "node:fs";
import { basename, dirname, join, resolve } from "node:path";
import { SaveError } from "../../checkpoint/files/saveError.ts";
import { UsageError } from "./usageError.ts";

export interface OutputRules {
  /** --overwrite: replace any regular file. */
  overwrite: boolean;
  /** Files that the command reads, with their flags. */
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
  if (stat && !stat.isFile()) refuse(`must be a regular file, got ${specialKind(stat)}`);
  const path = realPath(file);
  const input = Object.entries(inputs).find(([, name]) => realPath(name) === path);
  if (input !== undefined) refuse(`must not be the file of --${input[0]}; give another name`);
  if (stat && !overwrite && !isOwn?.(file))
    refuse("exists and does not belong to this run; give another name, or --overwrite to replace it");
  try {
    const trial = temporaryName(path);
    closeSync(openSync(trial, "wx"));
    rmSync(trial);
  } catch (error) {
    refuse(inWords(error, dirname(path)));
  }
}

/** Writes a text beside the file and renames it, so that the file is either the old or the new one. Throws SaveError. */
export function writeOutput(flag: string, file: string, text: string): void {
  const path = realPath(file);
  const temporary = temporaryName(path);
  try {
    writeFileSync(temporary, text, { flag: "wx" });
    const stat = statSync(path, { throwIfNoEntry: false });
    if (stat) chmodSync(temporary, stat.mode);
    renameSync(temporary, path);
  } catch (error) {
    rmSync(temporary, { force: true });
    throw new SaveError(`--${flag} ${file}: ${inWords(error, dirname(path))}`);
  }
}

const temporaryName = (path: string): string => join(dirname(path), `.${basename(path)}.${randomUUID()}.tmp`);

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

const specialKind = (stat: Stats): string => (stat.isFIFO() ? "a pipe" : stat.isSocket() ? "a socket" : "a device");

/** The words for the codes of the operating system. */
export function inWords(error: unknown, folder: string): string {
  const { code, message } = error as NodeJS.ErrnoException;
  const words: Record<string, string> = {
    ENOENT: `the folder ${folder} does not exist; make it first`,
    ENOTDIR: `${folder} is not a folder`,
    EACCES: `no permission to write in ${folder}`,
    EPERM: `no permission to write in ${folder}`,
    EROFS: `${folder} is on a read-only file system`,
    ENOSPC: "no space left on the disk",
    ENAMETOOLONG: "the name is too long",
  };
  return words[code ?? ""] ?? message;
}
