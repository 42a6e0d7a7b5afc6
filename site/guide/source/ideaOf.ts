import { openingOf } from "./openingOf.ts";

/** The first sentence of a comment: up to its full stop, its equation, or the end of its paragraph. */
export const ideaOf = (lines: readonly string[]): string => `${openingOf(lines).sentence.replace(/[.:]$/, "")}.`;
