import { sentence } from "../check/excerpt.ts";

/** A file does not hold the data it should. The message says where, what was needed, what was found, and a fix. */
export class DataFileError extends Error {
  override name = "DataFileError";

  constructor(place: string, needed: string, found: string, fix = "") {
    // Cells and names of a hostile file can be as long as the file.
    const problem = `${place}: needs ${sentence(needed, 150)}, got ${sentence(found, 200)}`;
    super(fix === "" ? problem : `${problem}; ${fix}`);
  }
}
