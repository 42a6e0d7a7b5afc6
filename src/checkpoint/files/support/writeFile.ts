import { closeSync, fchmodSync, fsyncSync, openSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { dirname } from "node:path";
import { diskProblem } from "../../../check/diskProblem.ts";
import { SaveError } from "../saveError.ts";
import { checkPath } from "./checkPath.ts";
import { openTemporary } from "./openTemporary.ts";
import { type WriteTarget, writeTarget } from "./writeTarget.ts";

/**
 * Replaces a file as a whole: at every moment, and after a crash, there is the old file or the new one.
 *
 * 1. A new temporary file beside it gets the bytes and the permissions of the old file.
 * 2. fsync: the bytes are on the disk.
 * 3. rename: the temporary file takes the name. Of two writers the later one wins, and nothing is mixed.
 * 4. fsync of the folder: the name is on the disk.
 *
 * A failure removes the temporary file and throws SaveError. Links are followed; only regular files are replaced.
 * A process killed during a save leaves its temporary file, NAME.PID-N.tmp. It is not removed later: the process that
 * writes it may run in another container. A hard link to the old file keeps the old bytes.
 */
export function writeFile(path: string, encode: () => Uint8Array | string): void {
  checkPath(path);
  const target = writeTarget(path);
  const bytes = encode();
  const unchanged = target.mode === null ? "nothing was written" : "the previous file is unchanged";
  attempt(`cannot save ${path}`, unchanged, () => replace(target, bytes));
  // Windows cannot open folders, and keeps names without a request.
  if (process.platform === "win32") return;
  attempt(`${path} is saved`, "a power cut may bring the previous file back", () =>
    onDisk(openSync(dirname(target.path), "r")),
  );
}

function replace({ path, mode }: WriteTarget, bytes: Uint8Array | string): void {
  const { name, file } = openTemporary(path, mode ?? 0o666);
  try {
    onDisk(file, () => {
      // The mode given to open is reduced by the umask.
      if (mode !== null) fchmodSync(file, mode);
      writeFileSync(file, bytes);
    });
    renameSync(name, path);
  } catch (error) {
    rmSync(name, { force: true });
    throw error;
  }
}

/** Writes to an open file or folder, waits until the disk has it, and closes it. */
function onDisk(file: number, write: () => void = () => {}): void {
  try {
    write();
    fsyncSync(file);
  } finally {
    closeSync(file);
  }
}

function attempt(problem: string, consequence: string, act: () => void): void {
  try {
    act();
  } catch (error) {
    throw new SaveError(`${problem}: ${diskProblem(error)}; ${consequence}`);
  }
}
