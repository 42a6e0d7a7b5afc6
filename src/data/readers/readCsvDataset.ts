import { csvDataset } from "./csvDataset.ts";
import type { CsvDataset } from "./csvTable.ts";
import { readText } from "./files.ts";

/** A CSV file with a class in one column, see csvDataset. */
export const readCsvDataset = (file: string, options?: Parameters<typeof csvDataset>[2]): CsvDataset =>
  csvDataset(readText(file), file, options);
