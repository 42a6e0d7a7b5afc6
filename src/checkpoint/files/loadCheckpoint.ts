import { decodeCheckpoint } from "../decodeCheckpoint.ts";
import type { Checkpoint } from "../run.ts";
import { readBytes } from "./support/files.ts";

/** What a checkpoint holds; `restoreRun` puts it into a run. Throws FileFormatError at any damage. */
export const loadCheckpoint = (path: string): Checkpoint => decodeCheckpoint(readBytes(path), path);
