import type { Checkpoint } from "../checkpoint.ts";
import { decodeCheckpoint } from "../decodeCheckpoint.ts";
import { readBytes } from "./files.ts";

/** What a checkpoint holds; `restoreRun` puts it into a run. Throws FileFormatError at any damage. */
export const loadCheckpoint = (path: string): Checkpoint => decodeCheckpoint(readBytes(path), path);
