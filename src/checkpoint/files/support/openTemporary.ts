import { openSync } from "node:fs";
import { basename, dirname, join } from "node:path";

/** Killed processes leave theirs behind, two writers need two; a thousand are a mistake. */
const mostAttempts = 1000;

/**
 * Creates a new file beside `path`, on the same disk so that a rename can replace `path`. O_EXCL refuses every name
 * that exists, also that of a link: no other file is ever opened. Throws the system's error.
 */
export function openTemporary(path: string, mode: number): { name: string; file: number } {
  // Names have at most 255 bytes.
  const start = join(dirname(path), basename(path).slice(0, 50));
  for (let attempt = 1; ; attempt++) {
    const name = `${start}.${process.pid}-${attempt}.tmp`;
    try {
      return { name, file: openSync(name, "wx", mode) };
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== "EEXIST" || attempt === mostAttempts) throw error;
    }
  }
}
