/** A file of weights or a checkpoint that is not what it should be: which file, which field, what was needed and found. */
export class FileFormatError extends Error {
  override name = "FileFormatError";
  readonly file: string;
  /** The part of the file that is wrong, such as `header length` or `tensor "0.weight", shape`. */
  readonly field: string;

  constructor(file: string, field: string, expected: string, found: string) {
    super(`${file}: ${field}: expected ${expected}, found ${found}`);
    this.file = file;
    this.field = field;
  }
}

/** Text from a file, short enough for one line of an error. */
export const excerpt = (text: string): string => JSON.stringify(text.length > 40 ? `${text.slice(0, 40)}…` : text);
