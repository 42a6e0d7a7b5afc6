import { dataChecksum } from "../../data/dataChecksum.ts";
import type { Task } from "./tasks.ts";

/** A checksum of the training and the test examples. */
export const checksumOf = ({ train, test }: Task): string => `${dataChecksum(train)}-${dataChecksum(test)}`;
