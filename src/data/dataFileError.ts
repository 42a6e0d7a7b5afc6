/** A file that is not what it should be: the message names the file, what was expected and what was found. */
export class DataFileError extends Error {
  override name = "DataFileError";

  constructor(file: string, expected: string, found: string) {
    super(`${file}: expected ${expected}, found ${found}`);
  }
}
