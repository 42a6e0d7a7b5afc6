import type { Source } from "../definition.ts";

/** Returns a publication as `authors, "title", venue year`, with a comma after a venue that ends in a number. */
export const citation = ({ authors, title, venue, year }: Source): string =>
  `${authors}, "${title}", ${venue === undefined ? "" : `${venue}${/\d$/.test(venue) ? ", " : " "}`}${year}`;
