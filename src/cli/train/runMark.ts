import { checksumOf } from "../experiment/checksumOf.ts";
import type { Session } from "./session.ts";

/** Tells one run from another, also where it is resumed by another command: its examples and its first loss. */
export const runMark = ({ experiment, history: { losses } }: Pick<Session, "experiment" | "history">): string =>
  `checksum of the examples ${checksumOf(experiment.task)}, first loss ${losses[0]}`;
