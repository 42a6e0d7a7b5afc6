import { sentence } from "../check/excerpt.ts";

/** A file that is not what it should be: the message names the file, what was expected and what was found. */
export class DataFileError extends Error {
  override name = "DataFileError";

  constructor(file: string, expected: string, found: string) {
    // Cells and names of a hostile file can be as long as the file.
    super(`${file}: expected ${sentence(expected, 150)}, found ${sentence(found, 200)}`);
  }
}
