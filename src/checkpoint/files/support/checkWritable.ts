import { closeSync, rmSync } from "node:fs";
import { diskProblem } from "../../../check/diskProblem.ts";
import { SaveError } from "../saveError.ts";
import { checkPath } from "./checkPath.ts";
import { openTemporary } from "./openTemporary.ts";
import { writeTarget } from "./writeTarget.ts";

/** Throws SaveError where a later save to `path` would fail: before hours of work, not after. Changes nothing. */
export function checkWritable(path: string): void {
  checkPath(path);
  const target = writeTarget(path);
  try {
    const { name, file } = openTemporary(target.path, 0o600);
    closeSync(file);
    rmSync(name);
  } catch (error) {
    throw new SaveError(`cannot save ${path}: ${diskProblem(error)}`);
  }
}
