import { excerpt } from "../../../check/excerpt.ts";
import { DataFileError } from "../../dataFileError.ts";

/** The first line of a table looks like data, and no option says whether it is. */
export class NoHeaderError extends DataFileError {
  /** File and line. */
  readonly place: string;
  /** The line, as an excerpt. */
  readonly found: string;

  constructor(place: string, names: readonly string[]) {
    const found = excerpt(names.join(","));
    super(
      place,
      "the names of the columns",
      found,
      "pass header: false if it is data, header: true if these are names",
    );
    this.place = place;
    this.found = found;
  }
}
