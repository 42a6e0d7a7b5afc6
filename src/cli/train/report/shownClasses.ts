import { sentence } from "../../../check/excerpt.ts";

/** Returns the names of classes without control characters; those of more than 40 signs are cut. */
export const shownClasses = (names: readonly string[]): string[] => names.map((name) => sentence(name, 40));
