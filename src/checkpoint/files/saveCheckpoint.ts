import type { Run } from "../checkpoint.ts";
import { encodeCheckpoint } from "../encodeCheckpoint.ts";
import { writeDurably } from "./files.ts";

/** Saves a whole run, see encodeCheckpoint. Until the new file is complete on the disk, the old one stays. */
export const saveCheckpoint = (path: string, run: Run): void => writeDurably(path, () => encodeCheckpoint(run));
