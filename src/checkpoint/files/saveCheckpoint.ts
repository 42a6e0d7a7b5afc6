import { encodeCheckpoint } from "../encodeCheckpoint.ts";
import type { Run } from "../run.ts";
import { writeDurably } from "./support/files.ts";

/** Saves a whole run, see encodeCheckpoint. Until the new file is complete on the disk, the old one stays. */
export const saveCheckpoint = (path: string, run: Run): void => writeDurably(path, () => encodeCheckpoint(run));
