import { accessSync, constants, lstatSync, readlinkSync, type Stats, statSync } from "node:fs";
import { dirname, resolve } from "node:path";
import { diskProblem } from "../../../check/diskProblem.ts";
import { fileKind } from "../../../check/fileKind.ts";
import { SaveError } from "../saveError.ts";

/** The regular file that a path leads to. */
export interface WriteTarget {
  /** The path with its last links resolved, so that a link stays a link to the file that is replaced. */
  path: string;
  /** Permissions of the replaced file, or null for a new file. */
  mode: number | null;
}

/** The number of links that Linux follows. */
const mostLinks = 40;

/**
 * Finds the file that a save to `path` would replace or create. Throws SaveError where nothing may be replaced: a
 * folder, a pipe, a device, a file without permission to write; and where the folder does not exist.
 */
export function writeTarget(path: string): WriteTarget {
  const target = followLinks(path);
  const found = lookUp(path, target, statSync);
  if (found === undefined) {
    const folder = lookUp(path, dirname(target), statSync);
    if (folder === undefined)
      throw new SaveError(`cannot save ${path}: no such folder ${dirname(target)}; make it first`);
    return { path: target, mode: null };
  }
  if (!found.isFile()) throw new SaveError(`cannot save ${path}: it must be a regular file, got ${fileKind(found)}`);
  try {
    accessSync(target, constants.W_OK);
  } catch (error) {
    throw new SaveError(`cannot save ${path}: ${diskProblem(error)}; the file is unchanged`);
  }
  return { path: target, mode: found.mode & 0o7777 };
}

/** Follows links at the end of a path, also one to a file that does not exist yet. */
function followLinks(path: string): string {
  let target = path;
  for (let links = 0; lookUp(path, target, lstatSync)?.isSymbolicLink(); links++) {
    if (links === mostLinks) throw new SaveError(`cannot save ${path}: its links form a circle`);
    target = resolve(dirname(target), readlinkSync(target));
  }
  return target;
}

type LookUp = (path: string, options: { throwIfNoEntry: false }) => Stats | undefined;

/** Returns what is at `target`, undefined for nothing. Throws SaveError where the system refuses to say. */
function lookUp(path: string, target: string, look: LookUp): Stats | undefined {
  try {
    return look(target, { throwIfNoEntry: false });
  } catch (error) {
    throw new SaveError(`cannot save ${path}: ${diskProblem(error)}`);
  }
}
