import { decodeCheckpoint } from "../decodeCheckpoint.ts";
import type { Checkpoint } from "../run.ts";
import { readFormatFile } from "./support/readFormatFile.ts";

/** Reads a checkpoint; `restoreRun` puts it into a run. Throws FileFormatError at any damage. */
export const loadCheckpoint = (path: string): Checkpoint => decodeCheckpoint(readFormatFile(path), path);
