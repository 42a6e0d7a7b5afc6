import { DataFileError } from "../../dataFileError.ts";

/** A table that options would read. `flags` names these options as the command line does. */
export class TableError extends DataFileError {
  constructor(
    readonly place: string,
    readonly needed: string,
    readonly found: string,
    fix: string,
    readonly flags: string,
  ) {
    super(place, needed, found, fix);
  }
}
