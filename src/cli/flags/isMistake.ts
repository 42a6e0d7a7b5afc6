import { SaveError } from "../../checkpoint/files/saveError.ts";
import { FileFormatError } from "../../checkpoint/formats/fileFormatError.ts";
import { DataFileError } from "../../data/dataFileError.ts";
import { UsageError } from "./usageError.ts";

/**
 * What the library itself refuses is a mistake of the command line too, since its values came from there. Its RangeErrors
 * begin with who refuses; those of JavaScript itself, about stacks and lengths of arrays, do not, and are our bugs.
 */
export const isMistake = (error: unknown): error is Error =>
  [UsageError, DataFileError, FileFormatError, SaveError].some((kind) => error instanceof kind) ||
  (error instanceof RangeError && /^[\w.()]+: /.test(error.message));
