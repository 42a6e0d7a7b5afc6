/** @file Reads the bytes of a data file. Needs Node, unlike the parsers, which also run in browsers. */
import { readRegularFile } from "../../../check/readRegularFile.ts";
import { DataFileError } from "../../dataFileError.ts";

/** Returns the bytes of a regular file. Throws DataFileError for a longer file than `most`, before it is read. */
export const readDataFile = (file: string, most?: number): Buffer =>
  readRegularFile(file, (needed, found, fix) => new DataFileError(file, needed, found, fix), most);

const longestImage = 2 ** 27;

/** Returns the bytes of an image file. */
export const readImageFile = (file: string): Uint8Array => readDataFile(file, longestImage);
