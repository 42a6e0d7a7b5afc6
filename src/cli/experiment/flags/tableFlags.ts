import type { Flags } from "../../flags/flags.ts";

/** The flags about tables. */
export const tableFlags: Flags = {
  target: { type: "string", value: "NAME", help: "the column of a table to predict; default: the last" },
  task: { type: "string", value: "KIND", help: "classification or regression; default: by the target's values" },
  features: { type: "string", value: "NAMES", help: "predict from these columns only, separated by commas" },
  ignore: { type: "string", value: "NAMES", help: "do not use these columns" },
  categorical: { type: "string", value: "NAMES", help: "read these columns as texts, one input a text" },
  separator: {
    type: "string",
    value: "CHAR",
    help: "the character between cells: comma, semicolon, tab, pipe, space or another",
  },
  decimal: { type: "string", value: "CHAR", help: "the character before decimals: point or comma" },
  "no-header": { type: "boolean", help: "line 1 of a table is data; columns are then named 1, 2, …" },
  header: { type: "boolean", help: "line 1 of a table has the names of the columns, although it looks like data" },
  missing: {
    type: "string",
    value: "TEXTS",
    help: "cells that mean a missing value, besides blank ones; default NA, N/A, a question mark, …",
  },
};
