import { decodeCheckpoint } from "../decodeCheckpoint.ts";
import type { Checkpoint } from "../run.ts";
import { readBytes } from "./support/readBytes.ts";

/** Reads a checkpoint; `restoreRun` puts it into a run. Throws FileFormatError at any damage. */
export const loadCheckpoint = (path: string): Checkpoint => decodeCheckpoint(readBytes(path), path);
