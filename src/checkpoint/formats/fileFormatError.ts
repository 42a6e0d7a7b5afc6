import { sentence } from "../../check/excerpt.ts";

/**
 * A file of weights or a checkpoint that is not what it should be: which file, which field, what was needed and found.
 */
export class FileFormatError extends Error {
  override name = "FileFormatError";
  readonly file: string;
  /** The part of the file that is wrong, such as `header length` or `tensor "0.weight", shape`. */
  readonly field: string;

  constructor(file: string, field: string, expected: string, found: string) {
    // Names and values of a hostile file can be as long as the file.
    super(`${file}: ${sentence(field, 100)}: needs ${sentence(expected, 150)}, got ${sentence(found, 200)}`);
    this.file = file;
    this.field = field;
  }
}
