import { encodeCheckpoint } from "../encodeCheckpoint.ts";
import type { Run } from "../run.ts";
import { writeFile } from "./support/writeFile.ts";

/**
 * Saves a whole run; see `encodeCheckpoint`. The old file stays until the new one is complete on the disk.
 * A process killed during the save leaves a file NAME.PID-N.tmp beside it, which can be deleted. Other hard links to
 * the old file keep the old bytes.
 */
export const saveCheckpoint = (path: string, run: Run): void => writeFile(path, () => encodeCheckpoint(run));
