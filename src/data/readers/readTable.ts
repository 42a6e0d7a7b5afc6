import { fileSource } from "../tables/support/fileSource.ts";
import { tableFrom } from "../tables/support/tableFrom.ts";
import type { Table } from "../tables/table.ts";
import type { TableOptions } from "../tables/tableOptions.ts";

/**
 * Reads a table from a CSV or TSV file in UTF-8, gzipped or not; see `parseTable`. Reads and inflates it in pieces, so
 * its text is never in memory as a whole. A gzipped file may become at most 100 times its length, or 64 MiB.
 */
export const readTable = (file: string, options: TableOptions = {}): Table =>
  tableFrom("readTable", fileSource(file), options);
