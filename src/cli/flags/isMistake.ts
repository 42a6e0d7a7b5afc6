import { SaveError } from "../../checkpoint/files/saveError.ts";
import { FileFormatError } from "../../checkpoint/formats/fileFormatError.ts";
import { DataFileError } from "../../data/dataFileError.ts";
import { UsageError } from "./usageError.ts";

/**
 * True if an error is a mistake of the user. Values from the command line also reach checks of the library, whose
 * RangeErrors start with a name and a colon; those of JavaScript itself, about stacks and array lengths, are bugs.
 */
export const isMistake = (error: unknown): error is Error =>
  [UsageError, DataFileError, FileFormatError, SaveError].some((kind) => error instanceof kind) ||
  (error instanceof RangeError && /^[\w.()]+: /.test(error.message));
