import { dataChecksum } from "../../data/dataChecksum.ts";
import type { Task } from "./tasks.ts";

/** A checksum of all examples: training, validation if there is one, test. */
export const checksumOf = ({ train, validation, test }: Task): string =>
  [train, validation, test]
    .flatMap((part) => part ?? [])
    .map(dataChecksum)
    .join("-");
